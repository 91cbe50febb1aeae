import Crypto
import Foundation
import Sameness
import TestSupport
import Testing

private typealias Samples = CertificateSamples

/// The same thing in another form is the same; what only looks alike isn't.
@Suite(.computing) struct SamenessTests {
    struct Pair: Sendable, CustomTestStringConvertible {
        let kind: Sameness
        let one: String
        let other: String
        let isSame: Bool

        init(_ kind: Sameness, _ one: String, _ other: String, _ isSame: Bool) {
            (self.kind, self.one, self.other, self.isSame) = (kind, one, other, isSame)
        }

        var testDescription: String { "\(kind): \(one.prefix(40)) \(isSame ? "=" : "≠") \(other.prefix(40))" }
    }

    static let pairs: [Pair] = [
        Pair(.address, "https://Login.Acme.example/idp", "https://login.acme.example:443/idp", true),
        Pair(.address, "HTTPS://login.acme.example", "https://login.acme.example/", true),
        Pair(.address, "http://localhost:80", "http://LOCALHOST/", true),
        Pair(.address, "https://a.example/x%c3%a9?q=%2f", "https://a.example/x%C3%A9?q=%2F", true),
        Pair(.address, "https://a.example/%7Eida", "https://a.example/~ida", true),
        Pair(.address, " https://a.example/ ", "https://a.example/", true),
        Pair(.address, "https://a.example/SSO", "https://a.example/sso", false),
        Pair(.address, "https://a.example:8443/", "https://a.example/", false),
        Pair(.address, "http://a.example/", "https://a.example/", false),
        Pair(.address, "https://a.example/a%2Fb", "https://a.example/a/b", false),
        Pair(.address, "https://a.example/?a=1", "https://a.example/", false),
        Pair(.address, "https://a.example:80/", "https://a.example/", false),
        Pair(.address, "urn:acme:idp", "urn:ACME:idp", false),
        Pair(.guid, "{8ADF8E6E-67B2-4CF2-A259-E3DC5476C621}", "8adf8e6e-67b2-4cf2-a259-e3dc5476c621", true),
        Pair(.guid, "8ADF8E6E-67B2-4CF2-A259-E3DC5476C621 ", "8adf8e6e-67b2-4cf2-a259-e3dc5476c621", true),
        Pair(.guid, "8adf8e6e-67b2-4cf2-a259-e3dc5476c621", "8adf8e6e-67b2-4cf2-a259-e3dc5476c622", false),
        Pair(.caseless, "Ida.Holm@Nordwind.example", "ida.holm@nordwind.example", true),
        Pair(.caseless, "mailNickName", "mailNickname", true),
        Pair(.caseless, "ida@nordwind.example", "ida@nordwind.exampel", false),
        Pair(.domain, "münchen.example", "xn--mnchen-3ya.example", true),
        Pair(.domain, "MÜNCHEN.Example", "XN--MNCHEN-3YA.example", true),
        Pair(.domain, "mu\u{308}nchen.example", "münchen.example", true),
        Pair(.domain, "post.日本語.example", "post.xn--wgv71a119e.example", true),
        Pair(.domain, "faß.example", "xn--fa-hia.example", true), Pair(.domain, "faß.example", "fass.example", false),
        Pair(.domain, "Acme-Test.example ", "acme-test.example", true),
        // Cyrillic letters that look the same; a name without its marks.
        Pair(.domain, "аcme.example", "acme.example", false),
        Pair(.domain, "munchen.example", "münchen.example", false),
        Pair(.domain, "münchen.example/x", "münchen.example", false), Pair(.domain, "ü..example", "ü.example", false),
        Pair(.address, "https://münchen.example/idp", "https://xn--mnchen-3ya.example:443/idp", true),
        Pair(.address, "https://аcme.example/", "https://acme.example/", false),
        Pair(.digits, "AB:12:00", "ab1200", true), Pair(.digits, "ab 12", "ab12", true),
        Pair(.digits, "ab12", "ab13", false),
        Pair(.certificate, Samples.rsa, Samples.lines(Samples.rsa), true),
        Pair(.certificate, Samples.rsa, Samples.pem(Samples.rsa), true),
        Pair(
            .certificate, Samples.rsa,
            Samples.pem(Samples.rsa).replacing("\n", with: "\r\n"), true),
        Pair(.certificate, Samples.rsa, " \(Samples.rsa.prefix(9)) \(Samples.rsa.dropFirst(9))", true),
        Pair(.certificate, Samples.curve, Sameness.certificate.readable(Samples.curve).uppercased(), true),
        Pair(.certificate, Samples.rsa, Samples.next, false),
        Pair(.certificate, Samples.rsa, "", false), Pair(.certificate, "not Base64!", "other", false),
        Pair(.text, "https://a.example/idp", "https://A.example/idp", false),
    ]

    @Test(arguments: pairs) func formsMeanNothing(pair: Pair) {
        #expect(pair.kind.isSame(pair.one, pair.other) == pair.isSame)
        #expect(pair.kind.isSame(pair.other, pair.one) == pair.isSame)
        // One form for all: folding once more changes nothing.
        let folded = pair.kind.folded(pair.one)
        #expect(pair.kind.folded(folded) == folded)
    }

    // MARK: - What was pasted

