import Crypto
import Foundation
import X509
import _CryptoExtras

/// A certificate authority made for one run, and the server's certificate from it.
struct RehearsalAuthority {
    /// What clients must trust, PEM.
    let anchor: Data
    let serverCertificate: String
    let serverKey: String

    init(now: Date) throws {
        let authorityKey = Certificate.PrivateKey(P256.Signing.PrivateKey())
        let authorityName = try DistinguishedName { CommonName("Lockstep rehearsal authority") }
        let from = now.addingTimeInterval(-3_600)
        let until = now.addingTimeInterval(30 * 86_400)
        let authority = try Certificate(
            version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: authorityKey.publicKey,
            notValidBefore: from, notValidAfter: until, issuer: authorityName, subject: authorityName,
            extensions: Certificate.Extensions {
                Critical(BasicConstraints.isCertificateAuthority(maxPathLength: 0))
                Critical(KeyUsage(keyCertSign: true))
            }, issuerPrivateKey: authorityKey)
        let key = P256.Signing.PrivateKey()
        let name = try DistinguishedName { CommonName("localhost") }
        let server = try Certificate(
            version: .v3, serialNumber: Certificate.SerialNumber(),
            publicKey: Certificate.PrivateKey(key).publicKey, notValidBefore: from, notValidAfter: until,
            issuer: authorityName, subject: name,
            extensions: Certificate.Extensions {
                Critical(BasicConstraints.notCertificateAuthority)
                Critical(KeyUsage(digitalSignature: true))
                try ExtendedKeyUsage([.serverAuth])
                SubjectAlternativeNames([
                    .dnsName("localhost"), .ipAddress(.init(contentBytes: [127, 0, 0, 1])),
                ])
            }, issuerPrivateKey: authorityKey)
        anchor = Data(try authority.serializeAsPEM().pemString.utf8)
        serverCertificate = try server.serializeAsPEM().pemString
        serverKey = key.pemRepresentation
    }

    /// Making an RSA key takes a tenth of a second: one for all tenants of a process; nobody is to trust any of them.
    private static let providerKey = Result { try _RSA.Signing.PrivateKey(keySize: .bits2048) }

    /// A self-signed certificate such as an identity provider signs its answers with: Base64 of its DER. RSA, as Microsoft
    /// asks for.
    /// - Parameter isNext: whether the provider rolls over, to a key of its own.
    static func signingCertificate(
        for server: String, now: Date, lasting seconds: TimeInterval = 1_000 * 86_400, isNext: Bool = false
    ) throws -> String {
        let key = Certificate.PrivateKey(
            isNext ? try _RSA.Signing.PrivateKey(keySize: .bits2048) : try providerKey.get())
        let name = try DistinguishedName { CommonName(server) }
        let certificate = try Certificate(
            version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: key.publicKey,
            notValidBefore: now.addingTimeInterval(-86_400), notValidAfter: now.addingTimeInterval(seconds),
            issuer: name, subject: name, extensions: Certificate.Extensions {}, issuerPrivateKey: key)
        return Data(try certificate.serializeAsPEM().derBytes).base64EncodedString()
    }
}
