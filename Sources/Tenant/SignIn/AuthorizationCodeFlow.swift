import Crypto
import Escaping
import Foundation

/// Signs a person in with a browser: a code comes back to this machine, and only whoever asked for it can use it.
///
/// RFC 6749, section 4.1; RFC 7636 (PKCE); RFC 8252; OpenID Connect Core, section 3.1.3.7; Microsoft identity platform:
/// "OAuth 2.0 authorization code flow".
struct AuthorizationCodeFlow: Sendable {
    let endpoint: TokenEndpoint
    let tenant: String
    let clientID: String
    let scope: String
    let desk: any BrowserDesk
    /// What is signed in for, to appear in the ID token; nil where this sign-in only has to be told apart from others.
    var challenge: String?

    func run() async throws(TenantFault) -> TokenEndpoint.Token {
        let redirect = try await desk.open()
        let (verifier, state, nonce) = (Self.unguessable(), Self.unguessable(), challenge ?? Self.unguessable())
        let address =
            endpoint.authorizeURL + "?"
            + FormEncoding.encode([
                ("client_id", clientID), ("response_type", "code"), ("redirect_uri", redirect),
                ("response_mode", "query"), ("scope", scope), ("state", state), ("nonce", nonce),
                ("code_challenge", Self.challenge(of: verifier)), ("code_challenge_method", "S256"),
                // Whoever sits at the browser may be signed in as somebody else.
                ("prompt", "select_account"),
            ])
        let landing: BrowserLanding
        do throws(TenantFault) {
            landing = try await desk.landing(of: address) { Self.judge($0, redirect: redirect, state: state) }
        } catch {
            await desk.close()
            throw error
        }
        await desk.close()
        switch landing {
        case .code(let code):
            let token = try await endpoint.token([
                ("grant_type", "authorization_code"), ("client_id", clientID), ("code", code),
                ("redirect_uri", redirect), ("code_verifier", verifier), ("scope", scope),
            ])
            try look(at: token, nonce: nonce)
            return token
        case .refused(let error, let message): throw .signIn(code: error, message: message)
        case .other: throw .signIn(code: "no_code", message: "The browser didn't come back from this sign-in.")
        }
    }

    /// 32 bytes, as base64url: RFC 7636 asks for 43 characters at least.
    private static func unguessable() -> String {
        Base64URL.encoded(Data(SymmetricKey(size: .bits256).withUnsafeBytes(Array.init)).base64EncodedString())
    }

    static func challenge(of verifier: String) -> String {
        Base64URL.encoded(Data(SHA256.hash(data: Data(verifier.utf8))).base64EncodedString())
    }

    // MARK: - What came back

    /// - Parameter text: the address, or what a person copied of it.
    static func judge(_ text: String, redirect: String, state: String) -> BrowserLanding {
        // An address has no blanks and no quotes: a terminal or a mail put them around it, or broke it there.
        let text = text.filter { !$0.isWhitespace }.trimmingCharacters(in: CharacterSet(charactersIn: "\"'`<>()[]“”‘’"))
        let query = text.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        guard query.count == 2 else {
            return .other(
                "That isn't where the browser landed: the address begins with \(redirect)/ and has \"code=\" in it.")
        }
        var fields: [String: [String]] = [:]
        for part in query[1].split(separator: "#")[...].first?.split(separator: "&") ?? [] {
            let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let value = pair.count == 2 ? String(pair[1]).replacing("+", with: " ") : ""
            fields[String(pair[0]), default: []].append(value.removingPercentEncoding ?? "")
        }
        if fields["code_challenge"] != nil {
            return .other("That is the address to open. Bring the one where the browser landed after you signed in.")
        }
        // One of each: what is there twice may be somebody else's.
        guard fields["state"] == [state] else {
            return .other(
                "That address belongs to another sign-in than this one, or isn't whole. Open the address above anew.")
        }
        if let error = fields["error"]?.first {
            let words = SignInCode.words(fields["error_description"]?.first ?? "no description")
            return .refused(error: error, message: words)
        }
        guard let code = fields["code"], code.count == 1, let value = code.first, !value.isEmpty else {
            return .other("That address isn't whole: it has no \"code=\" in it.")
        }
        return .code(value)
    }

    /// Looks at whom the token says it is for. It came straight from the service, over TLS, so that its signature needs no
    /// second proof (OpenID Connect Core, section 3.1.3.7, number 6).
    private func look(at token: TokenEndpoint.Token, nonce: String) throws(TenantFault) {
        guard let text = token.idToken, let claims = IdentityClaims(token: text) else {
            throw .unexpected("its answer doesn't say who signed in", from: "the sign-in service")
        }
        guard claims.nonce == nonce, claims.audience == clientID else {
            throw .signIn(
                code: "other_sign_in", message: "What came back is for another sign-in or another app than this one.")
        }
        // A name is resolved by the service; an id is compared.
        if UUID(uuidString: tenant) != nil, claims.tenantID.lowercased() != tenant.lowercased() {
            throw .signIn(
                code: "other_tenant",
                message: "The account is signed in to the tenant \(claims.tenantID), and \(tenant) was asked for.")
        }
    }
}
