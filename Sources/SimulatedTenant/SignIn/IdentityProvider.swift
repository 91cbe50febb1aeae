import Foundation

/// Who signs in the people of a federated domain, as it is now: what it really sends, whatever stands at Microsoft.
/// Peig, or the provider that a scenario tells of instead.
struct IdentityProvider: Sendable {
    /// What sentences call it; nil for Peig, which they call the identity provider.
    let name: String?
    let issuer: String
    let signInURL: String
    let signOutURL: String
    /// `saml` or `wsFed`, as Graph writes it; nil where both are understood.
    let protocolName: String?
    /// What it signs with, and what it will sign with next where that is published: Base64 of the DER.
    let certificate: String?
    let nextCertificate: String?

    /// The scenario's own, in the table of those who aren't Peig.
    static let own = "*"

    var words: String { name ?? "the identity provider" }
    var wordsAtStart: String { name ?? "The identity provider" }

    /// Peig, at a server.
    init(server: String, certificate: String?, next: String?) {
        let base = "https://\(server)/idp"
        (name, protocolName) = (nil, nil)
        issuer = "\(base)/shibboleth"
        signInURL = "\(base)/profile/SAML2/POST/SSO"
        signOutURL = "\(base)/profile/Logout"
        (self.certificate, nextCertificate) = (certificate, next)
    }

    init(_ provider: Scenario.Provider, certificate: String?, next: String?) {
        (name, protocolName) = (provider.name, provider.protocolName)
        (issuer, signInURL, signOutURL) = (provider.issuer, provider.signInURL, provider.signOutURL)
        (self.certificate, nextCertificate) = (certificate, next)
    }

    /// As it is kept.
    private init?(_ row: JSON?) {
        guard let row, let name = row["name"].string else { return nil }
        (self.name, protocolName) = (name, row["protocol"].string)
        issuer = row["issuer"].string ?? ""
        signInURL = row["signInUrl"].string ?? ""
        signOutURL = row["signOutUrl"].string ?? ""
        (certificate, nextCertificate) = (row["certificate"].string, row["nextCertificate"].string)
    }

    /// What its certificates are made out to.
    var host: String { URL(string: signInURL)?.host() ?? issuer }

    /// Where it says this of itself: Peig at its entity ID, another one at its own host.
    var metadataURL: String { name == nil ? issuer : "https://\(host)/metadata" }

    var json: JSON {
        [
            "name": name.map(JSON.string) ?? .null, "issuer": .string(issuer), "signInUrl": .string(signInURL),
            "signOutUrl": .string(signOutURL), "protocol": .string(protocolName ?? "saml"),
            "certificate": certificate.map(JSON.string) ?? .null,
            "metadataUrl": .string(metadataURL),
            "nextCertificate": nextCertificate.map(JSON.string) ?? .null,
        ]
    }

    /// A domain's federation with it, as Microsoft keeps one.
    func federation(id: String, of domain: String) -> JSON {
        [
            "id": .string(id), "domain": .string(domain), "displayName": .string(name ?? "Peig"),
            "issuerUri": .string(issuer), "passiveSignInUri": .string(signInURL), "signOutUri": .string(signOutURL),
            "preferredAuthenticationProtocol": .string(protocolName ?? "saml"),
            "signingCertificate": certificate.map(JSON.string) ?? .null,
            "federatedIdpMfaBehavior": "acceptIfMfaDoneByFederatedIdp",
        ]
    }

    /// Whether it shows this of itself: its issuer, or the host of one of its addresses, and what it signs with.
    func shows(server: String, certificate: String) -> Bool {
        let hosts = [issuer, signInURL, signOutURL].compactMap { URL(string: $0)?.host()?.lowercased() }
        return (server == issuer || hosts.contains(server.lowercased()))
            && self.certificate == certificate.filter { !$0.isWhitespace }
    }

    // MARK: - Why nobody gets in

    /// - Parameter configured: the issuer that stands at Microsoft, if one does.
    func otherIssuer(_ configured: String?) -> String {
        let refusal = "The requested federation realm object does not exist, or names another issuer."
        guard let name else { return refusal }
        guard let configured else { return "\(refusal) Nothing is configured at the domain." }
        return "\(refusal) \(name) sends \(issuer), and the domain has \(configured)."
    }

