import Foundation

/// What the provider signs with from the start, and what it will sign with next where that is published already: Base64 of
/// their DER.
struct ProviderCertificates: Sendable {
    let signing: String?
    let next: String?
    /// What those sign with that domains are federated with before anything is done, by the domain.
    let domains: [String: String]

    init(signing: String?, next: String?, domains: [String: String] = [:]) {
        (self.signing, self.next, self.domains) = (signing, next, domains)
    }

    init(_ scenario: Scenario, now: Date) throws {
        let own = scenario.provider
        let host = own?.host ?? scenario.peigServer
        signing = try ProviderCertificates.made(
            for: host, now, lasting: own == nil ? scenario.peig.certificateEnds : own?.certificateEnds)
        next =
            own?.publishesNext ?? scenario.peig.publishesNext
            ? try RehearsalAuthority.signingCertificate(for: host, now: now, isNext: true) : nil
        var domains: [String: String] = [:]
        for domain in scenario.domains {
            guard let before = domain.provider else { continue }
            domains[domain.name] = try ProviderCertificates.made(for: before.host, now, lasting: before.certificateEnds)
        }
        self.domains = domains
    }

    private static func made(for host: String, _ now: Date, lasting seconds: TimeInterval?) throws -> String {
        try seconds.map { try RehearsalAuthority.signingCertificate(for: host, now: now, lasting: $0) }
            ?? RehearsalAuthority.signingCertificate(for: host, now: now)
    }
}
