import Foundation
import HTTPTransport

/// PingOne's propagation API as a worker application sees it: reads, and the connection test.
///
/// PingOne platform API: identity propagation.
public final class PingOneClient: Sendable {
    private let endpoints: PingOneEndpoints
    private let http: HTTPClient
    private let tokens: PingOneTokens
    private let policy: RetryPolicy
    private let trace: @Sendable (Exchange) -> Void

    /// A collection longer than this isn't what anybody expects.
    private static let maximumPages = 200

    public init(
        endpoints: PingOneEndpoints, worker: PingOneWorker, configuration: HTTPConfiguration = HTTPConfiguration(),
        policy: RetryPolicy = RetryPolicy(), now: @escaping @Sendable () -> Date = { Date() }
    ) {
        var configuration = configuration
        if let anchor = endpoints.anchor {
            configuration.trust = .anchors(anchor)
            configuration.proxy = .none
        }
        self.endpoints = endpoints
        self.policy = policy
        trace = { _ in }
        http = HTTPClient(configuration)
        tokens = PingOneTokens(endpoints: endpoints, worker: worker, http: http, now: now)
    }

    private init(_ other: PingOneClient, trace: @escaping @Sendable (Exchange) -> Void) {
        endpoints = other.endpoints
        http = other.http
        tokens = other.tokens
        policy = other.policy
        self.trace = trace
    }

    /// The same client, which tells of each of its requests: for the evidence.
    public func traced(_ trace: @escaping @Sendable (Exchange) -> Void) -> PingOneClient {
        PingOneClient(self, trace: trace)
    }

    /// All propagation stores: the connections.
    public func stores() async throws(PingOneFault) -> [PropagationStore] { try await all("stores") }
    /// All propagation plans.
    public func plans() async throws(PingOneFault) -> [PropagationPlan] { try await all("plans") }
    /// All propagation rules.
    public func rules() async throws(PingOneFault) -> [PropagationRule] { try await all("rules") }

    /// A rule's attribute mappings.
    public func mappings(of rule: String) async throws(PingOneFault) -> [PropagationMapping] {
        try await all("rules/\(FormEncoding.encode(rule))/mappings")
    }

    /// The last revision, or nil where there is none. Reading it starts nothing; making one would.
    public func latestRevision() async throws(PingOneFault) -> PropagationRevision? {
        do throws(PingOneFault) {
            return try decode(PropagationRevision.self, try await get("\(root)/revisions/id%3Alatest"))
        } catch {
            if case .refused(status: 404, _, _, _) = error { return nil }
            throw error
        }
    }

    /// Has PingOne sign in at Microsoft with a proposed connection. Changes nothing in PingOne, but sends it the secret.
    public func testConnection(_ connection: AzureConnection) async throws(PingOneFault) {
        guard let body = try? JSONEncoder().encode(connection) else {
            throw .unexpected("the connection can't be written as JSON")
        }
        let response = try await send(
            .post, "\(root)/stores/connection/status", body,
            contentType: "application/vnd.pingidentity.connection.check+json")
        guard (200..<300).contains(response.status) else { throw PingOneFault.read(response) }
    }

    private var root: String {
        "\(endpoints.api)/v1/environments/\(FormEncoding.encode(endpoints.environmentID))/propagation"
    }

    // MARK: - Collections

    struct Collection<Element: Decodable>: Decodable {
        struct Link: Decodable {
            let href: String
        }
        let embedded: [String: [Element]]?
        let links: [String: Link]?
        let size: Int?

        private enum CodingKeys: String, CodingKey {
            case embedded = "_embedded"
            case links = "_links"
            case size
        }

        /// - Parameter name: of the collection; `items` has been seen in its place.
        /// - Returns: nil where nothing is told: a page may lack the collection's name only if it says that it holds nothing.
        func elements(_ name: String) -> [Element]? { embedded?[name] ?? embedded?["items"] ?? (size == 0 ? [] : nil) }
    }

    /// Every page; the next one must be at the same API.
    private func all<Element: Decodable>(_ path: String) async throws(PingOneFault) -> [Element] {
        var elements: [Element] = []
        var url: String? = "\(root)/\(path)"
        var visited: Set<String> = []
        while let current = url {
            guard current.hasPrefix(endpoints.api + "/") else {
                throw .unexpected("the next page is said to be on another host")
            }
            guard visited.insert(current).inserted, visited.count <= PingOneClient.maximumPages else {
                throw .unexpected("the pages of \(path) lead in a circle or don't end")
            }
            let page = try decode(Collection<Element>.self, try await get(current))
            let name = String(path.split(separator: "/").last ?? "")
            guard let found = page.elements(name) else { throw .unexpected("a page of \(path) without \"\(name)\"") }
            elements += found
            url = page.links?["next"]?.href
        }
        return elements
    }

    private func decode<T: Decodable>(_ type: T.Type, _ data: Data) throws(PingOneFault) -> T {
        do {
            return try GraphDecoding.decode(type, from: data, of: "PingOne").get()
        } catch {
            if case .unexpected(let detail, _, _) = error { throw .unexpected(detail) }
            throw .unexpected(error.reason)
        }
    }

    private func get(_ url: String) async throws(PingOneFault) -> Data {
        let patience = Patience(policy, now: { Date() })
        var attempt = 0
        while true {
            do throws(PingOneFault) {
                let response = try await send(.get, url, nil, contentType: nil)
                guard response.status == 200 else { throw PingOneFault.read(response) }
                return response.body
            } catch {
                guard let seconds = policy.wait(after: error.asTenantFault, attempt: attempt), patience.allows(seconds),
                    (try? await policy.sleep(seconds)) != nil
                else { throw error }
                attempt += 1
            }
        }
    }

    private func send(_ method: HTTPRequest.Method, _ url: String, _ body: Data?, contentType: String?)
        async throws(PingOneFault) -> HTTPResponse
    {
        let token = try await tokens.token()
        let response = try await exchange(method, url, body, contentType, token)
        guard response.status == 401 else { return response }
        // 401 may mean a token that ended early, or a role that is missing: one try with a new token tells which.
        await tokens.discard(token)
        return try await exchange(method, url, body, contentType, try await tokens.token())
    }

    private func exchange(
        _ method: HTTPRequest.Method, _ url: String, _ body: Data?, _ contentType: String?, _ token: String
    ) async throws(PingOneFault) -> HTTPResponse {
        var headers = [(name: "Authorization", value: "Bearer \(token)"), (name: "Accept", value: "application/json")]
        if let contentType { headers.append((name: "Content-Type", value: contentType)) }
        let clock = ContinuousClock()
        let start = clock.now
        func tell(_ status: Int?) {
            trace(
                Exchange(
                    method: method.rawValue, path: String(url.dropFirst(endpoints.api.count)), status: status,
                    requestID: nil, milliseconds: Int((clock.now - start) / .milliseconds(1))))
        }
        do {
            let response = try await http.send(HTTPRequest(method, url, headers: headers, body: body))
            tell(response.status)
            return response
        } catch {
            tell(nil)
            throw .transport(error)
        }
    }
}
