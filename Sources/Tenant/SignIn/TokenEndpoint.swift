import Escaping
import Foundation
import HTTPTransport

/// Entra's token and device code endpoints: forms go in, a token or a refusal comes out.
///
/// Microsoft identity platform: "OAuth 2.0 client credentials flow", "device authorization grant".
struct TokenEndpoint: Sendable {
    struct Token: Sendable {
        let value: String
        let expires: Date
        let refreshToken: String?
        /// Who signed in; nil of an app, and where it wasn't asked for.
        var idToken: String?
    }

    struct DeviceCode: Decodable, Sendable {
        let userCode: String
        let deviceCode: String
        let verificationURI: String
        let expiresIn: Int
        let interval: Int

        private enum CodingKeys: String, CodingKey {
            case userCode = "user_code"
            case deviceCode = "device_code"
            case verificationURI = "verification_uri"
            case expiresIn = "expires_in"
            case interval
        }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            userCode = try container.decode(String.self, forKey: .userCode)
            deviceCode = try container.decode(String.self, forKey: .deviceCode)
            verificationURI = try container.decode(String.self, forKey: .verificationURI)
            // Nobody types a code for longer than an hour, and whoever has typed it waits for the next question.
            expiresIn = min(max((try? container.decode(Int.self, forKey: .expiresIn)) ?? 900, 0), 3_600)
            // Some services write the number as text.
            let asked =
                (try? container.decode(Int.self, forKey: .interval))
                ?? (try? container.decode(String.self, forKey: .interval)).flatMap { Int($0) } ?? 5
            interval = min(max(asked, 1), 60)
        }
    }

    let base: String
    let http: HTTPClient
    let now: @Sendable () -> Date
    /// Told of each request, for the evidence.
    let trace: @Sendable (Exchange) -> Void

    init(
        endpoints: TenantEndpoints, tenant: String, http: HTTPClient, now: @escaping @Sendable () -> Date,
        trace: @escaping @Sendable (Exchange) -> Void = { _ in }
    ) {
        self.trace = trace
        base = "\(endpoints.authority)/\(FormEncoding.encode(tenant))/oauth2/v2.0"
        self.http = http
        self.now = now
    }

    var tokenURL: String { "\(base)/token" }
    /// Where a browser is sent.
    var authorizeURL: String { "\(base)/authorize" }

    func token(_ form: [(String, String)]) async throws(TenantFault) -> Token {
        let response = try await send(tokenURL, form)
        guard let answer = try? JSONDecoder().decode(TokenResponse.self, from: response.body),
            !answer.accessToken.isEmpty
        else { throw .unexpected("its answer holds no token", from: "the sign-in service") }
        return Token(
            value: answer.accessToken, expires: now().addingTimeInterval(OutsideTime.life(answer.expiresIn)),
            refreshToken: answer.refreshToken, idToken: answer.idToken)
    }

    func deviceCode(clientID: String, scope: String) async throws(TenantFault) -> DeviceCode {
        let response = try await send("\(base)/devicecode", [("client_id", clientID), ("scope", scope)])
        guard let code = try? JSONDecoder().decode(DeviceCode.self, from: response.body) else {
            throw .unexpected("its answer holds no device code", from: "the sign-in service")
        }
        return code
    }

    private func send(_ url: String, _ form: [(String, String)]) async throws(TenantFault) -> HTTPResponse {
        let request = HTTPRequest(
            .post, url,
            headers: [
                ("Content-Type", "application/x-www-form-urlencoded"), ("Accept", "application/json"),
                ("client-request-id", UUID().uuidString.lowercased()),
            ], body: Data(FormEncoding.encode(form).utf8))
        let clock = ContinuousClock()
        let start = clock.now
        let response: HTTPResponse?
        let failure: HTTPFailure?
        do {
            (response, failure) = (try await http.send(request), nil)
        } catch {
            (response, failure) = (nil, error)
        }
        trace(
            Exchange(
                method: "POST", path: URL(string: url)?.path() ?? "", status: response?.status,
                requestID: response?.header("x-ms-request-id"),
                milliseconds: Int((clock.now - start) / .milliseconds(1))))
        guard let response else { throw .transport(failure ?? .other("no answer")) }
        if response.status == 200 { return response }
        throw TokenEndpoint.fault(response)
    }

    struct TokenResponse: Decodable {
        let accessToken: String
        let expiresIn: Double
        let refreshToken: String?
        let idToken: String?

        private enum CodingKeys: String, CodingKey {
            case accessToken = "access_token"
            case expiresIn = "expires_in"
            case refreshToken = "refresh_token"
            case idToken = "id_token"
        }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            accessToken = try container.decode(String.self, forKey: .accessToken)
            refreshToken = try container.decodeIfPresent(String.self, forKey: .refreshToken)
            idToken = try container.decodeIfPresent(String.self, forKey: .idToken)
            // The older endpoint writes the number as text.
            expiresIn =
                (try? container.decode(Double.self, forKey: .expiresIn))
                ?? (try? container.decode(String.self, forKey: .expiresIn)).flatMap { Double($0) } ?? 0
        }
    }

    private struct Refusal: Decodable {
        let error: String
        let errorDescription: String?
        let codes: [Int]?

        private enum CodingKeys: String, CodingKey {
            case error
            case errorDescription = "error_description"
            case codes = "error_codes"
        }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            error = try container.decode(String.self, forKey: .error)
            errorDescription = try container.decodeIfPresent(String.self, forKey: .errorDescription)
            // They only add to the words.
            codes = try? container.decodeIfPresent([Int].self, forKey: .codes)
        }
    }

    private static func fault(_ response: HTTPResponse) -> TenantFault {
        if response.status == 429 { return .throttled(retryAfter: RetryAfter.seconds(response)) }
        if response.status >= 500 { return .unavailable(status: response.status, requestID: nil) }
        guard let refusal = try? JSONDecoder().decode(Refusal.self, from: response.body) else {
            return .unexpected("status \(response.status) without an error body", from: "the sign-in service")
        }
        let words = refusal.errorDescription.map(SignInCode.words) ?? "no description"
        // A description without its code, as a proxy or a translation may leave it, is found by the code beside it.
        guard SignInCode.found(in: words) == nil, let code = refusal.codes?.first else {
            return .signIn(code: refusal.error, message: words)
        }
        return .signIn(code: refusal.error, message: "AADSTS\(code): \(words)")
    }
}

/// `application/x-www-form-urlencoded`, leaving nothing to chance: `+`, `/`, `=`, `&` and `~` are all encoded.
enum FormEncoding {
    static func encode(_ text: String) -> String { PercentText.encoded(text, keeping: "-._") }

    static func encode(_ form: [(String, String)]) -> String {
        form.map { "\($0.0)=\(encode($0.1))" }.joined(separator: "&")
    }
}
