import Foundation
import HTTPTypes
import Hummingbird

/// Answers every request of the simulated service: sign-in at `/{tenant}/…`, Graph at `/v1.0/…`.
struct Responder: Sendable {
    let directory: Directory
    let issuer: TokenIssuer
    let clients: ServiceClients
    let faults: FaultProgram
    let tenantID: String
    let now: @Sendable () -> Date

    private static let maximumBody = 4 * 1_048_576

    func respond(to request: Request) async throws -> Response {
        let method = request.method.rawValue
        let path = request.uri.path
        let effect = faults.effect(method: method, path: path)
        if case .delay(let milliseconds) = effect { try await Task.sleep(for: .milliseconds(milliseconds)) }
        let isSignIn = path.hasSuffix("/oauth2/v2.0/token")
        if case .status(let status, let retryAfter) = effect {
            return isSignIn
                ? Responder.signInFault(status, retryAfter: retryAfter)
                : graphError(Responder.fault(status, retryAfter: retryAfter))
        }
        if case .html = effect {
            return Response(
                status: .ok, headers: [.contentType: "text/html"],
                body: .init(byteBuffer: ByteBuffer(string: "<html><body>Please accept our terms.</body></html>")))
        }
        let isStale = if case .staleRead = effect { true } else { false }
        let reply = isSignIn ? await signIn(request) : await graph(request, isStale: isStale)
        return Responder.apply(effect, to: reply, failure: graphError(Responder.fault(500, retryAfter: nil)))
    }

    // MARK: - Sign-in

    private func signIn(_ request: Request) async -> Response {
        guard let form = await form(request) else { return Response(status: .badRequest) }
        let tenant = String(request.uri.path.split(separator: "/").first ?? "")
        let state = await directory.state
        let refusal: SignIn.Refusal
        if tenant.lowercased() != tenantID, state[.domains][tenant.lowercased()] == nil {
            refusal = .unknownTenant(tenant)
        } else if form["grant_type"] != "client_credentials" {
            refusal = .unsupportedGrant(form["grant_type"] ?? "")
        } else if form["scope"]?.hasSuffix("/.default") != true {
            refusal = .invalidScope(form["scope"] ?? "")
        } else {
            let id = form["client_id"] ?? ""
            guard let secret = form["client_secret"] else { return refused(.missingSecret) }
            if let client = clients.client(id, secret: secret) { return await granted(client.token(self)) }
            switch SignIn.match(id, secret: secret, Transaction(state), now()) {
            case .success: return await granted(accessToken(appID: id, roles: Responder.roles(of: id, state)))
            case .failure(let failure): refusal = failure
            }
        }
        return refused(refusal)
    }

    private static func roles(of appID: String, _ state: TenantState) -> [String] {
        guard let principal = state[.servicePrincipals].all.first(where: { $0["appId"].string == appID }) else {
            return []
        }
        return state[.appRoleAssignments].all.filter { $0["principalId"] == principal["id"] }
            .compactMap { $0["appRoleId"].string.flatMap(GraphPermissions.roleName) }
    }

    func accessToken(appID: String, roles: [String], scope: String? = nil, templates: [String]? = nil)
        -> TokenIssuer.AccessToken
    {
        let issued = Int(now().timeIntervalSince1970)
        return TokenIssuer.AccessToken(
            aud: "https://graph.microsoft.com", iss: "https://sts.windows.net/\(tenantID)/", iat: issued,
            exp: issued + 3_600, appid: appID, tid: tenantID, roles: roles, scp: scope, wids: templates)
    }

    private func granted(_ token: TokenIssuer.AccessToken) async -> Response {
        guard let text = try? await issuer.sign(token) else { return Response(status: .internalServerError) }
        let body: JSON = [
            "token_type": "Bearer", "expires_in": 3600, "ext_expires_in": 3600, "access_token": .string(text),
        ]
        return Responder.json(200, body, headers: [.cacheControl: "no-store, no-cache"])
    }

    private func refused(_ refusal: SignIn.Refusal) -> Response {
        Responder.signInError(
            refusal.status, refusal.error, code: refusal.code, description: refusal.description, now: now())
    }

    private static func signInFault(_ status: Int, retryAfter: Int?) -> Response {
        var response = signInError(
            status, "temporarily_unavailable", code: 90033,
            description: "AADSTS90033: A transient error has occurred. Please try again.", now: Date())
        if let retryAfter { response.headers[.retryAfter] = String(retryAfter) }
        return response
    }

