import Foundation

/// What one request came to, and what evidence keeps of it.
public struct GraphReply: Sendable {
    public let exchange: Exchange
    public let result: Result<Data, TenantFault>

    static func failed(_ path: String, _ fault: TenantFault) -> GraphReply {
        GraphReply(
            exchange: Exchange(method: "GET", path: path, status: nil, requestID: nil, milliseconds: 0),
            result: .failure(fault))
    }
}
