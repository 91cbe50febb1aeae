import Foundation

/// Which field of a file holds what: by the names that systems give them, or as a person said.
public struct AccountFields: Hashable, Sendable {
    /// What a column may hold.
    public enum Part: String, Sendable, CaseIterable {
        case id, address, aliases, name, given, family, identifier, status, claim

        /// Names it goes by, without spaces, dashes and letter case.
        var names: [String] {
            switch self {
            case .id: ["id", "accountid", "userid", "uuid", "guid"]
            case .address:
                [
                    "username", "userprincipalname", "upn", "login", "loginname", "accountname", "email", "mail",
                    "emailaddress", "primaryemail", "primaryemailaddress",
                ]
            case .aliases: ["emails", "mail", "email", "aliases", "othermails", "proxyaddresses", "secondaryemail"]
            case .name: ["displayname", "fullname", "name", "cn"]
            case .given: ["givenname", "firstname", "given", "namegiven", "namegivenname"]
            case .family: ["familyname", "lastname", "surname", "family", "sn", "namefamily", "namefamilyname"]
            case .identifier:
                [
                    "identifier", "immutableid", "onpremisesimmutableid", "externalid", "sourceanchor", "udi",
                    "microsoft365identifier", "ms365identifier",
                ]
            case .status: []
            case .claim: ["microsoftaccount", "microsoft365account", "ms365account", "linkedaccount", "linkedto"]
            }
        }

        /// As a person knows it.
        var words: String {
            switch self {
            case .id: "the account's id"
            case .address: "what the person signs in with"
            case .aliases: "further addresses"
            case .name: "the display name"
            case .given: "the given name"
            case .family: "the family name"
            case .identifier: "the identifier that links it"
            case .status: "whether it is active"
            case .claim: "the Microsoft 365 account that it is linked to"
            }
        }
    }

    /// Fields whose yes lets somebody in, and fields whose yes keeps them out. An account that has several of them signs
    /// in only if none of them is against it: PingOne's `enabled`, `account.status` and `lifecycle.status`.
    static let may: Set<String> = [
        "status", "active", "enabled", "accountenabled", "isactive", "isenabled", "userstatus", "accountstatus",
        "accountstate", "canauthenticate", "accountcanauthenticate", "lifecyclestatus", "loginenabled", "loginstatus",
        "signinallowed", "signinstatus", "signinenabled", "activated", "isactivated", "canlogin", "cansignin",
        "canlogon", "loginallowed", "userstate", "accountnonlocked", "accountnonexpired",
    ]
    static let mayNot: Set<String> = [
        "suspended", "issuspended", "archived", "isarchived", "disabled", "isdisabled", "accountdisabled", "blocked",
        "isblocked", "blockcredential", "blocksignin", "signinblocked", "locked", "islocked", "lockedout",
        "accountlocked", "accountexpired", "isexpired", "userlocked", "accountsuspended", "accountblocked",
        "deleted", "isdeleted", "inactive", "isinactive", "deactivated", "terminated",
    ]

    /// Names of a postal address's parts, beside which a state is one, too.
    static let postal: Set<String> = ["city", "country", "postalcode", "zip", "street", "streetaddress"]

    private let said: [Part: String]
    private let canBeNamed: Bool

    /// - Parameters:
    ///   - columns: `PART=NAME` each, as options give them.
    ///   - canBeNamed: whether whoever is told of a problem can give such an option.
    public init(_ columns: [String] = [], canBeNamed: Bool = false) throws(ReconciliationProblem) {
        var said: [Part: String] = [:]
        for column in columns {
            let halves = column.split(separator: "=", maxSplits: 1).map(String.init)
            guard halves.count == 2, let part = Part(rawValue: halves[0].lowercased()) else {
                let parts = Part.allCases.map(\.rawValue).joined(separator: ", ")
                throw .file("\"\(column)\" names no column: write PART=NAME, where PART is one of \(parts).")
            }
            said[part] = halves[1]
        }
        self.said = said
        self.canBeNamed = canBeNamed
    }

    /// Letters and digits alone; what Google writes behind a name in brackets (`[Required]`) is no part of it.
    static func normal(_ name: String) -> String {
        var depth = 0
        let bare = name.filter {
            if $0 == "[" { depth += 1 }
            if $0 == "]" { depth -= 1 }
            return depth <= 0
        }
        return String(bare.lowercased().filter { $0.isLetter || $0.isNumber })
    }

    /// Where each part stands.
    struct Places {
        var parts: [Part: Int] = [:]
        var status = StatusFields()
    }

    /// - Parameter place: the file, and where in it, for the words of a problem.
    func places(in names: [String], at place: String) throws(ReconciliationProblem) -> Places {
        var places = Places()
        let normal = names.map(AccountFields.normal)
        for part in Part.allCases {
            if let name = said[part] {
                guard let found = normal.firstIndex(of: AccountFields.normal(name)) else {
                    throw .file(
                        "\(place): error: there is no column \"\(name)\"; there are \(names.joined(separator: ", ")).")
                }
                places.parts[part] = found
            } else if part != .status {
                places.parts[part] =
                    part.names.lazy.compactMap { normal.firstIndex(of: $0) }.first
                    ?? PartNames.place(of: part, in: names)
            }
        }
        // Where a person said which column tells it, no other does.
        places.status = StatusFields(names, said: places.parts[.status], taken: Set(places.parts.values))
        if places.parts[.aliases] == places.parts[.address] { places.parts[.aliases] = nil }
        guard places.parts[.address] != nil else {
            throw .file(
                "\(place): error: no column says what people sign in with (userName, email, userPrincipalName…). There "
                    + "are \(names.joined(separator: ", ")). "
                    + (canBeNamed
                        ? "Name it: --column address=NAME" : "Call that column userName in the file."))
        }
        return places
    }

    /// The mail addresses among Exchange's proxy addresses, bare: others are SIP's, X.500's.
    public static func mailboxes(_ proxies: [String]) -> [String] {
        proxies.filter { $0.lowercased().hasPrefix("smtp:") }.map(bare)
    }

    /// An address without what Exchange writes before it.
    public static func bare(_ address: some StringProtocol) -> String {
        let lowered = address.lowercased()
        return lowered.hasPrefix("smtp:") ? String(address.dropFirst(5)) : String(address)
    }
}
