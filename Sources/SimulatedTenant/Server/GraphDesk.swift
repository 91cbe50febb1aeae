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
    }

    static let maximumBody = 4 * 1_048_576

    let directory: Directory
    let issuer: TokenIssuer
    let faults: FaultProgram
    let tenantID: String
    let now: @Sendable () -> Date

    func answer(_ request: Request, isStale: Bool) async -> Response {
        do throws(ServiceError) {
            let token = try await authorize(request)
            let operation = Operation(
                method: request.method.rawValue, path: request.uri.path,
                query: ResponseShapes.parameters(request.uri.query ?? ""), body: try await body(request),
                isEventual: request.headers[.consistencyLevel]?.lowercased() == "eventual")
            let origin = ResponseShapes.origin(request)
            if operation.path == "/v1.0/$batch", operation.method == "POST" {
                return ResponseShapes.json(200, try await batch(operation.body, token, origin))
            }
            return ResponseShapes.reply(try await perform(operation, token, origin, isStale: isStale))
        } catch {
            return ResponseShapes.graphError(error, now: now())
        }
    }

    func perform(
        _ operation: Operation, _ token: TokenIssuer.AccessToken, _ origin: String, isStale: Bool = false
    ) async throws(ServiceError) -> Reply {
        let segments = try segments(operation.path)
        switch RouteTable.find(operation.method, segments) {
        case .none:
            throw ServiceError(
                501, "simulator_not_implemented",
                "The simulated tenant doesn't serve \(operation.method) /\(segments.joined(separator: "/")).")
        case .otherMethod:
            throw ServiceError(
                405, "Request_BadRequest", "Specified HTTP method is not allowed for the request target.")
        case .found(let route, let parameters):
            guard token.isAdministrator || route.permissions.contains(where: token.roles.contains) else {
                throw ServiceError.denied
            }
            let call = Call(
                parameters: parameters, query: operation.query, body: operation.body, isEventual: operation.isEventual,
                origin: origin, path: operation.path, now: now())
            let work = { @Sendable (transaction: inout Transaction) throws(ServiceError) -> Reply in
                try route.handler(call, &transaction)
            }
            return isStale ? try await directory.performStale(work) : try await directory.perform(work)
        }
    }

    func authorize(_ request: Request) async throws(ServiceError) -> TokenIssuer.AccessToken {
        let header = request.headers[.authorization] ?? ""
        guard header.hasPrefix("Bearer "), header.count > 7 else {
            throw ServiceError(401, "InvalidAuthenticationToken", "Access token is empty.")
        }
        guard let token = await issuer.open(String(header.dropFirst(7))), token.tid == tenantID else {
            throw ServiceError(401, "InvalidAuthenticationToken", "Access token validation failure. Invalid signature.")
        }
        guard Double(token.exp) > now().timeIntervalSince1970 else {
            throw ServiceError(401, "InvalidAuthenticationToken", "Lifetime validation failed, the token is expired.")
        }
        return token
    }

    private func segments(_ path: String) throws(ServiceError) -> [String] {
        let parts = path.split(separator: "/").map { $0.removingPercentEncoding ?? String($0) }
        guard parts.first == "v1.0" else {
            throw ServiceError(400, "BadRequest", "Invalid version: \(parts.first ?? "")")
        }
        return Array(parts.dropFirst())
    }

    private func body(_ request: Request) async throws(ServiceError) -> JSON {
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
