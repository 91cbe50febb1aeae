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
    /// Least time between two switches, in seconds; never less than `leastCooldown`.
    public let cooldown: Int
    /// When it may be made; nil for any time.
    public let window: SwitchWindow?
    /// How old a verdict may be at the moment of the switch, in seconds; never more than `longestFresh`.
    public let freshFor: Int

    /// Seconds that lie between two switches whatever a runbook says: what was sent may still be on its way.
    public static let leastCooldown = 600
    /// Seconds after which a verdict is too old for a switch, whatever a runbook says.
    public static let longestFresh = 300

    init(
        step: String, domain: Template, displayName: Template, issuerUri: Template, passiveSignInUri: Template,
        signOutUri: Template, signingCertificate: Template, preferredAuthenticationProtocol: String,
        federatedIdpMfaBehavior: String, approvals: Int, cooldown: Int, window: SwitchWindow?, freshFor: Int
    ) {
        self.step = step
        self.domain = domain
        self.displayName = displayName
        self.issuerUri = issuerUri
        self.passiveSignInUri = passiveSignInUri
        self.signOutUri = signOutUri
        self.signingCertificate = signingCertificate
        self.preferredAuthenticationProtocol = preferredAuthenticationProtocol
        self.federatedIdpMfaBehavior = federatedIdpMfaBehavior
        self.approvals = max(approvals, 1)
        self.cooldown = max(cooldown, CutoverPlan.leastCooldown)
        self.window = window
        self.freshFor = min(freshFor, CutoverPlan.longestFresh)
    }

    public var inputs: [String] {
        [domain, displayName, issuerUri, passiveSignInUri, signOutUri, signingCertificate].flatMap(\.inputs)
            + (window?.compulsory ?? [])
    }
}
