import Foundation

/// Waits until a person has entered a code elsewhere: as often as the service allows, until it expires.
///
/// RFC 8628; Microsoft identity platform: "device authorization grant".
struct DeviceCodeFlow: Sendable {
    let endpoint: TokenEndpoint
    let clientID: String
    let scope: String
    let show: @Sendable (DeviceCodePrompt) -> Void
    let sleep: @Sendable (TimeInterval) async throws -> Void

    /// Seconds that each `slow_down` adds.
    private static let slowDown = 5.0
    /// A service that asks for less than this would be asked without pause.
    private static let shortest = 1.0

    func run() async throws(TenantFault) -> TokenEndpoint.Token {
        let started = try await endpoint.deviceCode(clientID: clientID, scope: scope)
        show(DeviceCodePrompt(page: started.verificationURI, code: started.userCode, expiresIn: started.expiresIn))
        let deadline = endpoint.now().addingTimeInterval(Double(started.expiresIn))
        var interval = max(DeviceCodeFlow.shortest, Double(started.interval))
        while true {
            // Never past the code's end: what a service asks for may be longer.
            let left = max(DeviceCodeFlow.shortest, deadline.timeIntervalSince(endpoint.now()))
            do { try await sleep(min(interval, left)) } catch { throw .transport(.cancelled) }
            guard endpoint.now() < deadline else {
                throw .signIn(code: "expired_token", message: "The code was not entered in time.")
            }
            do throws(TenantFault) {
                return try await endpoint.token([
                    ("grant_type", "urn:ietf:params:oauth:grant-type:device_code"), ("client_id", clientID),
                    ("device_code", started.deviceCode),
                ])
            } catch {
                switch error {
                case .signIn(code: "authorization_pending", _): continue
                case .signIn(code: "slow_down", _): interval += DeviceCodeFlow.slowDown
                // A moment without an answer ends nothing: the code still waits.
                case .throttled(let seconds): interval = max(interval, Double(seconds ?? 0))
                case .unavailable, .transport(.interrupted), .transport(.timedOut): continue
                default: throw error
                }
            }
        }
    }
}
