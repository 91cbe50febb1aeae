import Crypto
import Foundation
import Journal
import Tenant

/// Whether two federation configurations mean the same: each value by its kind, never text against text.
enum FederationComparison {
    /// What of a configuration isn't as it was meant; empty when nothing is.
    /// - Parameter meant: nil where nothing is known of what was meant: then all of it is another.
    static func differences(_ seen: InternalDomainFederation, from meant: InternalDomainFederation?) -> [String] {
        guard let meant else { return ["nothing is known of what was meant"] }
        var differences: [String] = []
        func add(_ name: String, _ seen: String?, _ isSame: Bool) {
            if !isSame { differences.append("the \(name) is \(seen.flatMap { $0.isEmpty ? nil : $0 } ?? "empty")") }
        }
        // An identifier, letter by letter: Entra compares it so when somebody signs in.
        add("issuer", seen.issuerUri, seen.issuerUri == meant.issuerUri)
        add(
            "sign-in URL", seen.passiveSignInUri, isSameAddress(seen.passiveSignInUri, meant.passiveSignInUri))
        add("sign-out URL", seen.signOutUri, isSameAddress(seen.signOutUri, meant.signOutUri))
        add(
            "protocol", seen.preferredAuthenticationProtocol,
            isSameWord(seen.preferredAuthenticationProtocol, meant.preferredAuthenticationProtocol))
        // Where Graph doesn't tell it, it isn't known to be another.
        add(
            "MFA behaviour", seen.federatedIdpMfaBehavior,
            seen.federatedIdpMfaBehavior == nil
                || isSameWord(seen.federatedIdpMfaBehavior, meant.federatedIdpMfaBehavior))
        let (one, other) = (der(seen.signingCertificate), der(meant.signingCertificate))
        if one == nil || one != other {
            differences.append("the certificate is \(one == nil ? "not readable" : "another one")")
        }
        return differences
    }

    private static func isSameAddress(_ one: String?, _ other: String?) -> Bool {
        PlanSeal.address(one ?? "") == PlanSeal.address(other ?? "")
    }

    private static func isSameWord(_ one: String?, _ other: String?) -> Bool {
        one?.lowercased() == other?.lowercased()
    }

    /// A certificate's bytes, however its Base64 is broken into lines or framed.
    static func der(_ text: String?) -> Data? {
        guard let text else { return nil }
        let bare = text.replacing(/-----(BEGIN|END) CERTIFICATE-----/, with: "").filter { !$0.isWhitespace }
        return bare.isEmpty ? nil : Data(base64Encoded: bare)
    }

    /// SHA-256 of a certificate's bytes, 64 hexadecimal digits; nil where it can't be read.
    static func fingerprint(_ text: String?) -> String? {
        der(text).map { der in
            SHA256.hash(data: der).map { byte in
                let digits = String(byte, radix: 16)
                return digits.count == 1 ? "0" + digits : digits
            }.joined()
        }
    }
}
