import Crypto
import Foundation
import X509

/// A certificate that a registration knows an app by.
struct ClientCertificate: Sendable {
    let der: Data
    let notBefore: Date
    let notAfter: Date
    let pem: String

    /// - Parameter base64: of the DER, or of the PEM, as portals and tools send it.
    init?(base64: String) {
        guard let data = Data(base64Encoded: base64) else { return nil }
        let text = String(decoding: data, as: UTF8.self)
        let parsed =
            text.hasPrefix("-----BEGIN")
            ? try? Certificate(pemEncoded: text) : try? Certificate(derEncoded: Array(data))
        guard let parsed, let document = try? parsed.serializeAsPEM() else { return nil }
        der = Data(document.derBytes)
        pem = document.pemString
        notBefore = parsed.notValidBefore
        notAfter = parsed.notValidAfter
    }

    /// SHA-1 in hexadecimal, as Graph shows it.
    var thumbprint: String { Insecure.SHA1.hash(data: der).map { String(format: "%02X", $0) }.joined() }

    /// `x5t` and `x5t#S256`: of the raw bytes, in the URL's Base64.
    var x5t: String { Data(Insecure.SHA1.hash(data: der)).base64URL }
    var x5tS256: String { Data(SHA256.hash(data: der)).base64URL }
}

extension Data {
    /// The URL's Base64, without padding.
    var base64URL: String {
        base64EncodedString().urlSafe
    }

    init?(base64URL text: some StringProtocol) {
        let plain = String(text).replacing("-", with: "+").replacing("_", with: "/")
        self.init(base64Encoded: plain + String(repeating: "=", count: (4 - plain.count % 4) % 4))
    }
}

extension String {
    /// Standard Base64 as the URL's, without padding.
    var urlSafe: String { replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "") }
}
