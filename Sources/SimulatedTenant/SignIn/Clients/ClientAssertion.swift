import Escaping
import Foundation
import JWTKit

/// The signed statement by which an app with a certificate signs in.
///
/// Entra: "Microsoft identity platform application authentication certificate credentials".
struct ClientAssertion: Sendable {
    struct Claims: JWTPayload {
        let aud: String
        let iss: String
        let sub: String
        let exp: Double
        let nbf: Double?

        /// Times are judged by the tenant's clock.
        func verify(using algorithm: some JWTAlgorithm) {}
    }

    private struct Header: Decodable {
        let alg: String
        let x5t: String?
        let x5tS256: String?

        enum CodingKeys: String, CodingKey {
            case alg, x5t
            case x5tS256 = "x5t#S256"
        }
    }

    private let text: String
    private let header: Header

    init?(_ text: String) {
        guard let part = text.split(separator: ".").first, let data = Data(base64Encoded: Base64URL.standard(part)),
            let header = try? JSONDecoder().decode(Header.self, from: data), ["RS256", "PS256"].contains(header.alg)
        else { return nil }
        self.text = text
        self.header = header
    }

    /// Whether the header points at that certificate, by either thumbprint.
    func names(_ certificate: ClientCertificate) -> Bool {
        ClientAssertion.plain(header.x5tS256) == certificate.x5tS256
            || ClientAssertion.plain(header.x5t) == certificate.x5t
    }

    /// msal leaves the padding on.
    private static func plain(_ thumbprint: String?) -> String? { thumbprint?.replacing("=", with: "") }

    func claims(signedBy certificate: ClientCertificate) async -> Claims? {
        guard let key = try? Insecure.RSA.PublicKey(certificatePEM: certificate.pem) else { return nil }
        let keys = JWTKeyCollection()
        if header.alg == "PS256" {
            await keys.add(pss: key, digestAlgorithm: .sha256)
        } else {
            await keys.add(rsa: key, digestAlgorithm: .sha256)
        }
        return try? await keys.verify(text, as: Claims.self)
    }
}
