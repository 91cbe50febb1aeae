import Foundation
import Hummingbird

/// The token endpoint and the device code endpoint.
struct TokenDesk: Sendable {
    private static let maximumBody = 64 * 1_024
    private static let assertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
    private static let deviceGrant = "urn:ietf:params:oauth:grant-type:device_code"
    private static let openIDScopes: Set<String> = ["openid", "profile", "email", "offline_access"]
    /// Seconds, by the simulated clock.
    private static let lifetime = 3_600

    let directory: Directory
    let issuer: TokenIssuer
    let clients: ServiceClients
    let tenantID: String
    let clock: SimulatedClock
    let deviceCodes: DeviceCodes
    let refreshTokens: RefreshTokens
    let codes: AuthorizationCodes
    /// A Conditional Access policy on authentication flows.
    let blocksDeviceCodes: Bool

    private var now: Date { clock.now }

    static func form(_ request: Request) async -> [String: String]? {
        guard let buffer = try? await request.body.collect(upTo: maximumBody) else { return nil }
        return ResponseShapes.parameters(String(buffer: buffer))
    }

    // MARK: - Device codes

    func deviceCode(_ request: Request, _ origin: String) async -> Response {
        guard let form = await TokenDesk.form(request) else { return Response(status: .contentTooLarge) }
        let id = form["client_id"] ?? ""
        do throws(SignInRefusal) {
            guard !id.isEmpty else { throw .missingParameter("client_id") }
            guard let scope = form["scope"], !scope.isEmpty else { throw .missingParameter("scope") }
            if PublicClients.all[id] == nil { _ = try ClientProof.application(id, Transaction(await directory.state)) }
            let entry = deviceCodes.issue(clientID: id, scopes: scope.split(separator: " ").map(String.init), now: now)
            let page = "\(origin)/devicelogin"
            return ResponseShapes.json(
                200,
                [
                    "user_code": .string(entry.userCode), "device_code": .string(entry.deviceCode),
                    "verification_uri": .string(page), "expires_in": .int(DeviceCodes.lifetime),
                    "interval": .int(DeviceCodes.interval),
                    "message": .string(
                        "To sign in, use a web browser to open the page \(page) and enter the code \(entry.userCode) "
                            + "to authenticate."),
                ])
        } catch {
            return refused(error)
        }
    }

    // MARK: - Tokens

    func token(_ request: Request, _ origin: String) async -> Response {
        guard var form = await TokenDesk.form(request) else { return Response(status: .contentTooLarge) }
        if let (id, secret) = TokenDesk.basic(request) { (form["client_id"], form["client_secret"]) = (id, secret) }
        let audience = [
            "\(origin)\(request.uri.path)", "\(origin)/\(tenantID)/oauth2/v2.0/token", "\(origin)/\(tenantID)/v2.0",
        ]
        do throws(SignInRefusal) {
            guard let id = form["client_id"], !id.isEmpty else { throw .missingParameter("client_id") }
            let answer: JSON
            switch form["grant_type"] {
            case "client_credentials": answer = try await app(id, form, audience)
            case TokenDesk.deviceGrant: answer = try await device(id, form, origin)
            case "refresh_token": answer = try await refresh(id, form, origin)
            case "authorization_code": answer = try await authorized(id, form, audience, origin)
            case let other: throw .unsupportedGrant(other ?? "")
            }
            return ResponseShapes.json(200, answer, headers: [.cacheControl: "no-store, no-cache"])
        } catch {
            return refused(error)
        }
    }

    /// `Authorization: Basic`, whose parts are encoded as a form's.
    private static func basic(_ request: Request) -> (String, String)? {
        guard let header = request.headers[.authorization], header.hasPrefix("Basic "),
            let data = Data(base64Encoded: String(header.dropFirst(6)))
        else { return nil }
        let parts = String(decoding: data, as: UTF8.self).split(separator: ":", maxSplits: 1)
        guard parts.count == 2 else { return nil }
        return (
            parts[0].removingPercentEncoding ?? String(parts[0]), parts[1].removingPercentEncoding ?? String(parts[1])
        )
    }

    func refused(_ refusal: SignInRefusal) -> Response { ResponseShapes.refusal(refusal, now: now) }