    @Test(arguments: [
        Samples.rsa, Samples.lines(Samples.rsa), Samples.pem(Samples.rsa),
        Samples.pem(Samples.rsa, "X509 CERTIFICATE"),
        Samples.pem(Samples.rsa).replacing("\n", with: " "),
        "Bag Attributes\n  friendlyName: idp\nsubject=CN = idp.example\n" + Samples.pem(Samples.rsa),
    ])
    func aCertificateIsTakenAsItIsWritten(text: String) throws {
        let facts = try PastedCertificate.read(text)
        #expect(facts.base64 == Samples.rsa)
        #expect(facts.subject == "CN=idp.example" && facts.key == .rsa(2_048))
        #expect(facts.notBefore < Date() && facts.notAfter > Date(timeIntervalSinceNow: 90 * 365 * 86_400))
    }

    struct Paste: Sendable, CustomTestStringConvertible {
        let name: String
        let text: String
        let refusal: PastedCertificate.Refusal

        init(_ name: String, _ text: String, _ refusal: PastedCertificate.Refusal) {
            (self.name, self.text, self.refusal) = (name, text, refusal)
        }

        var testDescription: String { name }
    }

    /// A DER object: its tag, its length, and what is in it.
    private static func object(_ tag: UInt8, _ parts: [UInt8]...) -> [UInt8] {
        let content = parts.flatMap(\.self)
        let length = content.count < 128 ? [UInt8(content.count)] : [0x81, UInt8(content.count)]
        return [tag] + length + content
    }

    private static func base64(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }

    private static let key = P256.Signing.PrivateKey().derRepresentation.base64EncodedString()
    private static let number: [UInt8] = [0x02, 0x01, 0x00]
    private static let algorithm: [UInt8] = [0x30, 0x06, 0x06, 0x04, 0x2A, 0x03, 0x04, 0x05]
    private static let octets: [UInt8] = [0x04, 0x20] + [UInt8](repeating: 7, count: 32)
    private static let large: [UInt8] = [0x02, 0x20] + [UInt8](repeating: 7, count: 32)

    static let pastes: [Paste] = [
        Paste("a key, PKCS#8", Samples.pem(key, "PRIVATE KEY"), .privateKey),
        Paste("a key without lines", key, .privateKey),
        Paste("a key between CERTIFICATE lines", Samples.pem(key), .privateKey),
        Paste("a key, PKCS#1", base64(object(0x30, number, large, large, large, large)), .privateKey),
        Paste("a key, SEC 1", base64(object(0x30, [0x02, 0x01, 0x01], octets)), .privateKey),
        Paste("a key, encrypted", base64(object(0x30, algorithm, octets)), .privateKey),
        Paste("a key with headers", Samples.pem("Proc-Type: 4,ENCRYPTED\n\n\(key)", "RSA PRIVATE KEY"), .privateKey),
        Paste("a key behind a certificate", Samples.pem(Samples.rsa) + Samples.pem(key, "EC PRIVATE KEY"), .privateKey),
        Paste("the beginning of a key", "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMIIC", .privateKey),
        Paste("PKCS#12", base64(object(0x30, [0x02, 0x01, 0x03], algorithm)), .pkcs12),
        Paste("PKCS#7", Samples.pem(Samples.container, "PKCS7"), .container),
        Paste("PKCS#7 without lines", Samples.container, .container),
        Paste("a request", Samples.pem(Samples.request, "CERTIFICATE REQUEST"), .request),
        Paste("a request without lines", Samples.request, .request),
        Paste("a revocation list", Samples.revocations, .revocationList),
        Paste("a public key", Samples.pem(Samples.publicKey, "PUBLIC KEY"), .publicKey),
        Paste("a public key without lines", Samples.publicKey, .publicKey),
        Paste("a public key, PKCS#1", Samples.rsaPublicKey, .publicKey),
        Paste("a chain", Samples.pem(Samples.rsa) + Samples.pem(Samples.next), .chain(2)),
        Paste("a chain in Base64", Samples.rsa + Samples.next, .chain(2)),
        Paste(
            "a chain in one Base64",
            ((Data(base64Encoded: Samples.rsa) ?? Data()) + (Data(base64Encoded: Samples.next) ?? Data()))
                .base64EncodedString(), .chain(2)),
        Paste("headers inside", Samples.pem("Subject: idp\n\n\(Samples.rsa)"), .headers),
        Paste("half a block", "-----BEGIN CERTIFICATE-----\n\(Samples.rsa)", .cutOff),
        Paste("the other half", "\(Samples.rsa)\n-----END CERTIFICATE-----", .cutOff),
        Paste("a word", "hello, world", .notBase64),
        Paste("half of it", String(Samples.rsa.prefix(400)), .notACertificate),
        Paste("something else", Data("hello".utf8).base64EncodedString(), .notACertificate),
    ]

    @Test(arguments: pastes) func whatItIsInsteadIsSaid(paste: Paste) {
        #expect(throws: paste.refusal) { try PastedCertificate.read(paste.text) }
        // Nothing of it stands in the sentence.
        let letters = paste.text.filter { !$0.isWhitespace }
        for start in stride(from: 0, to: max(1, letters.count - 24), by: 12) where letters.count > 24 {
            let part = String(letters.dropFirst(start).prefix(24))
            #expect(!paste.refusal.words.contains(part))
        }
    }

    /// What can be read and isn't fit says which of the two it is.
    @Test(arguments: [
        (Samples.curve, "an elliptic curve"), (Samples.weak, "too weak: RSA with 1024 bits"),
        (Samples.edwards, "of another kind (1.3.101.112)"),
    ])
    func aKeyThatMicrosoftDoesntTakeIsNamed(certificate: String, says: String) throws {
        #expect(CertificateFacts(text: certificate) != nil)
        let refusal = #expect(throws: PastedCertificate.Refusal.self) { try PastedCertificate.read(certificate) }
        #expect(refusal?.words.contains(says) == true)
    }
}
