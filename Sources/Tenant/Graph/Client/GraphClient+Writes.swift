import Foundation
import HTTPTransport

extension GraphClient {
    /// A token in hand, so that nothing has to be fetched, and nobody has to sign in, between a decision and its write.
    public func readyToWrite() async throws(TenantFault) -> WriteToken {
        WriteToken(value: try await token(patience()))
    }

    /// Writes with what is in hand. Sent once, whatever comes back: what became of it after a fault must be read back.
    /// - Parameter requestID: goes along as `client-request-id`.
    public func write(
        _ method: HTTPRequest.Method, _ path: GraphPath, _ body: (any Encodable & Sendable)? = nil,
        with token: WriteToken, requestID: String
    ) async -> GraphReply {
        let url = endpoints.graph + "/v1.0" + path.description
        return await timed(method, url) { () async throws(TenantFault) in
            try await self.exchange(
                method, url, try body.map(GraphClient.encoded), false, token.value, requestID: requestID)
        }
    }

    /// Writes. Sent once: what became of it after a fault must be read back.
    public func write(_ method: HTTPRequest.Method, _ path: GraphPath, _ body: (any Encodable & Sendable)? = nil) async
        -> GraphReply
    {
        let data: Data?
        do throws(TenantFault) {
            data = try body.map(GraphClient.encoded)
        } catch {
            return .failed(path.description, error)
        }
        return await send(
            method, url: endpoints.graph + "/v1.0" + path.description, body: data, isEventual: false, Patience())
    }

    /// What can't be written as JSON isn't sent, least of all without its body.
    static func encoded(_ body: any Encodable) throws(TenantFault) -> Data {
        do {
            return try JSONEncoder().encode(body)
        } catch {
            throw .elsewhere(
                "What was to be sent can't be written as JSON.", remedy: "Look at the answers that go into it.")
        }
    }
}
