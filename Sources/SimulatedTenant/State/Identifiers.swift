import Crypto
import Foundation

/// Ids that are the same each time for the same name in the same tenant, so that a scenario always gives the same
/// tenant.
struct Identifiers: Sendable {
    let seed: Int

    /// A GUID for a name ("user:ida@contoso.com").
    func guid(_ name: String) -> String {
        var bytes = Array(SHA256.hash(data: Data("\(seed):\(name)".utf8)).prefix(16))
        bytes[6] = bytes[6] & 0x0F | 0x40
        bytes[8] = bytes[8] & 0x3F | 0x80
        return bytes.withUnsafeBytes { UUID(uuid: $0.loadUnaligned(as: uuid_t.self)).uuidString.lowercased() }
    }

    /// A GUID for something that is made while the tenant runs.
    static func new() -> String { UUID().uuidString.lowercased() }
}
