import Foundation
import Synchronization

/// Devices that wait for a person to approve them elsewhere.
///
/// Entra: "OAuth 2.0 device authorization grant".
final class DeviceCodes: Sendable {
    enum CodeState: Sendable, Equatable {
        case pending
        case approved(upn: String)
        case declined
        case used
    }

    struct IssuedCode: Sendable {
        let deviceCode: String
        let userCode: String
        let clientID: String
        let scopes: [String]
        let expires: Date
        var standing = CodeState.pending
    }

    /// Seconds that a code lives, and between two questions of a device.
    static let lifetime = 900
    static let interval = 5

    private let entries = Mutex<[String: IssuedCode]>([:])

    func issue(clientID: String, scopes: [String], now: Date) -> IssuedCode {
        // Letters and digits that can't be taken for one another.
        let alphabet = Array("BCDFGHJKLMNPQRSTVWXZ23456789")
        let userCode = String((0..<9).map { _ in alphabet[Int.random(in: 0..<alphabet.count)] })
        let entry = IssuedCode(
            deviceCode: Secrets.new() + Secrets.new(), userCode: userCode, clientID: clientID, scopes: scopes,
            expires: now.addingTimeInterval(Double(DeviceCodes.lifetime)))
        entries.withLock { $0[entry.deviceCode] = entry }
        return entry
    }

    func entry(_ deviceCode: String) -> IssuedCode? { entries.withLock { $0[deviceCode] } }

    /// The one that a person's code stands for, while it waits.
    func waiting(_ userCode: String, now: Date) -> IssuedCode? {
        let wanted = userCode.uppercased().filter { $0.isLetter || $0.isNumber }
        return entries.withLock { entries in
            entries.values.first { $0.userCode == wanted && $0.standing == .pending && $0.expires > now }
        }
    }

    func settle(_ deviceCode: String, as standing: CodeState) {
        entries.withLock { $0[deviceCode]?.standing = standing }
    }

    /// Takes an approved code, once.
    func redeem(_ deviceCode: String) -> String? {
        entries.withLock { entries in
            guard case .approved(let upn) = entries[deviceCode]?.standing else { return nil }
            entries[deviceCode]?.standing = .used
            return upn
        }
    }
}
