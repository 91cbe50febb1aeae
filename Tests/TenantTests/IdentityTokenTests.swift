import Crypto
import Foundation
import TestSupport
import Testing
import _CryptoExtras

@testable import Tenant

/// Whose sign-in an ID token is: the one that Microsoft's service would make, signed with RSA as it does, beside every way in
/// which one may be another's, another thing's, over, or made by somebody else.
@Suite struct IdentityTokenTests {
    private static let tenant = "7b1c1f63-0d2e-4a55-9a2e-0f1f6f3a9c11"
    private static let client = "14d82eec-204b-4c2f-b7e8-296a70dab67e"
    private static let stand = "https://localhost:00000"
    private static let document = "/\(tenant)/v2.0/.well-known/openid-configuration"
    private static let keys = "/\(tenant)/discovery/v2.0/keys"
    private static let key = Result { try _RSA.Signing.PrivateKey(keySize: .bits2048) }
    private static let other = Result { try _RSA.Signing.PrivateKey(keySize: .bits2048) }

    private static func answer(_ body: String, _ status: String = "200 OK") -> Data {
        Data(
            "HTTP/1.1 \(status)\r\nContent-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\nConnection: close\r\n\r\n\(body)"
                .utf8)
    }

    private static func base64URL(_ data: some Sequence<UInt8>) -> String {
        Data(data).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    /// As Microsoft serves it: without an algorithm.
    private static func keySet(use: String = "sig") throws -> String {
        let parts = try key.get().publicKey.getKeyPrimitives()
        return """
            {"keys": [{"kty": "RSA", "use": "sig", "kid": "elder", "n": "AQAB", "e": "AQAB"},
                {"kty": "RSA", "use": "\(use)", "kid": "k1", "x5t": "k1", "n": "\(base64URL(parts.modulus))",
                "e": "\(base64URL(parts.publicExponent))", "x5c": ["MII"], "issuer": "i"}]}
            """
    }

    private static func discovery(_ keysAt: String = stand) -> String {
        #"{"issuer": "\#(stand)/\#(tenant)/v2.0", "jwks_uri": "\#(keysAt)\#(keys)", "more": [1]}"#
    }

    private struct Claims {
        var values: [String: Any]

        init(_ address: String) {
            values = [
                "aud": client, "iss": "\(address)/\(tenant)/v2.0", "exp": Date().timeIntervalSince1970 + 600,
                "tid": tenant, "oid": "Ab", "nonce": "n1", "preferred_username": "kai@contoso.com", "ver": "2.0",
            ]
        }
    }

    private static func token(
        _ claims: [String: Any], header: [String: Any] = ["alg": "RS256", "typ": "JWT", "kid": "k1"],
        by key: _RSA.Signing.PrivateKey? = nil
    ) throws -> String {
        let parts = try [header, claims].map { base64URL(try JSONSerialization.data(withJSONObject: $0)) }
        let text = parts.joined(separator: ".")
        let signature = try (key ?? Self.key.get()).signature(
            for: SHA256.hash(data: Data(text.utf8)), padding: .insecurePKCS1v1_5)
        return text + "." + base64URL(signature.rawRepresentation)
    }

    private static func said(_ token: String, _ server: HandMadeServer, tenant: String = tenant) async -> String {
        let proof = IdentityToken(
            TenantEndpoints(authority: server.address, graph: server.address, scope: "s", anchor: server.anchor),
            tenantID: tenant)
        do throws(TenantFault) {
            let claims = try await proof.claims(of: token, for: "n1", clients: [client])
            return "\(claims.objectID) \(claims.userName ?? "-")"
        } catch {
            return error.reason
        }
    }

    @Test func whoseItIs() async throws {
        let server = try HandMadeServer(
            [Self.document: Self.answer(Self.discovery()), Self.keys: Self.answer(try Self.keySet())].mapValues {
                [$0]
            },
            replacing: Self.stand)
        let good = Claims(server.address)
        #expect(await Self.said(try Self.token(good.values), server) == "Ab kai@contoso.com")
        // In other letters it is the same tenant and the same app.
        var letters = good
        letters.values["tid"] = Self.tenant.uppercased()
        letters.values["aud"] = Self.client.uppercased()
        #expect(await Self.said(try Self.token(letters.values), server) == "Ab kai@contoso.com")

        let changes: [(String, Any?, String)] = [
            ("nonce", "n2", "something else"), ("nonce", nil, "something else"), ("nonce", 1, "can't be read"),
            ("tid", "7b1c1f63-0d2e-4a55-9a2e-0f1f6f3a9c12", "of the tenant"), ("tid", nil, "can't be read"),
            ("aud", "00000003-0000-0000-c000-000000000000", "another app"), ("aud", ["x"], "can't be read"),
            ("oid", nil, "can't be read"), ("exp", 1_700_000_000, "expired"), ("exp", nil, "expired"),
            ("exp", "2099", "can't be read"), ("iss", "https://evil.example/\(Self.tenant)/v2.0", "issued by"),
            ("iss", nil, "issued by"), ("iss", "\(server.address)/\(Self.tenant)/v2.0/", "issued by"),
        ]
        for (name, value, words) in changes {
            var claims = good
            claims.values[name] = value
            let answer = await Self.said(try Self.token(claims.values), server)
            #expect(answer.contains(words), "\(name): \(answer)")
        }

        let right = try Self.token(good.values)
        let parts = right.split(separator: ".").map(String.init)
        var moved = good
        moved.values["oid"] = "somebody"
        let payload = Self.base64URL(try JSONSerialization.data(withJSONObject: moved.values))
        // The public key as a secret: what was a hole in many libraries.
        let secret = SymmetricKey(data: Data(try Self.key.get().publicKey.pemRepresentation.utf8))
        let text = Self.base64URL(Data(#"{"alg":"HS256","kid":"k1"}"#.utf8)) + "." + parts[1]
        let keyed =
            text + "." + Self.base64URL(HMAC<SHA256>.authenticationCode(for: Data(text.utf8), using: secret))
        let forged: [String] = [
            try Self.token(good.values, by: try Self.other.get()),
            try Self.token(good.values, header: ["alg": "RS256", "kid": "k2"]),
            try Self.token(good.values, header: ["alg": "RS256"]),
            try Self.token(good.values, header: ["alg": "RS256", "kid": "elder"]),
            try Self.token(good.values, header: ["alg": "none", "kid": "k1"]),
            try Self.token(good.values, header: ["alg": "PS256", "kid": "k1"]),
            try Self.token(good.values, header: ["alg": "ES256", "kid": "k1"]),
            Self.base64URL(Data(#"{"alg":"none","kid":"k1"}"#.utf8)) + "." + parts[1] + ".", keyed,
            parts[0] + "." + payload + "." + parts[2], parts[0] + "." + parts[1] + ".AAAA",
        ]
        for (index, token) in forged.enumerated() {
            let answer = await Self.said(token, server)
            #expect(answer.contains("none of the service's keys signed it"), "\(index): \(answer)")
        }
        for odd in [
            "", "a.b.c", parts[0], parts.dropLast().joined(separator: "."), String(repeating: "a", count: 70_000),
        ] {
            let answer = await Self.said(odd, server)
            #expect(answer.contains("can't be read"), "\(answer)")
        }
        // Of another tenant it is nobody's here, whoever asks for it.
        #expect(
            await Self.said(right, server, tenant: "7b1c1f63-0d2e-4a55-9a2e-0f1f6f3a9c13").contains("of the tenant"))
    }

    /// Keys that can't be read prove nothing, and none are taken from another host.
    @Test func whatTheServiceDoesNotSayProvesNothing() async throws {
        let good = Self.answer(Self.discovery())
        let table: [(discovery: Data, keys: Data, words: String)] = [
            (Self.answer("no", "500 No"), Self.answer(try Self.keySet()), "answered 500"),
            (Self.answer("{}"), good, "can't be read"),
            (Self.answer(Self.discovery("https://evil.example")), Self.answer(try Self.keySet()), "another host"),
            (Self.answer(Self.discovery(Self.stand + ".evil.example")), Self.answer(try Self.keySet()), "another host"),
            (good, Self.answer("[]"), "can't be read"), (good, Self.answer(#"{"keys": []}"#), "none of"),
            (good, Self.answer(try Self.keySet(use: "enc")), "none of"),
            (good, Self.answer("x", "404 No"), "answered 404"),
        ]
        for (index, row) in table.enumerated() {
            let server = try HandMadeServer(
                [Self.document: [row.discovery], Self.keys: [row.keys]], replacing: Self.stand)
            let answer = await Self.said(try Self.token(Claims(server.address).values), server)
            #expect(answer.contains(row.words) && !answer.contains("kai@contoso.com"), "\(index): \(answer)")
        }
    }
}
