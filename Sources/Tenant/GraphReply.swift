import Foundation

/// What one request came to, and what evidence keeps of it.
public struct GraphReply: Sendable {
    public let exchange: Exchange
    public let result: Result<Data, TenantFault>
}
