import Crypto
import Foundation

/// A SHA-256 over named fields, such that no two different sets of fields have the same bytes.
struct Digest {
    private var hasher = SHA256()

    /// - Parameter name: what is hashed, with the version of its form.
    init(_ name: String) { add(name) }

    mutating func add(_ field: String) {
        withUnsafeBytes(of: UInt64(field.utf8.count).bigEndian) { hasher.update(bufferPointer: $0) }
        hasher.update(data: Data(field.utf8))
    }

    mutating func add(_ fields: [String]) {
        add(String(fields.count))
        for field in fields { add(field) }
    }

    /// 64 hexadecimal digits.
    var hexadecimal: String {
        Digest.hexadecimal(hasher.finalize())
    }

    /// Two digits for each byte.
    static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
        bytes.map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }
}
