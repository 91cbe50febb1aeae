import Crypto
import Escaping
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
    var x5t: String { Base64URL.encoded(Data(Insecure.SHA1.hash(data: der)).base64EncodedString()) }
    var x5tS256: String { Base64URL.encoded(Data(SHA256.hash(data: der)).base64EncodedString()) }
}
