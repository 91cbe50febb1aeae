import Foundation
import Hummingbird
import JWTKit

/// PingOne: worker tokens, and the propagation API below an environment.
///
/// PingOne's platform API documents the paths and the objects; what it leaves open is marked in the ledger.
struct PingOneDesk: Sendable {
    static let operations =
        ["POST /{environment}/as/token"]
        + PingOneRoutes.routes.map { "\($0.method) /v1/environments/{environment}/propagation/\($0.text)" }

    let directory: Directory
    let issuer: TokenIssuer
    let environmentID: String
    let worker: ServiceClients.Client
    let clock: SimulatedClock

    /// The claims of a worker's token.
    private struct WorkerToken: JWTPayload {
        let iss: String
        let aud: String
        let env: String
        let clientID: String
        let iat: Int
        let exp: Int

        enum CodingKeys: String, CodingKey {
            case iss, aud, env, iat, exp
            case clientID = "client_id"
        }

        func verify(using algorithm: some JWTAlgorithm) {}
    }

    static func serves(_ path: String) -> Bool { path.hasPrefix("/v1/environments") || path.hasSuffix("/as/token") }

    func answer(_ request: Request) async -> Response {
        let path = request.uri.path.split(separator: "/").map { $0.removingPercentEncoding ?? String($0) }
        if path.count == 3, path[1] == "as", path[2] == "token" { return await token(request, path[0]) }
        do throws(PingOneError) {
            try await authorize(request)
            guard path.count >= 3, path[2] == environmentID else { throw .notFound("environment") }
            guard path.count > 4, path[3] == "propagation" else {
                throw .notServed("\(request.method.rawValue) /\(path.joined(separator: "/"))")
            }
            return try await perform(request, Array(path.dropFirst(4)))
        } catch {
            return PingOneDesk.refused(error)
        }
    }

    private func perform(_ request: Request, _ segments: [String]) async throws(PingOneError) -> Response {
        var parameters: [String] = []
        let route = PingOneRoutes.routes.first {
            guard $0.method == request.method.rawValue, let found = $0.match(segments) else { return false }
            parameters = found
            return true
        }
        guard let route else {
            throw .notServed("\(request.method.rawValue) /propagation/\(segments.joined(separator: "/"))")
        }
        let body: JSON
        do throws(ServiceError) {
            body = try await GraphDesk.body(request)
        } catch {
            throw .invalid("body", "INVALID_REQUEST", error.message)
        }
        let call = PingOneCall(
            parameters: parameters, body: body, environmentID: environmentID,
            origin: ResponseShapes.origin(request), now: clock.now)
        let outcome: Result<Reply, PingOneError> = await directory.settle { tenant in
            do throws(PingOneError) {
                return .success(try route.handler(call, &tenant))
            } catch {
                return .failure(error)
            }
        }
        let reply = try outcome.get()
        return ResponseShapes.reply(reply)
    }

    // MARK: - Tokens

    private func token(_ request: Request, _ environment: String) async -> Response {
        guard let form = await TokenDesk.form(request) else { return Response(status: .contentTooLarge) }
        var (id, secret) = (form["client_id"], form["client_secret"])
        if let header = request.headers[.authorization], header.hasPrefix("Basic "),
            let data = Data(base64Encoded: String(header.dropFirst(6)))
        {
            let parts = String(decoding: data, as: UTF8.self).split(separator: ":", maxSplits: 1).map(String.init)
            if parts.count == 2 { (id, secret) = (parts[0].removingPercentEncoding, parts[1].removingPercentEncoding) }
        }
        guard environment == environmentID else {
            return ResponseShapes.json(404, ["code": "NOT_FOUND", "message": "The environment was not found."])
        }
        guard form["grant_type"] == "client_credentials" else {
            return ResponseShapes.json(400, ["error": "unsupported_grant_type"])
        }
        guard id == worker.id, secret == worker.secret else {
            return ResponseShapes.json(
                401,
                [
                    "error": "invalid_client",
                    "error_description": "Request denied: Unsupported authentication method or invalid client",
                ])
        }
        let issued = Int(clock.now.timeIntervalSince1970)
        let claims = WorkerToken(
            iss: "\(ResponseShapes.origin(request))/\(environmentID)/as", aud: "https://api.pingone.eu",
            env: environmentID, clientID: worker.id, iat: issued, exp: issued + 3_600)
        return ResponseShapes.json(
            200,
            ["access_token": .string(await issuer.sign(claims) ?? ""), "token_type": "Bearer", "expires_in": 3600])
    }

    private func authorize(_ request: Request) async throws(PingOneError) {
        let header = request.headers[.authorization] ?? ""
        guard header.hasPrefix("Bearer "),
            let token = await issuer.open(String(header.dropFirst(7)), as: WorkerToken.self),
            token.env == environmentID, Double(token.exp) > clock.now.timeIntervalSince1970
        else { throw .accessFailed }
    }

    // MARK: - Errors

    static func fault(_ status: Int, retryAfter: Int?) -> Response {
        var response = refused(
            PingOneError(
                status: status, code: status == 429 ? "REQUEST_LIMITED" : "UNEXPECTED_ERROR",
                message: "The request could not be completed."))
        if let retryAfter { response.headers[.retryAfter] = String(retryAfter) }
        return response
    }

    private static func refused(_ error: PingOneError) -> Response {
        var body: JSON = [
            "id": .string(Identifiers.new()), "code": .string(error.code), "message": .string(error.message),
        ]
        if let detail = error.detail { body["details"] = [detail] }
        return ResponseShapes.json(error.status, body)
    }
}
