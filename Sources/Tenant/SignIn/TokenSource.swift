import Foundation
import HTTPTransport

/// Gets access tokens and keeps them in memory until shortly before they expire.
actor TokenSource {
    private let endpoints: TenantEndpoints
    private let credential: ClientCredential
    private let endpoint: TokenEndpoint
    private let policy: RetryPolicy
    private let now: @Sendable () -> Date
    private var token: TokenEndpoint.Token?
    /// Of a person who signed in once: asks for no second code.
    private var refreshToken: String?
    /// Who signed in, where a person did: it came straight from the sign-in service.
    private(set) var person: IdentityClaims?
    private var pending: Task<Result<TokenEndpoint.Token, TenantFault>, Never>?

    /// Seconds before its end from which on a token is renewed.
    private static let margin = 120.0

    init(
        endpoints: TenantEndpoints, credential: ClientCredential, http: HTTPClient, policy: RetryPolicy,
        now: @escaping @Sendable () -> Date, trace: @escaping @Sendable (Exchange) -> Void = { _ in }
    ) {
        self.endpoints = endpoints
        self.credential = credential
        self.policy = policy
        self.now = now
        endpoint = TokenEndpoint(endpoints: endpoints, tenant: credential.tenant, http: http, now: now, trace: trace)
    }

    /// A token that is good for some minutes. Callers that come together share one request.
    func token() async throws(TenantFault) -> String {
        if let token, token.expires > now().addingTimeInterval(margin(of: token)) { return token.value }
        var result = await shared()
        // Somebody else gave up the shared request: no reason for this caller to give up.
        while case .failure(.transport(.cancelled)) = result, !Task.isCancelled { result = await shared() }
        let fresh = try result.get()
        token = fresh
        refreshToken = fresh.refreshToken ?? refreshToken
        person = fresh.idToken.flatMap(IdentityClaims.init) ?? person
        return fresh.value
    }

    private func shared() async -> Result<TokenEndpoint.Token, TenantFault> {
        let task: Task<Result<TokenEndpoint.Token, TenantFault>, Never>
        if let pending, !pending.isCancelled { task = pending } else { task = Task { await fetch() } }
        pending = task
        // Whoever gives up waiting ends the request.
        let result = await withTaskCancellationHandler {
            await task.value
        } onCancel: {
            task.cancel()
        }
        if pending == task { pending = nil }
        return result
    }

    /// What can't be renewed is used to its end.
    private func margin(of token: TokenEndpoint.Token) -> TimeInterval {
        if case .token = credential.method { 0 } else { TokenSource.margin }
    }

    nonisolated var isApp: Bool {
        switch credential.method {
        case .secret, .certificate: true
        case .browser, .deviceCode, .token, .azureCLI: false
        }
    }

    /// Forgets a token that a service refused, unless a newer one is already there.
    func discard(_ value: String) {
        if token?.value == value { token = nil }
    }

    private func fetch() async -> Result<TokenEndpoint.Token, TenantFault> {
        do throws(TenantFault) {
            return .success(try await fresh())
        } catch {
            return .failure(error)
        }
    }

    private func fresh() async throws(TenantFault) -> TokenEndpoint.Token {
        switch credential.method {
        case .secret(let secret): return try await app([("client_secret", secret)])
        case .certificate(let key):
            let assertion: String
            do {
                assertion = try key.assertion(clientID: credential.clientID, audience: endpoint.tokenURL, now: now())
            } catch {
                throw .signIn(code: "client_key", message: "The private key can't sign: \(error)")
            }
            return try await app([
                ("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"),
                ("client_assertion", assertion),
            ])
        case .deviceCode(let permissions, let show):
            return try await person(permissions) { scope throws(TenantFault) in
                try await DeviceCodeFlow(
                    endpoint: endpoint, clientID: credential.clientID, scope: scope, show: show, sleep: policy.sleep
                ).run()
            }
        case .browser(let permissions, let desk):
            return try await person(permissions) { scope throws(TenantFault) in
                try await AuthorizationCodeFlow(
                    endpoint: endpoint, tenant: credential.tenant, clientID: credential.clientID, scope: scope,
                    desk: desk
                ).run()
            }
        case .token(let value):
            let expires = TokenClaims(token: value)?.expires ?? .distantFuture
            guard expires > now(), token == nil || token?.value != value else {
                throw .signIn(
                    code: "token_expired",
                    message: "The token that was handed in has expired or was refused, and can't be renewed.")
            }
            return TokenEndpoint.Token(value: value, expires: expires, refreshToken: nil)
        case .azureCLI(let azure):
            let answer = try await azure.token(tenant: credential.tenant, resource: endpoints.graph)
            let expires =
                answer.expiresOn.map(OutsideTime.date)
                ?? TokenClaims(token: answer.accessToken)?.expires
            return TokenEndpoint.Token(
                value: answer.accessToken, expires: expires ?? now().addingTimeInterval(300), refreshToken: nil)
        }
    }

    private func app(_ proof: [(String, String)]) async throws(TenantFault) -> TokenEndpoint.Token {
        try await endpoint.token(
            [
                ("grant_type", "client_credentials"), ("client_id", credential.clientID), ("scope", endpoints.scope),
            ] + proof)
    }

    /// - Parameter signIn: signs the person in anew, for a scope.
    private func person(
        _ permissions: [String], _ signIn: (String) async throws(TenantFault) -> TokenEndpoint.Token
    ) async throws(TenantFault) -> TokenEndpoint.Token {
        let asked = permissions.isEmpty ? [endpoints.scope] : permissions.map { "\(endpoints.graph)/\($0)" }
        let scope = (asked + ["offline_access", "openid", "profile"]).joined(separator: " ")
        if let refreshToken {
            do throws(TenantFault) {
                return try await endpoint.token([
                    ("grant_type", "refresh_token"), ("client_id", credential.clientID),
                    ("refresh_token", refreshToken), ("scope", scope),
                ])
            } catch {
                // A grant that was withdrawn needs the person again; anything else will pass.
                guard case .signIn(code: "invalid_grant", _) = error else { throw error }
                self.refreshToken = nil
            }
        }
        return try await signIn(scope)
    }
}
