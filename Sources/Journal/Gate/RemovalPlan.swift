import Sameness

/// The federation that a removal removes, as it is shown to whoever agrees to it.
public struct RemovalPlan: Hashable, Sendable {
    public let tenantID: String
    public let domain: String
    /// nil where the domain is federated without a configuration that could be read.
    public let configurationID: String?
    public let issuer: String?
    /// SHA-256 of the signing certificate's DER, in hexadecimal; nil where it can't be read.
    public let certificate: String?
    /// Whether the session set it.
    public let isOurs: Bool

    public init(
        tenantID: String, domain: String, configurationID: String?, issuer: String?, certificate: String?,
        isOurs: Bool
    ) {
        self.tenantID = tenantID.lowercased()
        self.domain = DomainName.folded(domain)
        self.configurationID = configurationID
        self.issuer = issuer
        self.certificate = certificate?.lowercased()
        self.isOurs = isOurs
    }

    /// What people approve.
    public var hash: String {
        var digest = Digest("lockstep.removal/1")
        for field in [tenantID, domain, configurationID ?? "", issuer ?? "", certificate ?? ""] { digest.add(field) }
        return digest.hexadecimal
    }
}
