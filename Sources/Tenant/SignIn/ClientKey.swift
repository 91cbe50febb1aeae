import Crypto
import Escaping
import Foundation
import X509
import _CryptoExtras

/// A certificate with its private key, by which an app signs in.
///
/// Microsoft identity platform: "Application authentication certificate credentials".
public struct ClientKey: Sendable {
    /// Why a file holds no usable key: for the person who named it.
    public struct Problem: Error, CustomStringConvertible, Sendable {
        public let description: String
    }

    private let key: _RSA.Signing.PrivateKey
    private let der: Data
    public let notAfter: Date

    /// - Parameter pem: the certificate and its RSA private key, in any order.
    public init(pem: String) throws(Problem) {
        let blocks = pem.matches(of: /-----BEGIN ([A-Z ]+)-----[\s\S]*?-----END \1-----/)
        guard let certificateText = blocks.first(where: { $0.1 == "CERTIFICATE" })?.0 else {
            throw Problem(description: "it holds no certificate (-----BEGIN CERTIFICATE-----)")
        }
        guard let keyText = blocks.first(where: { $0.1.hasSuffix("PRIVATE KEY") }) else {
            throw Problem(description: "it holds no private key (-----BEGIN PRIVATE KEY-----)")
        }
        guard keyText.1 != "ENCRYPTED PRIVATE KEY" else {
            throw Problem(description: "its private key is encrypted; decrypt it first: openssl pkey -in FILE")
        }
        guard let key = try? _RSA.Signing.PrivateKey(pemRepresentation: String(keyText.0)) else {
            throw Problem(description: "its private key can't be read; Microsoft takes RSA keys")
        }
        guard let certificate = try? Certificate(pemEncoded: String(certificateText)),
            let document = try? certificate.serializeAsPEM()
        else { throw Problem(description: "its certificate can't be read") }
        guard Certificate.PublicKey(key.publicKey) == certificate.publicKey else {
            throw Problem(description: "its private key isn't the certificate's")
        }
        self.key = key
        der = Data(document.derBytes)
        notAfter = certificate.notValidAfter
    }

    /// SHA-1 in hexadecimal, as the portals show it.
    public var thumbprint: String {
        Insecure.SHA1.hash(data: der).map { String(format: "%02X", $0) }.joined()
    }

    /// A statement that it is the app, good for ten minutes, made for one request.
    /// - Parameter audience: the token endpoint.
    func assertion(clientID: String, audience: String, now: Date) throws -> String {
        // Both thumbprints: older configurations of the service know the first alone.
        let header = [
            "alg": "PS256", "typ": "JWT",
            "x5t": Base64URL.encoded(Data(Insecure.SHA1.hash(data: der)).base64EncodedString()),
            "x5t#S256": Base64URL.encoded(Data(SHA256.hash(data: der)).base64EncodedString()),
        ]
        let issued = Int(now.timeIntervalSince1970)
        let claims = Claims(
            aud: audience, iss: clientID, sub: clientID, jti: UUID().uuidString.lowercased(), nbf: issued, iat: issued,
            exp: issued + 600)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let text =
            try [encoder.encode(header), encoder.encode(claims)]
            .map { Base64URL.encoded($0.base64EncodedString()) }.joined(separator: ".")
        let signature = try key.signature(for: SHA256.hash(data: Data(text.utf8)), padding: .PSS)
        return "\(text).\(Base64URL.encoded(signature.rawRepresentation.base64EncodedString()))"
    }

    private struct Claims: Encodable {
        let aud: String
        let iss: String
        let sub: String
        let jti: String
        let nbf: Int
        let iat: Int
        let exp: Int
    }
}
