/// One request as evidence remembers it: no host, no header, no body.
public struct Exchange: Hashable, Sendable {
    public let method: String
    public let path: String
    public let status: Int?
    public let requestID: String?
    public let milliseconds: Int
}
