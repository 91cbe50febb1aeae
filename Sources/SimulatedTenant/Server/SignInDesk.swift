import Foundation
import Hummingbird

/// Everything that is answered before there is a token: tokens themselves, the documents by which clients find their
/// way to them, and a domain's realm.
struct SignInDesk: Sendable {
    private static let maximumBody = 64 * 1_024

    let directory: Directory
    let issuer: TokenIssuer
    let clients: ServiceClients
    let tenantID: String
    let now: @Sendable () -> Date

    func answer(_ request: Request) async -> Response {
        // Some clients join paths with two slashes.
        let path = request.uri.path.split(separator: "/").map(String.init)
        let origin = ResponseShapes.origin(request)
        let query = ResponseShapes.parameters(request.uri.query ?? "")
        switch (request.method, path.count, path.dropFirst().joined(separator: "/")) {
        case (.post, 4, "oauth2/v2.0/token"): return await token(request, tenant: path[0])
        case (.get, 4, "v2.0/.well-known/openid-configuration"): return await openID(tenant: path[0], origin)
        case (.get, 4, "discovery/v2.0/keys"): return ResponseShapes.json(200, issuer.keySet)
        case (.get, 3, "discovery/instance"): return instance(query, origin)
        case (.get, 2, "endpoints") where path[0] == "metadata": return metadata(origin)
        case (.get, 1, "") where path[0] == "getuserrealm.srf": return await realm(query["login"] ?? "")
        default:
            return ResponseShapes.graphError(
                ServiceError(
                    501, "simulator_not_implemented",
                    "The simulated tenant doesn't serve \(request.method.rawValue) /\(path.joined(separator: "/"))."),
                now: now())
        }
    }

    /// A fault at sign-in is in Entra's shape: a Graph-shaped one has been seen to crash clients for good.
    func fault(_ status: Int, retryAfter: Int?) -> Response {
        var response = ResponseShapes.signInError(
            status, "temporarily_unavailable", code: 90033,
            description: "AADSTS90033: A transient error has occurred. Please try again.", now: now())
        if let retryAfter { response.headers[.retryAfter] = String(retryAfter) }
        return response
    }

    // MARK: - Tokens

    private func token(_ request: Request, tenant: String) async -> Response {
        guard let buffer = try? await request.body.collect(upTo: SignInDesk.maximumBody) else {
            return Response(status: .contentTooLarge)
        }
        let form = ResponseShapes.parameters(String(buffer: buffer))
        let state = await directory.state
        let refusal: SignIn.Refusal
        if !knows(tenant, state) {
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
            case .success: return await granted(accessToken(appID: id, roles: SignInDesk.roles(of: id, state)))
            case .failure(let failure): refusal = failure
            }
        }
        return refused(refusal)
    }

    private func knows(_ tenant: String, _ state: TenantState) -> Bool {
        tenant.lowercased() == tenantID || state[.domains][tenant.lowercased()]?["isVerified"] == true
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
        return ResponseShapes.json(200, body, headers: [.cacheControl: "no-store, no-cache"])
    }

    private func refused(_ refusal: SignIn.Refusal) -> Response {
        ResponseShapes.signInError(
            refusal.status, refusal.error, code: refusal.code, description: refusal.description, now: now())
    }

    // MARK: - Documents

    /// OpenID Connect discovery. A tenant that isn't known answers 400 here, and `invalid_tenant`.
    private func openID(tenant: String, _ origin: String) async -> Response {
        guard knows(tenant, await directory.state) else {
            let refusal = SignIn.Refusal.unknownTenant(tenant)
            return ResponseShapes.signInError(
                400, "invalid_tenant", code: refusal.code, description: refusal.description, now: now())
        }
        let base = "\(origin)/\(tenant)"
        return ResponseShapes.json(
            200,
            [
                "issuer": .string("\(origin)/\(tenantID)/v2.0"),
                "authorization_endpoint": .string("\(base)/oauth2/v2.0/authorize"),
                "token_endpoint": .string("\(base)/oauth2/v2.0/token"),
                "device_authorization_endpoint": .string("\(base)/oauth2/v2.0/devicecode"),
                "jwks_uri": .string("\(base)/discovery/v2.0/keys"),
                "token_endpoint_auth_methods_supported": ["client_secret_post"],
                "response_types_supported": ["code"], "subject_types_supported": ["pairwise"],
                "id_token_signing_alg_values_supported": ["ES256"], "tenant_region_scope": "EU",
                "cloud_instance_name": "microsoftonline.com", "cloud_graph_host_name": "graph.windows.net",
                "msgraph_host": "graph.microsoft.com",
            ])
    }

    /// Where a client asks whether an authority is one. The question names it without its port.
    private func instance(_ query: [String: String], _ origin: String) -> Response {
        let asked = query["authorization_endpoint"].flatMap(URL.init(string:))
        let tenant = asked?.pathComponents.dropFirst().first ?? tenantID
        return ResponseShapes.json(
            200,
            [
                "tenant_discovery_endpoint": .string("\(origin)/\(tenant)/v2.0/.well-known/openid-configuration"),
                "api-version": "1.1", "metadata": [],
            ])
    }

    /// What `az cloud register` reads.
    private func metadata(_ origin: String) -> Response {
        let root = JSON.string(origin + "/")
        return ResponseShapes.json(
            200,
            [
                "name": "Simulated", "portal": .string(origin),
                "authentication": [
                    "loginEndpoint": .string(origin), "audiences": [root], "tenant": "common",
                    "identityProvider": "AAD",
                ], "graphAudience": root, "microsoftGraphResourceId": root, "resourceManager": root, "suffixes": [:],
            ])
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
            answer["AuthURL"] = state[.federationConfigurations][name]?["passiveSignInUri"] ?? nil
        }
        return ResponseShapes.json(200, answer)
    }
}
