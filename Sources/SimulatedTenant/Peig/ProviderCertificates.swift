import Foundation

/// What Peig signs with from the start, and what it will sign with next where that is published already: Base64 of their
/// DER.
struct ProviderCertificates: Sendable {
    let signing: String?
    let next: String?

    init(signing: String?, next: String?) { (self.signing, self.next) = (signing, next) }

    init(_ scenario: Scenario, now: Date) throws {
        let server = scenario.peigServer
        signing =
            try scenario.peig.certificateEnds.map {
                try RehearsalAuthority.signingCertificate(for: server, now: now, lasting: $0)
            } ?? RehearsalAuthority.signingCertificate(for: server, now: now)
        next =
            scenario.peig.publishesNext
            ? try RehearsalAuthority.signingCertificate(for: server, now: now, isNext: true) : nil
    }
}