    /// Why people who are sent off as a domain's federation says come back with nothing that can be read; nil where they
    /// don't. Of Peig only the issuer and the certificate are looked at.
    func misdirection(_ configuration: JSON) -> String? {
        guard let name else { return nil }
        let asked = configuration["passiveSignInUri"].string ?? ""
        if IdentityProvider.folded(asked) != IdentityProvider.folded(signInURL) {
            return "The SAML assertion is missing. People are sent to \(asked), and \(name) signs in at \(signInURL)."
        }
        let spoken = configuration["preferredAuthenticationProtocol"].string ?? ""
        if spoken != protocolName {
            return
                "The SAML assertion is missing or misconfigured. The domain is set to \(spoken.isEmpty ? "no protocol" : spoken), "
                + "and \(name) speaks \(protocolName ?? "saml")."
        }
        return nil
    }

    /// - Parameter isTrusted: whether the domain has the very certificate: then it isn't valid now.
    func unverified(isTrusted: Bool) -> String {
        let refusal = "The signature of \(words)'s answer could not be verified."
        guard let name else { return refusal }
        return isTrusted
            ? "\(refusal) The certificate that \(name) signs with isn't valid now."
            : "\(refusal) \(name) signs with another certificate than the domain has."
    }

    /// An address with its host in small letters, as any browser takes it.
    private static func folded(_ address: String) -> String {
        guard var parts = URLComponents(string: address) else { return address }
        (parts.scheme, parts.host) = (parts.scheme?.lowercased(), parts.host?.lowercased())
        if parts.path.isEmpty { parts.path = "/" }
        return parts.string ?? address
    }

    // MARK: - From the start

    /// The scenario's own, as it is from the start.
    static func own(_ scenario: Scenario, _ certificates: ProviderCertificates) -> IdentityProvider {
        let (signing, next) = (certificates.signing, certificates.next)
        return scenario.provider.map { IdentityProvider($0, certificate: signing, next: next) }
            ?? IdentityProvider(server: scenario.peigServer, certificate: signing, next: next)
    }

    /// Whom a domain is federated with before anything is done; nil where that is the scenario's own, or nobody.
    static func before(_ domain: Scenario.Domain, _ certificates: ProviderCertificates) -> IdentityProvider? {
        domain.provider.map { IdentityProvider($0, certificate: certificates.domains[domain.name], next: nil) }
    }

    // MARK: - In the tenant

    /// The scenario's: another where it tells of one, Peig otherwise.
    static func own(_ state: TenantState) -> IdentityProvider {
        IdentityProvider(state[.identityProviders][own])
            ?? IdentityProvider(
                server: peig(state)["server"].string ?? "", certificate: peig(state)["certificate"].string,
                next: peig(state)["nextCertificate"].string)
    }

    /// Who answers for a domain: the provider that it was federated with before, as long as that one's issuer stands there,
    /// or else the scenario's own.
    static func answering(for domain: String, _ configuration: JSON?, _ state: TenantState) -> IdentityProvider {
        before(domain, configuration, state) ?? own(state)
    }

    /// The provider that a domain was federated with before, as long as its issuer stands there.
    static func before(_ domain: String, _ configuration: JSON?, _ state: TenantState) -> IdentityProvider? {
        guard let before = IdentityProvider(state[.identityProviders][domain]),
            configuration?["issuerUri"].string == before.issuer
        else { return nil }
        return before
    }

    /// Changes what the scenario's own signs with and publishes.
    static func roll(
        _ tenant: inout Transaction, _ work: (_ certificate: JSON, _ next: JSON) -> (certificate: JSON, next: JSON)
    ) {
        let isPeig = tenant[.identityProviders][own] == nil
        var row = isPeig ? peig(tenant.state) : tenant[.identityProviders][own] ?? [:]
        let (certificate, next) = work(row["certificate"], row["nextCertificate"])
        guard certificate != row["certificate"] || next != row["nextCertificate"] else { return }
        (row["certificate"], row["nextCertificate"]) = (certificate, next)
        tenant.put(row, in: isPeig ? .peig : .identityProviders, id: isPeig ? PeigRoutes.workspace : own)
    }

    private static func peig(_ state: TenantState) -> JSON { state[.peig][PeigRoutes.workspace] ?? [:] }
}
