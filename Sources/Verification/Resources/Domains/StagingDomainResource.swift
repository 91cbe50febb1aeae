import Escaping
import Foundation
import Runbook
import Sameness
import Tenant

/// A domain without people on which the same switch was tried before: what sessions of this store know of it. From the tenant
/// only its domains are read, where nothing is known. Graph: `GET /domains`.
///
/// Only entries that were written in this store count: a session's file says what somebody claims.
enum StagingDomainResource: Resource {
    static let name = "staging-domain"
    static let selector: String? = "the domain that it was tried on"
    static let form = LiteralForm.domain
    /// The bundled runbook that makes the proof.
    private static let runbook = "staging-domain"
    /// Seconds by which clocks of machines that share a store may differ.
    private static let tolerance = 300.0

    private static func property(
        _ name: String, _ type: ValueType, same: Sameness = .text, _ label: String, _ remedy: String,
        _ read: @escaping @Sendable (StagingProof, Selection) throws -> Observed
    ) -> Property {
        Property(name, type, same: same, label: label, needs: [], remedy: remedy) {
            selection, probe in try read(await proof(selection.selector, probe), selection)
        }
    }

    /// A part of what was sent there.
    private static func tried(
        _ name: String, same: Sameness = .text, _ label: String,
        _ part: KeyPath<InternalDomainFederation, String?> & Sendable
    ) -> Property {
        property(name, .text, same: same, label, again) { proof, _ in
            Observed(.text(proof.federation[keyPath: part] ?? ""), detail: place(proof))
        }
    }

    private static let again = "Try it again as it is planned now: lockstep start \(runbook)"

    static let properties = [
        Property("since", .duration, label: "Time since it was tried", needs: [], remedy: again) {
            selection, probe in
            let proof = try await proof(selection.selector, probe)
            let seconds = probe.now.timeIntervalSince(proof.switched)
            guard seconds >= -tolerance, let whole = Int(exactly: max(0, seconds).rounded(.down))
            else {
                throw TenantFault.elsewhere(
                    "By this machine's clock the trial is still to come (\(place(proof))).",
                    remedy: "Set the clock right, then check again.")
            }
            return Observed(.duration(whole), detail: place(proof))
        },
        property("pilot-signed-in", .boolean, "A pilot's sign-in was seen there", again) { proof, selection in
            Observed(
                .boolean(proof.pilotSeen != nil),
                explanation: proof.pilotSeen == nil
                    ? "No pilot's sign-in was seen in the sign-in log while \(selection.selector) was federated: "
                        + "\(place(proof))."
                    : nil)
        },
        property(
            "taken-back", .boolean, "Taken back there",
            "Take it back, for an issuer can stand at one domain only: lockstep resume that session, then rollback."
        ) { proof, _ in
            Observed(
                .boolean(proof.takenBack != nil),
                explanation: proof.takenBack == nil
                    ? "The switch was not taken back there, as far as session \(proof.name) knows." : nil,
                remedy: proof.takenBack == nil
                    ? "\(ProgramCommand.text("resume", proof.session)), then rollback: an issuer can stand at one domain only."
                    : nil)
        },
        tried("issuer", "Issuer that was tried", \.issuerUri),
        tried("sign-in-url", same: .address, "Sign-in URL that was tried", \.passiveSignInUri),
        tried("sign-out-url", same: .address, "Sign-out URL that was tried", \.signOutUri),
        tried("protocol", "Protocol that was tried", \.preferredAuthenticationProtocol),
        tried("mfa-behaviour", "MFA behaviour that was tried", \.federatedIdpMfaBehavior),
        tried("certificate", same: .certificate, "The certificate that was tried", \.signingCertificate),
    ]

    private static func place(_ proof: StagingProof) -> String {
        "session \(proof.name) (\(proof.session)), head \(proof.head.prefix(12)), \(Value.time(proof.switched).words)"
    }

    private static func proof(_ domain: String, _ probe: Probe) async throws -> StagingProof {
        guard let find = probe.stagingProof else {
            throw TenantFault.elsewhere(
                "Nothing is known of trials here: a rehearsal's tenant is its own, and what was tried is known in a live "
                    + "session's store only.",
                remedy: "In a rehearsal: {answer} none")
        }
        let found: StagingProof?
        do {
            found = try find(domain)
        } catch {
            throw TenantFault.elsewhere(
                "What was tried on \(domain) can't be read. \(error)", remedy: "Look at the store, then check again.")
        }
        guard let proof = found else {
            // Of a domain that was typed wrong nothing was tried either.
            let own = try await DomainResource.one(domain, probe)
            let isInitial = try own.isInitial.required(of: own.id)
            guard try own.isRoot.required(of: own.id), !isInitial else {
                throw Impediment.missing(
                    message:
                        "\(domain) is no domain to try a switch on: \(isInitial ? "it is the tenant's initial one" : "it is switched with the domain above it").",
                    remedy: "Verify a domain that nobody uses, and try it there: lockstep start \(runbook)")
            }
            throw Impediment.missing(
                message: "No session of this store has switched \(domain) of this tenant and read it back as planned.",
                remedy:
                    "Try it there first: lockstep start \(runbook). Or, if nothing was tried: {answer} none")
        }
        return proof
    }
}
