import Foundation
import HTTPTransport

/// Gets access tokens and keeps them in memory until shortly before they expire.
///
/// Microsoft identity platform, OAuth 2.0 client credentials grant.
actor TokenSource {
    private struct Token {
        let value: String
        let expires: Date
    }

    private let endpoints: TenantEndpoints
    private let credential: ClientCredential
    private let http: HTTPClient
    private let now: @Sendable () -> Date
    private var token: Token?
    private var pending: Task<Result<Token, TenantFault>, Never>?

    init(
        endpoints: TenantEndpoints, credential: ClientCredential, http: HTTPClient, now: @escaping @Sendable () -> Date
    ) {
        self.endpoints = endpoints
        self.credential = credential
        self.http = http
        self.now = now
    }

    /// A token that is good for some minutes. Callers that come together share one request.
    func token() async throws(TenantFault) -> String {
        if let token, token.expires > now().addingTimeInterval(120) { return token.value }
        let task = pending ?? Task { await fetch() }
        pending = task
        // Whoever gives up waiting ends the request: those who wait with them give up with them.
        let result = await withTaskCancellationHandler {
            await task.value
        } onCancel: {
            task.cancel()
        }
        pending = nil
        let fresh = try result.get()
        token = fresh
        return fresh.value
    }

    /// Forgets a token that a service refused, unless a newer one is already there.
    func discard(_ value: String) {
        if token?.value == value { token = nil }
    }

    private func fetch() async -> Result<Token, TenantFault> {
        let form = [
            ("grant_type", "client_credentials"), ("client_id", credential.clientID),
            ("client_secret", credential.secret), ("scope", endpoints.scope),
        ]
        let body = form.map { "\($0.0)=\(TokenSource.encode($0.1))" }.joined(separator: "&")
        let request = HTTPRequest(
            .post, "\(endpoints.authority)/\(TokenSource.encode(credential.tenant))/oauth2/v2.0/token",
            headers: [("Content-Type", "application/x-www-form-urlencoded"), ("Accept", "application/json")],
            body: Data(body.utf8))
        do {
            return try parse(try await http.send(request))
        } catch let fault as TenantFault {
            return .failure(fault)
        } catch let failure as HTTPFailure {
            return .failure(.transport(failure))
        } catch {
            return .failure(.unexpected("the token answer can't be read"))
        }
    }

    private struct Answer: Decodable {
        let accessToken: String
        let expiresIn: Int

        private enum CodingKeys: String, CodingKey {
            case accessToken = "access_token"
            case expiresIn = "expires_in"
        }
    }

    private struct Refusal: Decodable {
        let error: String
        let errorDescription: String?

        private enum CodingKeys: String, CodingKey {
            case error
            case errorDescription = "error_description"
        }
    }

    private func parse(_ response: HTTPResponse) throws -> Result<Token, TenantFault> {
        guard response.status == 200 else {
            if response.status == 429 {
                return .failure(.throttled(retryAfter: response.header("Retry-After").flatMap { Int($0) }))
            }
            if response.status >= 500 { return .failure(.unavailable(status: response.status, requestID: nil)) }
            guard let refusal = try? JSONDecoder().decode(Refusal.self, from: response.body) else {
                return .failure(.unexpected("the sign-in service answered \(response.status) without an error body"))
            }
            // The description ends with trace ids and times; its first line is what a person needs.
            let words = refusal.errorDescription?.split(whereSeparator: \.isNewline).first.map(String.init)
            return .failure(.signIn(code: refusal.error, message: words ?? "no description"))
        }
        guard let answer = try? JSONDecoder().decode(Answer.self, from: response.body), !answer.accessToken.isEmpty
        else { return .failure(.unexpected("the sign-in service's answer holds no token")) }
        return .success(
            Token(value: answer.accessToken, expires: now().addingTimeInterval(Double(answer.expiresIn))))
    }

    /// Form encoding that leaves nothing to chance: `+`, `/`, `=`, `&` and `~` in secrets are all encoded.
    private static func encode(_ text: String) -> String {
        let unreserved = CharacterSet(
            charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._")
        return text.addingPercentEncoding(withAllowedCharacters: unreserved) ?? ""
    }
}
