import Sameness
import Tenant

/// A value of a federation configuration that a switch sets: how it is compared, and what its absence means.
enum FederationPart: CaseIterable {
    case issuer, signIn, signOut, protocolName, mfaBehaviour, certificate

    enum Reading {
        case told(String)
        /// Microsoft says that there is none.
        case nothing
        case unknown(TenantFault)
    }

    /// For sentences.
    var words: String {
        switch self {
        case .issuer: "issuer"
        case .signIn: "sign-in URL"
        case .signOut: "sign-out URL"
        case .protocolName: "protocol"
        case .mfaBehaviour: "MFA behaviour"
        case .certificate: "certificate"
        }
    }

    var same: Sameness {
        switch self {
        // An identifier, letter by letter: Entra compares it so when somebody signs in.
        case .issuer: .text
        case .signIn, .signOut: .address
        case .protocolName: .signInProtocol
        case .mfaBehaviour: .caseless
        case .certificate: .certificate
        }
    }

    /// The only words that Graph documents beside `unknownFutureValue`, which stands for one that it doesn't tell.
    var choices: [String] {
        switch self {
        case .protocolName: ["saml", "wsFed", "none"]
        case .mfaBehaviour:
            ["acceptIfMfaDoneByFederatedIdp", "enforceMfaByFederatedIdp", "rejectMfaByFederatedIdp", "none"]
        case .issuer, .signIn, .signOut, .certificate: []
        }
    }

    /// Whether people can't sign in, or not so, without it. All six may be null by Microsoft's metadata. Of no MFA behaviour
    /// the page on internalDomainFederation says that SupportsMfa counts, which Graph doesn't show, and without that
    /// `acceptIfMfaDoneByFederatedIdp`: it isn't known to be another. By the sign-out address nobody signs in.
    var isVital: Bool {
        switch self {
        case .issuer, .signIn, .protocolName, .certificate: true
        case .signOut, .mfaBehaviour: false
        }
    }

    /// Where it stands in what is meant, and in what is read.
    private typealias Paths = (
        meant: KeyPath<InternalDomainFederation, String?>, seen: KeyPath<DomainFederation, Field<String>>
    )
    private var paths: Paths {
        switch self {
        case .issuer: (\.issuerUri, \.issuerUri)
        case .signIn: (\.passiveSignInUri, \.passiveSignInUri)
        case .signOut: (\.signOutUri, \.signOutUri)
        case .protocolName: (\.preferredAuthenticationProtocol, \.preferredAuthenticationProtocol)
        case .mfaBehaviour: (\.federatedIdpMfaBehavior, \.federatedIdpMfaBehavior)
        case .certificate: (\.signingCertificate, \.signingCertificate)
        }
    }

    /// What is meant; empty for nothing.
    func wanted(_ meant: InternalDomainFederation) -> String { meant[keyPath: paths.meant] ?? "" }

    func read(_ seen: DomainFederation, of domain: String) -> Reading {
        do throws(TenantFault) {
            return try seen[keyPath: paths.seen].nullable(of: "\(domain)'s federation").map { .told($0) } ?? .nothing
        } catch {
            return .unknown(error)
        }
    }

    /// The documented word that a word is another writing of; the word itself where it is of none.
    func word(_ text: String) -> String { choices.first { same.isSame($0, text) } ?? text }

    /// What is said of a value that is another.
    func difference(_ value: String) -> String {
        guard self == .certificate else { return "the \(words) is \(value.isEmpty ? "empty" : value)" }
        if value.isEmpty { return "it has no signing certificate" }
        return "the certificate is \(CertificateText.digest(value) == nil ? "not readable" : "another one")"
    }
}