    private func app(_ id: String, _ form: [String: String], _ audience: [String]) async throws(SignInRefusal) -> JSON {
        guard let scope = form["scope"], !scope.isEmpty else { throw .missingParameter("scope") }
        guard scope.hasSuffix("/.default"), !scope.contains(" ") else { throw .scopeOfNoDefault(scope) }
        let resource = String(scope.dropLast("/.default".count))
        if let client = clients.client(id) {
            guard client.secret == form["client_secret"] else { throw .wrongSecret(id) }
            return await granted(
                accessToken(
                    resource: resource, appID: id, name: client.name, strength: "1", objectID: client.id,
                    roles: client.roles, scope: client.scope, templates: client.templates))
        }
        let tenant = Transaction(await directory.state)
        let proven: ClientProof.Proven
        if let assertion = form["client_assertion"] {
            guard form["client_assertion_type"] == TokenDesk.assertionType else {
                throw .missingParameter("client_assertion_type")
            }
            proven = try await ClientProof.assertion(assertion, of: id, audience: audience, tenant, now)
        } else if let secret = form["client_secret"] {
            proven = try ClientProof.secret(secret, of: id, tenant, now)
        } else {
            _ = try ClientProof.application(id, tenant)
            throw .missingSecret
        }
        let principal = tenant[.servicePrincipals].first("appId", id)
        let roles = tenant[.appRoleAssignments].all.filter { $0["principalId"] == principal?["id"] }
            .compactMap { $0["appRoleId"].string.flatMap(GraphPermissions.roleName) }
        return await granted(
            accessToken(
                resource: resource, appID: id, name: proven.application["displayName"].string ?? "",
                strength: proven.strength, objectID: principal?["id"].string ?? id, roles: roles))
    }

    private func device(_ id: String, _ form: [String: String], _ origin: String) async throws(SignInRefusal) -> JSON {
        guard let code = form["device_code"] ?? form["code"] else { throw .missingParameter("device_code") }
        guard let entry = deviceCodes.entry(code), entry.clientID == id else { throw .unknownCode }
        let tenant = Transaction(await directory.state)
        if PublicClients.all[id] == nil { try await prove(id, form, [], tenant) }
        switch entry.standing {
        case .used: throw .usedCode
        case .declined: throw .declined
        case .pending where entry.expires <= now: throw .expiredCode
        case .pending: throw .pending
        case .approved: break
        }
        guard let upn = deviceCodes.redeem(code) else { throw .usedCode }
        if blocksDeviceCodes { throw .deviceCodeBlocked }
        guard let user = tenant[.users].first("userPrincipalName", upn) else { throw .expiredGrant }
        return try await person(user, through: id, scopes: entry.scopes, at: origin)
    }

    private func authorized(
        _ id: String, _ form: [String: String], _ audience: [String], _ origin: String
    ) async throws(SignInRefusal) -> JSON {
        guard let code = form["code"] else { throw .missingParameter("code") }
        let tenant = Transaction(await directory.state)
        if PublicClients.all[id] == nil { try await prove(id, form, audience, tenant) }
        let entry = try codes.redeem(
            code, by: id, redirect: form["redirect_uri"] ?? "", verifier: form["code_verifier"], now: now)
        guard let user = tenant[.users].first("userPrincipalName", entry.upn) else { throw .expiredGrant }
        return try await person(user, through: id, scopes: entry.scopes, at: origin, nonce: entry.nonce)
    }

    /// A confidential app proves itself; one that is public has nothing to prove it with.
    private func prove(
        _ id: String, _ form: [String: String], _ audience: [String], _ tenant: Transaction
    ) async throws(SignInRefusal) {
        let application = try ClientProof.application(id, tenant)
        if let secret = form["client_secret"] {
            _ = try ClientProof.secret(secret, of: id, tenant, now)
        } else if let assertion = form["client_assertion"] {
            _ = try await ClientProof.assertion(assertion, of: id, audience: audience, tenant, now)
        } else if application["isFallbackPublicClient"] != true,
            !application["publicClient"]["redirectUris"].array.contains(where: { $0.string == form["redirect_uri"] })
        {
            throw .missingSecret
        }
    }

    private func refresh(_ id: String, _ form: [String: String], _ origin: String) async throws(SignInRefusal) -> JSON {
        guard let token = form["refresh_token"] else { throw .missingParameter("refresh_token") }
        guard let grant = refreshTokens.grant(token), grant.clientID == id else { throw .expiredGrant }
        guard let user = await directory.state[.users][grant.userID] else { throw .expiredGrant }
        let scopes = form["scope"]?.split(separator: " ").map(String.init) ?? grant.scopes
        return try await person(user, through: id, scopes: scopes, at: origin)
    }

