import Foundation
import HTTPTransport
import Synchronization

/// Microsoft Graph v1.0 as one application or person sees it. Tokens go to the configured Graph and nowhere else.
public final class GraphClient: Sendable {
    let endpoints: TenantEndpoints
    private let http: HTTPClient
    private let tokens: TokenSource
    private let policy: RetryPolicy
    private let batcher = GraphBatcher()
    private let onWait = Mutex<(@Sendable (Waiting) -> Void)?>(nil)
    private let now: @Sendable () -> Date
    private let lastDate = Mutex<(text: String?, asked: Date, answered: Date)?>(nil)

    public init(
        endpoints: TenantEndpoints, credential: ClientCredential,
        configuration: HTTPConfiguration = HTTPConfiguration(), policy: RetryPolicy = RetryPolicy(),
        now: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.endpoints = endpoints
        self.policy = policy
        self.now = now
        http = HTTPClient(endpoints.configured(configuration))
        tokens = TokenSource(endpoints: endpoints, credential: credential, http: http, policy: policy, now: now)
    }

    private init(
        _ other: GraphClient, credential: ClientCredential, trace: @escaping @Sendable (Exchange) -> Void
    ) {
        endpoints = other.endpoints
        http = other.http
        policy = other.policy
        now = other.now
        tokens = TokenSource(
            endpoints: other.endpoints, credential: credential, http: other.http, policy: other.policy, now: other.now,
            trace: trace)
    }

    /// A client of the same addresses for another application.
    /// - Parameter trace: told of each request to the sign-in service.
    public func signedIn(with credential: ClientCredential, trace: @escaping @Sendable (Exchange) -> Void)
        -> GraphClient
    {
        GraphClient(self, credential: credential, trace: trace)
    }

    /// Tells whenever a read waits before it is asked again.
    public func onWait(_ tell: (@Sendable (Waiting) -> Void)?) { onWait.withLock { $0 = tell } }

    /// Graph's clock against this machine's, by its last answer: positive where ours is behind. Seconds; nil while no
    /// answer told its time.
    public var clockDifference: TimeInterval? {
        lastDate.withLock { $0 }.flatMap { ClockDifference.least($0.text, asked: $0.asked, answered: $0.answered) }
    }

    /// A budget of waits, for reads that belong together.
    public func patience() -> Patience { Patience(policy, now: { Date() }) }

    /// For what nobody waits for: asked once.
    public func noPatience() -> Patience { Patience() }

    /// What the token says of itself; nil where it can't be read.
    public func claims() async throws(TenantFault) -> TokenClaims? { TokenClaims(token: try await token(patience())) }

    /// Who signed in, where a person did so with a browser or a code: the sign-in service said so itself. nil for an app, and
    /// for tokens that somebody else asked for.
    public func person() async throws(TenantFault) -> IdentityClaims? {
        _ = try await token(patience())
        return await tokens.person
    }

    /// Proves other people's sign-ins to the tenant that this client is signed in to.
    public func identityToken(of tenantID: String) -> IdentityToken { IdentityToken(endpoints, tenantID: tenantID) }

    /// Whether an app signs in by itself, with a secret or a certificate: its sign-in doesn't hang on any domain.
    public var isApp: Bool { tokens.isApp }

    /// For `client-request-id`, by which Microsoft's support finds a request.
    public static func newRequestID() -> String { UUID().uuidString.lowercased() }

    // MARK: - Reads

    /// Reads one resource. Never throws: what went wrong is in the reply, beside the evidence of it.
    public func get(_ path: GraphPath, patience: Patience? = nil) async -> GraphReply {
        await read(endpoints.graph + "/v1.0" + path.description, path, patience ?? self.patience())
    }

    /// Reads one resource together with others that are asked for at the same moment: they travel as one `$batch`.
    public func getTogether(_ path: GraphPath, patience: Patience) async -> GraphReply {
        await batcher.get(path) { paths in await self.batch(paths, patience) }
    }

    /// Reads on at an `@odata.nextLink`, which must lead to the configured Graph.
    public func get(next link: String, patience: Patience? = nil) async -> GraphReply {
        guard link.hasPrefix(endpoints.graph + "/") else {
            return .failed("(next page)", .unexpected("the next page is said to be on another host"))
        }
        // What the first page was asked with isn't in the link.
        return await read(link, nil, patience ?? self.patience())
    }

    private func read(_ url: String, _ path: GraphPath?, _ patience: Patience) async -> GraphReply {
        var attempt = 0
        while true {
            let reply = await send(.get, url: url, body: nil, isEventual: path?.isEventual ?? false, patience)
            guard case .failure(let fault) = reply.result, await waited(fault, attempt, patience) else { return reply }
            attempt += 1
        }
    }

    /// Reads what the sign-in service tells anybody: no token goes with it.
    func readPublic(_ path: String, _ patience: Patience) async -> GraphReply {
        var attempt = 0
        while true {
            let clock = ContinuousClock()
            let start = clock.now
            let result: Result<Data, TenantFault>
            var response: HTTPResponse?
            do {
                let answer = try await http.send(
                    HTTPRequest(.get, endpoints.authority + path, headers: [("Accept", "application/json")]))
                response = answer
                result = GraphAnswer.read(answer)
            } catch {
                result = .failure(.transport(error))
            }
            let reply = GraphReply(
                exchange: Exchange(
                    method: "GET", path: path, status: response?.status, requestID: response?.header("request-id"),
                    milliseconds: Int((clock.now - start) / .milliseconds(1))), result: result)
            guard case .failure(let fault) = result, await waited(fault, attempt, patience) else { return reply }
            attempt += 1
        }
    }

