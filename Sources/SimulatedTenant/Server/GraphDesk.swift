import Foundation
import Hummingbird

/// Graph v1.0: proves the token, finds the route, checks the permission, and runs it.
struct GraphDesk: Sendable {
    /// One operation, alone or inside a batch.
    struct Operation: Sendable {
        let method: String
        /// With the version: `/v1.0/users`.
        let path: String
        let query: [String: String]
        let body: JSON
        /// `ConsistencyLevel: eventual`
        let isEventual: Bool
        /// `client-request-id`
        let clientRequestID: String?

        var isLaterPage: Bool { method == "GET" && query["$skiptoken"] != nil }
    }

    static let maximumBody = 4 * 1_048_576

    let directory: Directory
    let injects: InjectProgram
    let faults: FaultProgram
    let tenantID: String
    let clock: SimulatedClock

    var now: Date { clock.now }

    /// - Parameters:
    ///   - token: the bearer's claims, if there are any that we issued.
    ///   - effect: of the fault that meets the request, if one does.
    func answer(_ request: Request, token: TokenIssuer.AccessToken?, effect: Fault.Effect?) async -> Response {
        do throws(ServiceError) {
            let token = try authorize(token, request)
            let operation = Operation(
                method: request.method.rawValue, path: request.uri.path,
                query: ResponseShapes.parameters(request.uri.query ?? ""), body: try await GraphDesk.body(request),
                isEventual: request.headers[.consistencyLevel]?.lowercased() == "eventual",
                clientRequestID: request.headers[.clientRequestID])
            let origin = ResponseShapes.origin(request)
            if operation.path == "/v1.0/$batch", operation.method == "POST" {
                return ResponseShapes.json(200, try await batch(operation.body, token, origin))
            }
            return ResponseShapes.reply(try await perform(operation, token, origin, effect))
        } catch {
            return ResponseShapes.graphError(error, now: now, client: request.headers[.clientRequestID])
        }
    }

    func perform(
        _ operation: Operation, _ token: TokenIssuer.AccessToken, _ origin: String, _ effect: Fault.Effect?
    ) async throws(ServiceError) -> Reply {
        let segments = try segments(operation.path, token)
        switch RouteTable.find(operation.method, segments) {
        case .none:
            throw GraphDesk.unknown(operation.method, segments)
        case .otherMethod:
            throw ServiceError(
                405, "Request_BadRequest", "Specified HTTP method is not allowed for the request target.")
        case .found(let route, let parameters):
            guard Authorization.allows(token, route, parameters) else { throw ServiceError.denied }
            let call = Call(
                parameters: parameters, query: operation.query, body: operation.body, isEventual: operation.isEventual,
                origin: origin, path: operation.path, now: now, userID: token.upn == nil ? nil : token.oid,
                initiator: Initiator(token),
                correlationID: operation.clientRequestID.flatMap(UUID.init(uuidString:))?.uuidString.lowercased()
                    ?? Identifiers.new(),
                permissions: token.isPortal
                    ? nil : Set((token.roles ?? []) + (token.scp?.split(separator: " ").map(String.init) ?? [])),
                repeatsObject: effect == .repeatedObject)
            if effect == .expiredPage { throw .expiredPage }
            if case .staleRead(let lag) = effect, operation.method == "GET" {
                return try await directory.performStale(lag: lag) { (transaction) throws(ServiceError) in
                    try route.handler(call, &transaction)
                }
            }
            let injects = injects
            return try await directory.perform { (transaction) throws(ServiceError) in
                let reply: Reply
                if case .late(let seconds) = effect {
                    reply = try LateChanges.answer(due: call.now.addingTimeInterval(seconds), &transaction) {
                        (transaction) throws(ServiceError) in try route.handler(call, &transaction)
                    }
                } else if case .odd(let odd) = effect, operation.method == "GET" {
                    reply = odd.shown(in: try route.handler(call, &transaction), of: transaction)
                } else {
                    reply = try route.handler(call, &transaction)
                }
                if !injects.injects.isEmpty || !injects.watched.isEmpty {
                    injects.notice(operation.method, operation.path, &transaction)
                    if !transaction.changes.isEmpty { injects.settle(&transaction) }
                }
                return reply
            }
        }
    }

    /// What Graph has and the simulator lacks is said to be the simulator's lack; anything else is unknown to Graph.
    private static func unknown(_ method: String, _ segments: [String]) -> ServiceError {
        let first = segments.first.map { String($0.prefix { $0 != "(" }) } ?? ""
        guard GraphSegments.known.contains(first) else {
            return ServiceError(400, "BadRequest", "Resource not found for the segment '\(first)'.")
        }
        return ServiceError(
            501, "simulator_not_implemented",
            "The simulated tenant doesn't serve \(method) /\(segments.joined(separator: "/")).")
    }

    private func authorize(_ token: TokenIssuer.AccessToken?, _ request: Request) throws(ServiceError)
        -> TokenIssuer.AccessToken
    {
        let header = request.headers[.authorization] ?? ""
        guard header.hasPrefix("Bearer "), header.count > 7 else {
            throw ServiceError(401, "InvalidAuthenticationToken", "Access token is empty.")
        }
        guard let token, token.tid == tenantID else {
            throw ServiceError(401, "InvalidAuthenticationToken", "Access token validation failure. Invalid signature.")
        }
        guard Double(token.exp) > now.timeIntervalSince1970 else {
            throw ServiceError(401, "InvalidAuthenticationToken", "Lifetime validation failed, the token is expired.")
        }
        return token
    }

    /// The path's parts below the version, percent-decoded; `me` is the person who asks.
    private func segments(_ path: String, _ token: TokenIssuer.AccessToken) throws(ServiceError) -> [String] {
        let parts = path.split(separator: "/").map { $0.removingPercentEncoding ?? String($0) }
        guard parts.first == "v1.0" else {
            throw ServiceError(400, "BadRequest", "Invalid version: \(parts.first ?? "")")
        }
        guard parts.count > 1, parts[1] == "me" else { return Array(parts.dropFirst()) }
        guard token.upn != nil else {
            throw ServiceError(
                400, "BadRequest", "/me request is only valid with delegated authentication flow.")
        }
        return ["users", token.oid] + parts.dropFirst(2)
    }

    static func body(_ request: Request) async throws(ServiceError) -> JSON {
        guard request.method != .get, request.method != .delete else { return nil }
        guard let buffer = try? await request.body.collect(upTo: GraphDesk.maximumBody) else {
            throw ServiceError(413, "Request_BadRequest", "The request body is too large.")
        }
        if buffer.readableBytes == 0 { return [:] }
        guard let json = JSON.parse(Data(buffer: buffer)), case .object = json else {
            throw ServiceError(
                400, "BadRequest",
                "Unable to read JSON request payload. Please ensure Content-Type header is set and "
                    + "payload is of valid JSON format.")
        }
        return json
    }
}
