/// Who did something, and on which machine. The name is what somebody typed, or their account's: nothing proves it but a key.
public struct Person: Sendable, Codable, CustomStringConvertible {
    public let name: String
    public let host: String
    /// The account of the operating system that they were at; nil where it wasn't noted. Not part of who they are: it
    /// only shows that two names are one person's.
    public let account: String?
    /// The fingerprint of the key that they signed with; nil where only a name was typed. No part of who they are, either.
    public let key: String?
    /// The account that they signed in with, where it was proven; no part of who they are, either.
    public let entra: EntraIdentity?

    public init(name: String, host: String, account: String? = nil) {
        self.name = name
        self.host = host
        self.account = account
        key = nil
        entra = nil
    }

    private init(_ person: Person, account: String?, key: String?, entra: EntraIdentity?) {
        (name, host, self.account, self.key, self.entra) = (person.name, person.host, account, key, entra)
    }

    /// The same person, who signed with a key.
    public func signing(with key: String) -> Person { Person(self, account: account, key: key, entra: entra) }

    /// The same person, whose account of the tenant was proven.
    public func proven(as entra: EntraIdentity?) -> Person { Person(self, account: account, key: key, entra: entra) }

    /// The same person, with the account that an entry says they were at.
    func at(_ account: String?) -> Person { Person(self, account: account, key: key, entra: entra) }

    public var description: String { "\(name)@\(host)" }

    /// What is known against two names being two people's.
    /// - Parameter account: that the other was at.
    public func caveat(besides account: String?) -> String {
        if let key { return "signed with \(key)" + (entra.map { ", signed in as \($0)" } ?? "") }
        guard let own = self.account, own == account else { return Person.caveat }
        return "\(Person.caveat); both at the account \(own)"
    }

    /// "kai@desk, typed, not proven": whoever reads of an approval reads what stands behind the name.
    func withCaveat(besides account: String?) -> String { "\(self), \(caveat(besides: account))" }

    /// What stands beside every approval while a name is all that there is.
    public static let caveat = "typed, not proven"
}

extension Person: Hashable {
    public static func == (one: Person, other: Person) -> Bool { (one.name, one.host) == (other.name, other.host) }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(name)
        hasher.combine(host)
    }
}
