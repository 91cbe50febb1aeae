/// Who did something, and on which machine. The name is what somebody typed, or their account's: nothing proves it.
public struct Person: Sendable, Codable, CustomStringConvertible {
    public let name: String
    public let host: String
    /// The account of the operating system that they were at; nil where it wasn't noted. Not part of who they are: it
    /// only shows that two names are one person's.
    public let account: String?

    public init(name: String, host: String, account: String? = nil) {
        self.name = name
        self.host = host
        self.account = account
    }

    /// The same person, with the account that an entry says they were at.
    func at(_ account: String?) -> Person { Person(name: name, host: host, account: account) }

    public var description: String { "\(name)@\(host)" }

    /// What is known against two names being two people's.
    /// - Parameter account: that the other was at.
    public func caveat(besides account: String?) -> String {
        guard let own = self.account, own == account else { return Person.caveat }
        return "\(Person.caveat); both at the account \(own)"
    }

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
