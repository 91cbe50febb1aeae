/// Who did something, and on which machine.
public struct Person: Hashable, Sendable, Codable, CustomStringConvertible {
    public let name: String
    public let host: String

    public init(name: String, host: String) {
        self.name = name
        self.host = host
    }

    public var description: String { "\(name)@\(host)" }
}