    /// Waits, if asking again is worth it.
    /// - Returns: false when it isn't, or when the person has given up.
    func waited(_ fault: TenantFault, _ attempt: Int, _ patience: Patience) async -> Bool {
        guard let seconds = policy.wait(after: fault, attempt: attempt), patience.allows(seconds) else { return false }
        if seconds == 0 { return !Task.isCancelled }
        if let tell = onWait.withLock({ $0 }) { tell(Waiting(seconds: seconds, reason: fault.reason)) }
        do {
            try await policy.sleep(seconds)
            return !Task.isCancelled
        } catch {
            return false
        }
    }

    // MARK: - Batches

    /// Sends several reads as one request. Each of them that was refused for the moment is asked again alone.
    private func batch(_ paths: [GraphPath], _ patience: Patience) async -> [GraphReply] {
        if paths.count == 1 { return [await get(paths[0], patience: patience)] }
        let body: Data
        do throws(TenantFault) {
            body = try GraphClient.encoded(GraphBatch.Request(paths))
        } catch {
            return paths.map { .failed("/v1.0\($0)", error) }
        }
        var attempt = 0
        while true {
            let outer = await send(
                .post, url: endpoints.graph + "/v1.0/$batch", body: body, isEventual: false, patience)
            switch outer.result {
            case .success(let data):
                guard let replies = GraphBatch.replies(data, to: paths, outer.exchange) else {
                    return await alone(paths, patience)
                }
                return await again(replies, paths, patience)
            case .failure(let fault):
                // Only reads are inside, so the batch may be repeated as a read may.
                if await waited(fault, attempt, patience) {
                    attempt += 1
                    continue
                }
                if case .refused = fault { return await alone(paths, patience) }
                return paths.map { path in
                    GraphReply(
                        exchange: Exchange(
                            method: "GET", path: "/v1.0\(path)", status: outer.exchange.status,
                            requestID: outer.exchange.requestID, milliseconds: outer.exchange.milliseconds),
                        result: .failure(fault))
                }
            }
        }
    }

    /// One by one, where batches aren't taken.
    private func alone(_ paths: [GraphPath], _ patience: Patience) async -> [GraphReply] {
        await together(paths) { await self.get($0, patience: patience) }
    }

    private func again(_ replies: [GraphReply], _ paths: [GraphPath], _ patience: Patience) async -> [GraphReply] {
        await together(Array(zip(paths, replies))) { path, reply in
            guard case .failure(let fault) = reply.result, await self.waited(fault, 0, patience) else { return reply }
            return await self.get(path, patience: patience)
        }
    }

    private func together<Element: Sendable>(
        _ elements: [Element], _ work: @escaping @Sendable (Element) async -> GraphReply
    ) async -> [GraphReply] {
        await withTaskGroup(of: (Int, GraphReply).self) { group in
            for (index, element) in elements.enumerated() { group.addTask { (index, await work(element)) } }
            var replies: [Int: GraphReply] = [:]
            for await (index, reply) in group { replies[index] = reply }
            return elements.indices.compactMap { replies[$0] }
        }
    }

    // MARK: - One request

    /// A token. Waits while something stands in its way, since nothing was sent to Graph yet.
    func token(_ patience: Patience) async throws(TenantFault) -> String {
        var attempt = 0
        while true {
            do throws(TenantFault) {
                return try await tokens.token()
            } catch {
                guard await waited(error, attempt, patience) else { throw error }
                attempt += 1
            }
        }
    }

    func send(
        _ method: HTTPRequest.Method, url: String, body: Data?, isEventual: Bool, _ patience: Patience
    ) async -> GraphReply {
        await timed(method, url) { () async throws(TenantFault) in
            let token = try await self.token(patience)
            let response = try await self.exchange(method, url, body, isEventual, token)
            guard response.status == 401 else { return response }
            // The token may have been revoked since; a 401 means that nothing was done, so asking again is safe.
            await self.tokens.discard(token)
            return try await self.exchange(method, url, body, isEventual, try await self.token(patience))
        }
    }

    /// Sends, and keeps what evidence wants to know of it.
    func timed(
        _ method: HTTPRequest.Method, _ url: String, _ work: () async throws(TenantFault) -> HTTPResponse
    ) async -> GraphReply {
        let clock = ContinuousClock()
        let start = clock.now
        var response: HTTPResponse?
        let result: Result<Data, TenantFault>
        do throws(TenantFault) {
            let answer = try await work()
            response = answer
            result = GraphAnswer.read(answer)
        } catch {
            result = .failure(error)
        }
        return GraphReply(
            exchange: Exchange(
                method: method.rawValue, path: String(url.dropFirst(endpoints.graph.count)), status: response?.status,
                requestID: response?.header("request-id"), milliseconds: Int((clock.now - start) / .milliseconds(1))),
            result: result)
    }

    func exchange(
        _ method: HTTPRequest.Method, _ url: String, _ body: Data?, _ isEventual: Bool, _ token: String,
        requestID: String = GraphClient.newRequestID()
    ) async throws(TenantFault) -> HTTPResponse {
        var headers = [
            (name: "Authorization", value: "Bearer \(token)"), (name: "Accept", value: "application/json"),
            (name: "client-request-id", value: requestID),
        ]
        if isEventual { headers.append((name: "ConsistencyLevel", value: "eventual")) }
        if body != nil { headers.append((name: "Content-Type", value: "application/json")) }
        let asked = Date()
        do {
            let response = try await http.send(HTTPRequest(method, url, headers: headers, body: body))
            // Read only when somebody asks: dates are slow to read, and answers are many.
            lastDate.withLock { $0 = (response.header("Date"), asked, Date()) }
            return response
        } catch {
            throw .transport(error)
        }
    }
}
