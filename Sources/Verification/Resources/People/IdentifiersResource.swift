import Reconciliation
import Runbook
import Tenant

/// All accounts of the tenant beside all accounts of the system that will sign people in, as the runbook's section
/// `identifiers` says. Graph: `GET /users`. Peig: "Managing identifiers".
enum IdentifiersResource: Resource {
    static let name = "identifiers"
    static let selector: String? = nil
    static let comparesIdentifiers = true
    private static let needs: [Permission] = [.userReadAll, .domainReadAll]

    private static func count(
        _ name: String, _ label: String, _ remedy: String,
        _ count: @escaping @Sendable (Reconciliation) -> Observed
    ) -> Property {
        Property(name, .number, label: label, needs: needs, remedy: remedy) { _, probe in
            count(try await probe.comparison().reconciliation)
        }
    }

    /// Accounts of one class on both sides.
    private static func both(
        _ name: String, _ standing: AccountClass, _ label: String, _ remedy: String
    ) -> Property {
        count(name, label, remedy) { seen(both(standing, $0), .init(classes: [standing]), $0) }
    }

    private static func both(_ standing: AccountClass, _ found: Reconciliation) -> Int {
        found.totals.count(standing, on: .microsoft) + found.totals.count(standing, on: .other)
    }

    static let properties = [
        count("linked", "Linked accounts", "Type identifiers to see who isn't linked.") {
            Observed(.number($0.totals.count(.linked, on: .microsoft)))
        },
        count(
            "open", "Accounts that somebody has to look at",
            "Type identifiers to see them; identifiers export FILE writes the worklist."
        ) { seen($0.totals.open, .open, $0) },
        // A person who is in both is one, though both accounts are listed.
        count(
            "unlinked", "In both systems, and not linked",
            "Type identifiers unlinked; then link them there\(Menu.linkAccount.gap)."
        ) {
            seen($0.totals.count(.unlinked, on: .microsoft), .init(side: .microsoft, classes: [.unlinked]), $0)
        },
        both(
            "ambiguous", .ambiguous, "Several accounts fit",
            "Type identifiers ambiguous; find out which is right, then link it there\(Menu.linkAccount.gap)."
        ),
        both(
            "microsoft-only", .microsoftOnly, "In Microsoft 365 only",
            "Type identifiers microsoft-only; let them onboard, or make them accounts there\(Menu.createAccount.gap) with which "
                + "they then onboard."
        ),
        both(
            "other-only", .otherOnly, "In the other system only",
            "Type identifiers other-only; then make them accounts at Microsoft\(Menu.createMicrosoftAccount.gap)."
        ),
        count(
            "inactive", "Linked, and lets nobody in in the other system",
            "Type identifiers inactive; have whoever has not begun onboard, and let the other accounts sign in again there."
        ) { seen($0.totals.count(.inactive, on: .microsoft), .init(side: .microsoft, classes: [.inactive]), $0) },
        count(
            "unclear", "Linked, and nobody knows whether the account can sign in",
            "Type identifiers unclear; look at the accounts in the other system."
        ) { seen($0.totals.count(.unclear, on: .microsoft), .init(side: .microsoft, classes: [.unclear]), $0) },
        count(
            "misnamed", "Linked, and named on another domain",
            "Type identifiers misnamed; put their user principal names on the domain."
        ) { seen($0.totals.count(.misnamed, on: .microsoft), .init(side: .microsoft, classes: [.misnamed]), $0) },
        both(
            "duplicates", .duplicate, "Accounts that are there twice",
            "Type identifiers duplicate; find out which is right, and remove the other."),
        count("excluded", "Left out by a rule", "Type identifiers excluded to see whom, and by which rule.") {
            Observed(.number(both(.excluded, $0)))
        },
        count(
            "typing-errors", "Accounts that differ by one letter",
            "Type identifiers unlinked; merge the faulty request, or link."
        ) { Observed(.number($0.totals.typingErrors)) },
        count("requests", "Requests that wait", "Approve them, or merge the faulty ones with the right account.") {
            Observed(.number($0.totals.requests))
        },
        Property(
            "losing-access", .number, label: "People who would lose access", needs: needs,
            remedy: "Type blast to see who; link them, or let them onboard."
        ) { _, probe in try losingAccess(try await probe.comparison().reconciliation) },
        Property(
            "accounts-age", .duration, label: "Age of the other system's accounts", needs: [],
            remedy: "Export the accounts again, then type identifiers read."
        ) { _, probe in
            guard let age = try await probe.comparison().age else {
                throw TenantFault.elsewhere(
                    "When the other system's accounts were written can't be told: the file's time can't be read, or lies "
                        + "ahead.", remedy: "Export the accounts again, then type identifiers read.")
            }
            return Observed(.duration(age))
        },
    ]

    /// Whom nobody knows anything of passes for nothing: neither for locked out nor for safe.
    private static func losingAccess(_ found: Reconciliation) throws -> Observed {
        let totals = found.totals
        if totals.losingAccess + totals.unknownAccess == 0 {
            return Observed(.number(0), evidence: AccessWords.untold(totals, "the provider"))
        }
        guard totals.unknownAccess > 0 else { return seen(totals.losingAccess, .init(access: [.loses]), found) }
        let unknown = try AccessWords.unknown(found)
        guard totals.losingAccess > 0 else {
            throw TenantFault.elsewhere(unknown, remedy: AccessWords.remedy(totals))
        }
        throw Impediment.missing(
            message: "People who would lose access: \(try Onboarding.names(found, .loses)). \(unknown)",
            remedy: "Type blast to see who and why; link them, or let them onboard.")
    }

    /// A count, and the names of the first.
    private static func seen(
        _ count: Int, _ filter: Reconciliation.Filter, _ reconciliation: Reconciliation
    ) -> Observed {
        let sample = (try? reconciliation.page(filter, limit: Sample.size)) ?? []
        if sample.isEmpty { return Observed(.number(count)) }
        // Accounts of both sides may have one name.
        let names = sample.map(\.account.address)
        let told = zip(sample, names).map { entry, name in
            let isTwice = names.count { $0.lowercased() == name.lowercased() } > 1
            return isTwice ? "\(name) (\(entry.side == .microsoft ? "Microsoft 365" : "the other system"))" : name
        }
        return Observed(.number(count), detail: Sample.words(told, of: count))
    }
}
