import Foundation
import Hummingbird

/// Everything that is answered without a token: tokens themselves, the documents by which clients find their way to
/// them, the page where a device is approved, and a domain's realm.
struct SignInDesk: Sendable {
    let directory: Directory
    let issuer: TokenIssuer
    let tokens: TokenDesk
    let tenantID: String
    let clock: SimulatedClock

    private var authorize: AuthorizeDesk { AuthorizeDesk(directory: directory, codes: tokens.codes, clock: clock) }

    /// What is served, for the list of it.
    static let operations = [
        "GET /{tenant}/v2.0/.well-known/openid-configuration", "GET /{tenant}/.well-known/openid-configuration",
        "GET /{tenant}/discovery/v2.0/keys", "GET /common/discovery/instance", "POST /{tenant}/oauth2/v2.0/token",
        "POST /{tenant}/oauth2/v2.0/devicecode", "GET /{tenant}/oauth2/v2.0/authorize",
        "POST /{tenant}/oauth2/v2.0/authorize", "GET /devicelogin", "POST /devicelogin", "GET /getuserrealm.srf",
        "GET /metadata/endpoints", "GET /subscriptions", "GET /tenants",
    ]

    func answer(_ request: Request) async -> Response {
        // Some clients join paths with two slashes.
        let path = request.uri.path.split(separator: "/").map { $0.removingPercentEncoding ?? String($0) }
        let origin = ResponseShapes.origin(request)
        let query = ResponseShapes.parameters(request.uri.query ?? "")
        let rest = path.dropFirst().joined(separator: "/")
        switch (request.method, path.first, rest) {
        case (.get, "metadata", "endpoints"): return DiscoveryDocuments.metadata(origin)
        case (.get, "getuserrealm.srf", ""): return await realm(query["login"] ?? "")
        case (.get, "devicelogin", ""): return DevicePage.form(code: query["code"] ?? query["otc"] ?? "")
        case (.post, "devicelogin", ""): return await approve(request)
        case (_, "subscriptions", _), (_, "tenants", _): return await resourceManager(request, path)
        case (.get, _, "discovery/instance"): return DiscoveryDocuments.instance(query, tenantID, origin)
        default: break
        }
        guard let tenant = path.first, SignInDesk.tenantPaths.contains("\(request.method.rawValue) \(rest)") else {
            return notServed(request, path)
        }
        guard await knows(tenant) else {
            // The document's refusal has another word than the token endpoint's.
            let refusal = SignInRefusal.unknownTenant(tenant)
            return rest.hasSuffix("openid-configuration")
                ? ResponseShapes.signInError(
                    400, "invalid_tenant", code: refusal.code, description: refusal.description, now: clock.now)
                : tokens.refused(refusal)
        }
        switch rest {
        case "oauth2/v2.0/token": return await tokens.token(request, origin)
        case "oauth2/v2.0/devicecode": return await tokens.deviceCode(request, origin)
        case "oauth2/v2.0/authorize" where request.method == .get:
            return await authorize.form(query, path: request.uri.path)
        case "oauth2/v2.0/authorize":
            guard let form = await TokenDesk.form(request) else { return Response(status: .contentTooLarge) }
            return await authorize.answer(form)
        case "discovery/v2.0/keys": return ResponseShapes.json(200, issuer.keySet)
        default: return DiscoveryDocuments.openID(tenant: tenant, tenantID, origin)
        }
    }

    private static let tenantPaths: Set<String> = [
        "POST oauth2/v2.0/token", "POST oauth2/v2.0/devicecode", "GET oauth2/v2.0/authorize",
        "POST oauth2/v2.0/authorize", "GET discovery/v2.0/keys",
        "GET v2.0/.well-known/openid-configuration", "GET .well-known/openid-configuration",
    ]

    private func notServed(_ request: Request, _ path: [String]) -> Response {
        ResponseShapes.graphError(
            ServiceError(
                501, "simulator_not_implemented",
                "The simulated tenant doesn't serve \(request.method.rawValue) /\(path.joined(separator: "/"))."),
            now: clock.now)
    }

