import Foundation

/// Which field of a file holds what: by the names that systems give them, or as a person said.
public struct AccountFields: Hashable, Sendable {
    public enum Part: String, Sendable, CaseIterable {
        case id, address, aliases, name, given, family, identifier, status, claim

        /// Names it goes by, without spaces, dashes and letter case.
        var names: [String] {
            switch self {
            case .id: ["id", "accountid", "userid", "uuid", "guid"]
            case .address: ["username", "userprincipalname", "upn", "login", "email", "mail", "emailaddress"]
            case .aliases: ["emails", "mail", "email", "aliases", "othermails", "proxyaddresses"]
            case .name: ["displayname", "fullname", "name", "cn"]
            case .given: ["givenname", "firstname", "given"]
            case .family: ["familyname", "lastname", "surname", "family", "sn"]
            case .identifier:
                [
                    "identifier", "immutableid", "onpremisesimmutableid", "externalid", "sourceanchor", "udi",
                    "microsoft365identifier", "ms365identifier",
                ]
            case .status: ["status", "active", "enabled", "accountenabled", "state"]
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

    private let said: [Part: String]

    /// - Parameter columns: `PART=NAME` each, as options give them.
    public init(_ columns: [String] = []) throws(ReconciliationProblem) {
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
    }

    private static func normal(_ name: String) -> String {
        String(name.lowercased().filter { $0.isLetter || $0.isNumber })
    }

    /// Where each part stands among these names.
    func places(in names: [String], file: String) throws(ReconciliationProblem) -> [Part: Int] {
        var places: [Part: Int] = [:]
        let normal = names.map(AccountFields.normal)
        for part in Part.allCases {
            if let name = said[part] {
                guard let place = normal.firstIndex(of: AccountFields.normal(name)) else {
                    throw .file(
                        "\(file):1: error: there is no column \"\(name)\"; there are \(names.joined(separator: ", ")).")
                }
                places[part] = place
            } else {
                places[part] = part.names.lazy.compactMap { normal.firstIndex(of: $0) }.first
            }
        }
        if places[.aliases] == places[.address] { places[.aliases] = nil }
        guard places[.address] != nil else {
            throw .file(
                "\(file):1: error: no column says what people sign in with (userName, email, userPrincipalName…). There "
                    + "are \(names.joined(separator: ", ")). Name it: --column address=NAME")
        }
        return places
    }

    /// - Parameter value: the text of a part; nil where there is none.
    func account(_ value: (Part) -> String?) -> Account? {
        func filled(_ part: Part) -> String? {
            value(part)?.trimmingCharacters(in: .whitespaces).nonEmpty
        }
        guard let address = filled(.address) else { return nil }
        let name = filled(.name) ?? [filled(.given), filled(.family)].compactMap { $0 }.joined(separator: " ")
        let status = filled(.status)?.lowercased() ?? "active"
        return Account(
            id: filled(.id) ?? address, address: address,
            otherAddresses: (filled(.aliases) ?? "").split { ";|, ".contains($0) }.map(AccountFields.bare), name: name,
            identifier: filled(.identifier), claim: filled(.claim),
            isEnabled: !["false", "0", "no", "inactive", "disabled", "suspended", "blocked"].contains(status),
            isRequest: ["requested", "request", "pending", "awaiting approval"].contains(status))
    }

    /// An address without what Exchange writes before it.
    public static func bare(_ address: some StringProtocol) -> String {
        let lowered = address.lowercased()
        return lowered.hasPrefix("smtp:") ? String(address.dropFirst(5)) : String(address)
    }
}

extension String {
    fileprivate var nonEmpty: String? { isEmpty ? nil : self }
}
