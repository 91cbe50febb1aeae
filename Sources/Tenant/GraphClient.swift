import Foundation
import HTTPTransport

/// Microsoft Graph v1.0 as one application sees it. Tokens go to the configured Graph and nowhere else.
public final class GraphClient: Sendable {
    private let endpoints: TenantEndpoints
    private let http: HTTPClient
    private let tokens: TokenSource

    public init(
        endpoints: TenantEndpoints, credential: ClientCredential,
        configuration: HTTPConfiguration = HTTPConfiguration(), now: @escaping @Sendable () -> Date = { Date() }
    ) {
        var configuration = configuration
        if let anchor = endpoints.anchor {
            configuration.trust = .anchors(anchor)
            configuration.proxy = .none
        }
        self.endpoints = endpoints
        http = HTTPClient(configuration)
        tokens = TokenSource(endpoints: endpoints, credential: credential, http: http, now: now)
    }

    /// Reads one resource. Never throws: what went wrong is in the reply, beside the evidence of it.
    public func get(_ path: GraphPath) async -> GraphReply {
        await send(.get, url: endpoints.graph + "/v1.0" + path.description, body: nil, repeatable: true)
    }

    /// Reads on at an `@odata.nextLink`, which must lead to the configured Graph.
    public func get(next link: String) async -> GraphReply {
        guard link.hasPrefix(endpoints.graph + "/") else {
            let exchange = Exchange(method: "GET", path: "(next page)", status: nil, requestID: nil, milliseconds: 0)
            return GraphReply(
                exchange: exchange, result: .failure(.unexpected("the next page is said to be on another host")))
        }
        return await send(.get, url: link, body: nil, repeatable: true)
    }

    /// Writes. Sent once: what became of it after a fault must be read back.
    public func write(_ method: HTTPRequest.Method, _ path: GraphPath, _ body: (any Encodable & Sendable)? = nil) async
        -> GraphReply
    {
        let data = body.flatMap { try? JSONEncoder().encode($0) }
        return await send(method, url: endpoints.graph + "/v1.0" + path.description, body: data, repeatable: false)
    }

    private func send(_ method: HTTPRequest.Method, url: String, body: Data?, repeatable: Bool) async -> GraphReply {
        let path = String(url.dropFirst(endpoints.graph.count))
        let clock = ContinuousClock()
        let start = clock.now
        func reply(_ result: Result<Data, TenantFault>, _ response: HTTPResponse?) -> GraphReply {
            let elapsed = clock.now - start
            return GraphReply(
                exchange: Exchange(
                    method: method.rawValue, path: path, status: response?.status,
                    requestID: response?.header("request-id"),
                    milliseconds: Int(elapsed / .milliseconds(1))),
                result: result)
        }
        do throws(TenantFault) {
            let token = try await tokens.token()
            var response = try await exchange(method, url, body, token)
            if response.status == 401 {
                // The token may have been revoked since; a 401 means that nothing was done, so asking again is safe.
                await tokens.discard(token)
                let fresh = try await tokens.token()
                if fresh != token || repeatable { response = try await exchange(method, url, body, fresh) }
            }
            return reply(GraphAnswer.read(response), response)
        } catch {
            return reply(.failure(error), nil)
        }
    }

    private func exchange(_ method: HTTPRequest.Method, _ url: String, _ body: Data?, _ token: String)
        async throws(TenantFault) -> HTTPResponse
    {
        var headers = [
            (name: "Authorization", value: "Bearer \(token)"), (name: "Accept", value: "application/json"),
            (name: "client-request-id", value: UUID().uuidString.lowercased()),
        ]
        if body != nil { headers.append((name: "Content-Type", value: "application/json")) }
        do {
            return try await http.send(HTTPRequest(method, url, headers: headers, body: body))
        } catch {
            throw .transport(error)
        }
    }
}