    private static func signInError(_ status: Int, _ error: String, code: Int, description: String, now: Date)
        -> Response
    {
        let trace = Identifiers.new()
        let correlation = Identifiers.new()
        let time = now.formatted(.iso8601.dateTimeSeparator(.space))
        return json(
            status,
            [
                "error": .string(error),
                "error_description": .string(
                    "\(description)\r\nTrace ID: \(trace)\r\nCorrelation ID: \(correlation)\r\nTimestamp: \(time)"),
                "error_codes": [.int(code)], "timestamp": .string(time), "trace_id": .string(trace),
                "correlation_id": .string(correlation),
            ])
    }

    private func form(_ request: Request) async -> [String: String]? {
        guard let buffer = try? await request.body.collect(upTo: Responder.maximumBody) else { return nil }
        return Responder.parameters(String(buffer: buffer))
    }

    // MARK: - Graph

    private func graph(_ request: Request, isStale: Bool) async -> Response {
        do throws(ServiceError) {
            let token = try await authorize(request)
            let segments = try segments(request.uri.path)
            switch RouteTable.find(request.method.rawValue, segments) {
            case .none:
                throw ServiceError(
                    501, "simulator_not_implemented",
                    "The simulated tenant doesn't serve \(request.method.rawValue) /\(segments.joined(separator: "/"))."
                )
            case .otherMethod:
                throw ServiceError(
                    405, "Request_BadRequest", "Specified HTTP method is not allowed for the request target.")
            case .found(let route, let parameters):
                guard token.isAdministrator || route.permissions.contains(where: token.roles.contains) else {
                    throw ServiceError.denied
                }
                let call = Call(
                    parameters: parameters, query: Responder.parameters(request.uri.query ?? ""),
                    body: try await body(request), appID: token.appid, origin: origin(request),
                    path: request.uri.path, now: now())
                let work = { @Sendable (transaction: inout Transaction) throws(ServiceError) -> Reply in
                    try route.handler(call, &transaction)
                }
                let reply = isStale ? try await directory.performStale(work) : try await directory.perform(work)
                guard let json = reply.json else {
                    return Response(status: .init(code: reply.status), headers: Responder.identified([:]))
                }
                return Responder.json(reply.status, json)
            }
        } catch {
            return graphError(error)
        }
    }

    private func authorize(_ request: Request) async throws(ServiceError) -> TokenIssuer.AccessToken {
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
        guard let buffer = try? await request.body.collect(upTo: Responder.maximumBody) else {
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

    /// Links lead back to the address that the client used, or it would not send its token there.
    private func origin(_ request: Request) -> String { "https://\(request.head.authority ?? "localhost")" }

    private func graphError(_ error: ServiceError) -> Response {
        let id = Identifiers.new()
        var headers: HTTPFields = [.requestID: id]
        if let retryAfter = error.retryAfter { headers[.retryAfter] = String(retryAfter) }
        let time = now().formatted(.iso8601.year().month().day().time(includingFractionalSeconds: false))
        return Responder.json(
            error.status,
            [
                "error": [
                    "code": .string(error.code), "message": .string(error.message),
                    "innerError": [
                        "date": .string(time), "request-id": .string(id), "client-request-id": .string(id),
                    ],
                ]
            ], headers: headers)
    }

    private static func fault(_ status: Int, retryAfter: Int?) -> ServiceError {
        let (code, message) =
            switch status {
            case 401: ("InvalidAuthenticationToken", "Access token has expired or is not yet valid.")
            case 403: ("Authorization_RequestDenied", "Insufficient privileges to complete the operation.")
            case 429: ("TooManyRequests", "Too many requests.")
            case 503: ("serviceNotAvailable", "The service is temporarily unavailable.")
            default: ("InternalServerError", "An unexpected error occurred.")
            }
        var error = ServiceError(status, code, message)
        error.retryAfter = retryAfter
        return error
    }

    // MARK: - Shapes

    private static func identified(_ headers: HTTPFields) -> HTTPFields {
        var headers = headers
        if headers[.requestID] == nil { headers[.requestID] = Identifiers.new() }
        return headers
    }

    static func json(_ status: Int, _ json: JSON, headers: HTTPFields = [:]) -> Response {
        var headers = identified(headers)
        headers[.contentType] = "application/json; charset=utf-8"
        return Response(
            status: .init(code: status), headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: json.data())))
    }

    /// `a=1&b=x%20y` as a dictionary; `+` is a space.
    private static func parameters(_ text: String) -> [String: String] {
        var parameters: [String: String] = [:]
        for pair in text.split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            func decoded(_ part: Substring) -> String {
                part.replacingOccurrences(of: "+", with: " ").removingPercentEncoding ?? String(part)
            }
            parameters[decoded(parts[0])] = parts.count > 1 ? decoded(parts[1]) : ""
        }
        return parameters
    }
}

extension HTTPField.Name {
    /// Graph names every answer, so that support can find it.
    static let requestID = HTTPField.Name("request-id") ?? .eTag
}
