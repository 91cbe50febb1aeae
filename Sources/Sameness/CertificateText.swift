import Crypto
import Foundation

/// A certificate as services and people write it: Base64, perhaps in lines, perhaps between BEGIN and END.
public enum CertificateText {
    /// Its bytes; nil where it isn't Base64 of anything.
    public static func der(_ text: String) -> Data? {
        let bare = text.replacing(/-----(BEGIN|END) CERTIFICATE-----/, with: "").filter { !$0.isWhitespace }
        return bare.isEmpty ? nil : Data(base64Encoded: bare)
    }

    /// SHA-256 of its bytes, 64 hexadecimal digits; nil where they can't be read as a DER object.
    public static func digest(_ text: String?) -> String? {
        // DER of a certificate is a SEQUENCE: its first byte is 0x30. Nothing shorter is one.
        guard let der = text.flatMap(der), der.first == 0x30, der.count > 64 else { return nil }
        return digest(of: der)
    }

    /// Hexadecimal digits for reading: capitals, in groups of four.
    public static func grouped(_ digits: String) -> String {
        let digits = Array(digits.uppercased())
        return stride(from: 0, to: digits.count, by: 4).map { String(digits[$0..<min($0 + 4, digits.count)]) }
            .joined(separator: " ")
    }

    static func digest(of der: Data) -> String {
        SHA256.hash(data: der).map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }
}
