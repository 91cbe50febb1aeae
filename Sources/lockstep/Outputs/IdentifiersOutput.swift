import Outputs
import Reconciliation

/// What `lockstep identifiers` found. The accounts, of which there may be a million, are written one by one.
struct IdentifiersOutput: OutputDocument {
    static let outputName = "identifiers"
    static let command = "lockstep identifiers --with ACCOUNTS --json"
    static let about =
        "Which accounts belong together, and who would be locked out. The exit code is 1 if somebody has to be looked at, "
        + "3 if of somebody nothing is known."
    static let members: [OutputMember<IdentifiersOutput>] = [
        .init("tenant", "Microsoft's side.", \.tenant),
        .init("system", "The other side's name.", \.system),
        .init("source", "Where the other side's accounts are from.", \.source),
        .init("takenAt", "When they were compared.", \.takenAt),
        .init("domain", "The one that is compared; missing where every account is.", \.domain),
        .init("totals", "How many there are, by side (microsoft, other) and class.", \.totals),
        .init("open", "Accounts on both sides that somebody has to look at.", \.open),
        .init("losingAccess", "Whom the switch would lock out.", \.losingAccess),
        .init(
            "losingAccessByRule", "Of those, the ones that a rule left out: the switch asks no rule.", \.losingByRule),
        .init("unknownAccess", "Of whom nobody knows whether they would be locked out.", \.unknownAccess),
        .init("typingErrors", "Unlinked accounts whose best match differs by a slip of a finger.", \.typingErrors),
        .init("requests", "Requests for an account that wait.", \.requests),
        .init("rules", "How many accounts each rule took out.", \.rules),
        .init("linksAreProven", "False where links could only be taken from the other side's word.", \.linksAreProven),
        .init("accounts", "Those that were asked for, a line for each.", \.accounts),
    ]

    struct Tenant: OutputShape {
        static let outputName = "tenant"
        static let about = "A tenant."
        static let members: [OutputMember<Tenant>] = [
            .init("id", "Its own.", \.id),
            .init("name", "Its own.", \.name),
        ]

        let id: String
        let name: String
    }

    struct Source: OutputShape {
        static let outputName = "source"
        static let about = "Where accounts are from."
        static let members: [OutputMember<Source>] = [
            .init("name", "Its own.", \.name),
            .init(
                "age", "Seconds since the file was written; 0 for what was asked now, missing where nobody knows.",
                \.age),
        ]

        let name: String
        let age: Int?
    }

    let tenant: Tenant
    let takenAt: String
    let domain: String?
    let system: String
    let source: Source
    let totals: [String: [String: Int]]
    let open: Int
    let losingAccess: Int
    let losingByRule: Int
    let unknownAccess: Int
    let typingErrors: Int
    let requests: Int
    let rules: [Totals.Rule]
    let linksAreProven: Bool
    var accounts: [AccountOutput] = []
}

extension Totals.Rule: OutputShape {
    public static let outputName = "rule"
    public static let about = "A rule that takes accounts out of the comparison."
    public static let members: [OutputMember<Totals.Rule>] = [
        .init("title", "Its own.", \.title),
        .init("microsoft", "How many it took out of Microsoft's side.", \.microsoft),
        .init("other", "How many it took out of the other side.", \.other),
    ]
}
