import Sameness
import Tenant

/// Whether two federation configurations mean the same: each value by its kind, never text against text.
enum FederationComparison {
    /// What of a configuration isn't as it was meant; empty when nothing is.
    /// - Parameter meant: nil where nothing is known of what was meant: then all of it is another.
    static func differences(_ seen: InternalDomainFederation, from meant: InternalDomainFederation?) -> [String] {
        guard let meant else { return ["nothing is known of what was meant"] }
        var differences: [String] = []
        func add(_ name: String, _ seen: String?, _ meant: String?, by kind: Sameness) {
            if !kind.isSame(seen ?? "", meant ?? "") {
                differences.append("the \(name) is \(seen.flatMap { $0.isEmpty ? nil : $0 } ?? "empty")")
            }
        }
        // An identifier, letter by letter: Entra compares it so when somebody signs in.
        add("issuer", seen.issuerUri, meant.issuerUri, by: .text)
        add("sign-in URL", seen.passiveSignInUri, meant.passiveSignInUri, by: .address)
        if seen.signOutUri != nil { add("sign-out URL", seen.signOutUri, meant.signOutUri, by: .address) }
        add("protocol", seen.preferredAuthenticationProtocol, meant.preferredAuthenticationProtocol, by: .caseless)
        if seen.federatedIdpMfaBehavior != nil {
            add("MFA behaviour", seen.federatedIdpMfaBehavior, meant.federatedIdpMfaBehavior, by: .caseless)
        }
        let (one, other) = (
            CertificateText.digest(seen.signingCertificate), CertificateText.digest(meant.signingCertificate)
        )
        if one == nil || one != other {
            differences.append("the certificate is \(one == nil ? "not readable" : "another one")")
        }
        return differences
    }

    /// What was meant and isn't told: null, or left out, as Microsoft's metadata of internalDomainFederation allows. It
    /// isn't known to be another, and nobody signs in otherwise because of it.
    static func untold(_ seen: InternalDomainFederation, of meant: InternalDomainFederation?) -> [String] {
        guard let meant else { return [] }
        var names: [String] = []
        if seen.signOutUri == nil, meant.signOutUri?.isEmpty == false { names.append("the sign-out URL") }
        if seen.federatedIdpMfaBehavior == nil, meant.federatedIdpMfaBehavior?.isEmpty == false {
            names.append("the MFA behaviour")
        }
        return names
    }
}
