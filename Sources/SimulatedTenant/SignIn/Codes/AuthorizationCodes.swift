import Crypto
import Escaping
import Foundation
import Synchronization

/// Codes with which browsers were sent back, each good once.
///
/// Entra: "OAuth 2.0 authorization code flow"; RFC 7636.
final class AuthorizationCodes: Sendable {
    struct IssuedCode: Sendable {
        let clientID: String
        let redirect: String
        let scopes: [String]
        let upn: String
        /// S256's; nil where the client sent none.
        let challenge: String?
        let nonce: String?
        let expires: Date
    }

    /// Seconds: "typically, they expire after about 10 minutes".
    static let lifetime = 600.0

    private struct State {
        var entries: [String: IssuedCode] = [:]
        var used: Set<String> = []
    }

    private let state = Mutex(State())

    func issue(_ entry: IssuedCode) -> String {
        let code = "1." + Secrets.new() + Secrets.new()
        state.withLock { $0.entries[code] = entry }
        return code
    }

    /// Takes a code, once.
    func redeem(
        _ code: String, by clientID: String, redirect: String, verifier: String?, now: Date
    ) throws(SignInRefusal) -> IssuedCode {
        let (entry, wasUsed) = state.withLock { state in
            defer { if state.entries[code] != nil { state.used.insert(code) } }
            return (state.entries[code], state.used.contains(code))
        }
        guard !wasUsed else { throw .usedCode }
        guard let entry, entry.clientID == clientID else { throw .unknownAuthorizationCode }
        guard entry.expires > now else { throw .expiredAuthorizationCode }
        guard entry.redirect == redirect else { throw .otherRedirect(redirect, entry.redirect) }
        guard entry.challenge == verifier.map(AuthorizationCodes.challenge) else { throw .wrongVerifier }
        return entry
    }

    static func challenge(of verifier: String) -> String {
        Base64URL.encoded(Data(SHA256.hash(data: Data(verifier.utf8))).base64EncodedString())
    }
}