    /// By GUID, by a verified domain's name, or by the words that stand for any organization.
    private func knows(_ tenant: String) async -> Bool {
        let name = tenant.lowercased()
        if name == tenantID || name == "organizations" || name == "common" { return true }
        return await directory.state[.domains][name]?["isVerified"] == true
    }

    /// A fault at sign-in is in Entra's shape: a Graph-shaped one has been seen to crash clients for good.
    func fault(_ status: Int, retryAfter: Int?) -> Response {
        var response = ResponseShapes.signInError(
            status, "temporarily_unavailable", code: 90033,
            description: "AADSTS90033: A transient error has occurred. Please try again.", now: clock.now)
        if let retryAfter { response.headers[.retryAfter] = String(retryAfter) }
        return response
    }

    // MARK: - What else is asked for

    /// The Azure CLI asks Resource Manager which subscriptions there are: none.
    private func resourceManager(_ request: Request, _ path: [String]) async -> Response {
        guard request.method == .get, path.count == 1 else { return notServed(request, path) }
        let header = request.headers[.authorization] ?? ""
        guard header.hasPrefix("Bearer "), await issuer.open(String(header.dropFirst(7))) != nil else {
            return ResponseShapes.json(
                401,
                ["error": ["code": "InvalidAuthenticationToken", "message": "The access token is invalid."]])
        }
        guard path[0] == "tenants" else {
            return ResponseShapes.json(200, ["value": [], "count": ["type": "Total", "value": 0]])
        }
        return ResponseShapes.json(
            200, ["value": [["id": .string("/tenants/\(tenantID)"), "tenantId": .string(tenantID)]]])
    }

    /// Somebody enters the code that a device shows, and says yes or no.
    private func approve(_ request: Request) async -> Response {
        guard let form = await TokenDesk.form(request) else { return Response(status: .contentTooLarge) }
        let outcome = await approve(
            form["code"] ?? "", as: form["account"] ?? "", isApproved: form["answer"] != "decline")
        return DevicePage.outcome(outcome)
    }

    /// - Returns: what to tell the person.
    func approve(_ code: String, as upn: String, isApproved: Bool) async -> DevicePage.Decision {
        guard let entry = tokens.deviceCodes.waiting(code, now: clock.now) else { return .unknownCode }
        guard isApproved else {
            tokens.deviceCodes.settle(entry.deviceCode, as: .declined)
            return .declined
        }
        let state = await directory.state
        let trial = SignInTrial.outcome(of: upn, Transaction(state), clock.now)
        guard trial.isSuccess, let user = state[.users].first("userPrincipalName", upn) else {
            return .refused("AADSTS\(trial.code): \(trial.reason)")
        }
        let name = user["userPrincipalName"].string ?? upn
        tokens.deviceCodes.settle(entry.deviceCode, as: .approved(upn: name))
        return .approved(name)
    }

    /// The public view of a user's domain. Undocumented at Microsoft; the fields are those that tools have recorded.
    private func realm(_ login: String) async -> Response {
        let state = await directory.state
        let name = login.split(separator: "@").last.map { $0.lowercased() } ?? ""
        guard login.contains("@"), let domain = state[.domains][name], domain["isVerified"] == true else {
            return ResponseShapes.json(
                200, ["State": 4, "UserState": 1, "Login": .string(login), "NameSpaceType": "Unknown"])
        }
        let isFederated = domain["authenticationType"] == "Federated"
        var answer: JSON = [
            "State": isFederated ? 3 : 4, "UserState": isFederated ? 2 : 1, "Login": .string(login),
            "NameSpaceType": domain["authenticationType"], "DomainName": .string(name),
            "FederationBrandName": state[.organization].all.first?["displayName"] ?? nil,
            "CloudInstanceName": "microsoftonline.com", "CloudInstanceIssuerUri": "urn:federation:MicrosoftOnline",
        ]
        if isFederated {
            answer["FederationGlobalVersion"] = -1
            answer["AuthURL"] = FederationRoutes.configuration(for: name, in: state)?["passiveSignInUri"] ?? nil
        }
        return ResponseShapes.json(200, answer)
    }
}
