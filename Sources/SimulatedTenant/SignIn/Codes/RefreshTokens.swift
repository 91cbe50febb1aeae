import Synchronization

/// Refresh tokens that were given out, for this run of the tenant.
final class RefreshTokens: Sendable {
    struct Grant: Sendable {
        let clientID: String
        let userID: String
        let scopes: [String]
    }

    private let grants = Mutex<[String: Grant]>([:])

    func issue(_ grant: Grant) -> String {
        let token = "1." + Secrets.new() + Secrets.new()
        grants.withLock { $0[token] = grant }
        return token
    }

    func grant(_ token: String) -> Grant? { grants.withLock { $0[token] } }
}
