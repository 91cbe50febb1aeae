/// What the runbook's switch does: which domain, with which federation settings, under which conditions.
///
/// The federation settings are Graph's `internalDomainFederation`
/// (`POST /domains/{id}/federationConfiguration`).
public struct CutoverPlan: Hashable, Sendable {
    /// The step whose checklist is the last one before the switch.
    public let step: String
    public let domain: Template
    public let displayName: Template
    public let issuerUri: Template
    public let passiveSignInUri: Template
    public let signOutUri: Template
    /// Base64 of the DER certificate, one line.
    public let signingCertificate: Template
    /// `saml` or `wsFed`.
    public let preferredAuthenticationProtocol: String
    public let federatedIdpMfaBehavior: String
    /// How many people must approve the switch, each on a terminal of their own but the first.
    public let approvals: Int
    /// Least time between two switches, in seconds.
    public let cooldown: Int
    /// When it may be made; nil for any time.
    public let window: SwitchWindow?
    /// How old a verdict may be at the moment of the switch, in seconds.
    public let freshFor: Int

    public var inputs: [String] {
        [domain, displayName, issuerUri, passiveSignInUri, signOutUri, signingCertificate].flatMap(\.inputs)
            + (window?.compulsory ?? [])
    }
}