    /// Tokens for somebody who signed in through an app: what the app was consented to, no more.
    private func person(
        _ user: JSON, through id: String, scopes: [String], at origin: String, nonce: String? = nil
    ) async throws(SignInRefusal) -> JSON {
        guard user["accountEnabled"] == true else { throw .disabledUser }
        let userID = user["id"].string ?? ""
        let tenant = Transaction(await directory.state)
        let principal = tenant[.servicePrincipals].first("appId", id)
        let templates = RoleRoutes.held(by: userID, tenant, now).sorted()
        let names = scopes.map { $0.split(separator: "/").last.map(String.init) ?? $0 }
        let asked = names.filter { !TokenDesk.openIDScopes.contains($0) && $0 != ".default" }
        for name in asked where GraphPermissions.scopes[name] == nil { throw .invalidScope(name) }
        var granted = TokenDesk.granted(to: principal, userID, tenant)
        if id == PublicClients.azureCLI { granted.formUnion(["Directory.AccessAsUser.All", "User.Read"]) }
        let missing = asked.filter { !granted.contains($0) }
        if !missing.isEmpty {
            // An administrator consents on the page where the code is entered; anybody else is sent to one.
            guard templates.contains(RoleRoutes.globalAdministrator), let principal else {
                throw .consentRequired(app: id)
            }
            await consent(missing, for: userID, to: principal)
            granted.formUnion(missing)
        }
        // No permission of Graph's is needed to be told who somebody is.
        if !scopes.isEmpty, names.allSatisfy(TokenDesk.openIDScopes.contains) {
            granted.formUnion(["openid", "profile"])
        }
        guard !granted.isEmpty else { throw .consentRequired(app: id) }
        let name = user["displayName"].string ?? ""
        let upn = user["userPrincipalName"].string ?? ""
        var answer = await self.granted(
            accessToken(
                resource: "https://graph.microsoft.com", appID: id, name: principal?["displayName"].string ?? "",
                strength: "0", objectID: userID, scope: granted.sorted().joined(separator: " "),
                templates: templates.isEmpty ? nil : templates, upn: upn, userName: name))
        answer["scope"] = .string(granted.sorted().joined(separator: " "))
        if names.contains("offline_access") {
            answer["refresh_token"] = .string(
                refreshTokens.issue(.init(clientID: id, userID: userID, scopes: scopes)))
        }
        if names.contains("openid"), let token = await idToken(user, for: id, nonce, origin) {
            answer["id_token"] = .string(token)
        }
        return answer
    }

    private static func granted(to principal: JSON?, _ userID: String, _ tenant: Transaction) -> Set<String> {
        let grants = tenant[.oauth2PermissionGrants].all.filter {
            $0["clientId"] == principal?["id"]
                && ($0["consentType"] == "AllPrincipals" || $0["principalId"].string == userID)
        }
        return Set(grants.flatMap { $0["scope"].string?.split(separator: " ").map(String.init) ?? [] })
    }

    private func consent(_ scopes: [String], for userID: String, to principal: JSON) async {
        await directory.change { tenant in
            let graph = tenant[.servicePrincipals].first("appId", GraphPermissions.appID)
            tenant.put(
                [
                    "id": .string(Identifiers.new()), "clientId": principal["id"], "consentType": "Principal",
                    "principalId": .string(userID), "resourceId": graph?["id"] ?? .null,
                    "scope": .string(scopes.joined(separator: " ")),
                ], in: .oauth2PermissionGrants)
        }
    }

    private func idToken(_ user: JSON, for id: String, _ nonce: String?, _ origin: String) async -> String? {
        let issued = Int(now.timeIntervalSince1970)
        let userID = user["id"].string ?? ""
        return await issuer.sign(
            TokenIssuer.IDToken(
                aud: id, iss: "\(origin)/\(tenantID)/v2.0", iat: issued, nbf: issued,
                exp: issued + TokenDesk.lifetime, oid: userID, sub: userID, tid: tenantID, ver: "2.0",
                name: user["displayName"].string ?? "", preferredUsername: user["userPrincipalName"].string ?? "",
                nonce: nonce))
    }

    private func accessToken(
        resource: String, appID: String, name: String, strength: String, objectID: String, roles: [String]? = nil,
        scope: String? = nil, templates: [String]? = nil, upn: String? = nil, userName: String? = nil
    ) -> TokenIssuer.AccessToken {
        let issued = Int(now.timeIntervalSince1970)
        return TokenIssuer.AccessToken(
            aud: resource, iss: "https://sts.windows.net/\(tenantID)/", iat: issued, nbf: issued,
            exp: issued + TokenDesk.lifetime, appid: appID, appDisplayName: name, appidacr: strength,
            idtyp: upn == nil && scope == nil ? "app" : "user", oid: objectID, sub: objectID, tid: tenantID,
            ver: "1.0", roles: roles, scp: scope, upn: upn, name: userName, wids: templates)
    }

    private func granted(_ token: TokenIssuer.AccessToken) async -> JSON {
        // Clients keep time by the wall clock: on a fast simulated clock a token ends sooner for them.
        let seconds = max(1, Int(Double(TokenDesk.lifetime) / max(1, clock.scale)) - 1)
        return [
            "token_type": "Bearer", "expires_in": .int(seconds), "ext_expires_in": .int(seconds),
            "access_token": .string(await issuer.sign(token) ?? ""),
        ]
    }
}
