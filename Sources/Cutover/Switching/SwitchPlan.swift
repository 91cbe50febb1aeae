import Foundation
import Journal
import Runbook
import Sameness
import Tenant
import Verification

/// What one switch will set, with every answer filled in.
public struct SwitchPlan: Sendable {
    public let domain: String
    public let federation: InternalDomainFederation
    public let certificate: SigningCertificate?
    public let cooldown: Int
    /// How the answers are given again that the addresses and the certificate come from: the runbook names them.
    private let addressesAgain: String
    private let certificateAgain: String
    /// Seconds that a signing certificate must last: a switch is no gain if everybody is locked out on the third day.
    private static let leastLife: TimeInterval = 7 * 86_400

    /// What would be sent, and whom and what it touches, in canonical form.
    /// - Parameters:
    ///   - subdomains: those that switch along.
    ///   - lockedOut: what the checks say of who would be locked out.
    ///   - runbook: `RunbookSource.hash` of the runbook whose items stand before it.
    ///   - conditions: what holds nothing up although it is red, and the hours agreed on.
    public func seal(
        tenantID: String, subdomains: [String] = [], lockedOut: [String] = [], runbook: String = "",
        conditions: [String] = []
    ) -> PlanSeal {
        PlanSeal(
            tenantID: tenantID, domain: domain, displayName: federation.displayName ?? "",
            issuer: federation.issuerUri ?? "", signInURL: federation.passiveSignInUri ?? "",
            signOutURL: federation.signOutUri ?? "", protocolName: federation.preferredAuthenticationProtocol ?? "",
            mfaBehaviour: federation.federatedIdpMfaBehavior ?? "",
            certificate: CertificateText.digest(federation.signingCertificate) ?? "", subdomains: subdomains,
            lockedOut: lockedOut, runbook: runbook, conditions: conditions)
    }

    /// nil while an answer is missing.
    public init?(_ plan: CutoverPlan, answers: [String: String]) {
        guard let domain = plan.domain.filled(answers),
            let federation = InternalDomainFederation(plan, answers: answers)
        else { return nil }
        self.domain = domain
        self.federation = federation
        certificate = federation.signingCertificate.flatMap { SigningCertificate(base64: $0) }
        cooldown = plan.cooldown
        addressesAgain = Template.wayToAnswer([plan.passiveSignInUri, plan.signOutUri])
        certificateAgain = Template.wayToAnswer([plan.signingCertificate])
    }

    /// What is wrong with the values themselves. Microsoft has been seen to answer 500 to a missing certificate and
    /// to federate the domain all the same, so nothing doubtful is ever sent.
    public func problems(now: Date) -> [Reason] {
        var reasons: [Reason] = []
        let system = federation.displayName.flatMap { $0.isEmpty ? nil : $0 } ?? "the provider"
        for (label, text) in [
            ("The sign-in URL", federation.passiveSignInUri), ("The sign-out URL", federation.signOutUri),
        ] where URL(string: text ?? "")?.scheme != "https" || URL(string: text ?? "")?.host() == nil {
            reasons.append(
                Reason(
                    kind: .plan, subject: nil, message: "\(label) \(text ?? "") isn't an https address.",
                    remedy: "Look at what \(system) says of itself and answer again: \(addressesAgain)"))
        }
        guard let certificate else {
            reasons.append(
                Reason(
                    kind: .plan, subject: nil,
                    message: "The certificate of \(system) can't be read as an X.509 certificate.",
                    remedy: "Copy it again from what \(system) says of itself: \(certificateAgain)"))
            return reasons
        }
        if let weakness = certificate.weakness {
            reasons.append(
                Reason(
                    kind: .plan, subject: nil, message: "The certificate of \(system) can't be used: \(weakness).",
                    remedy: "Let \(system) sign with a certificate of RSA, then: \(certificateAgain)"))
        }
        if certificate.notAfter <= now.addingTimeInterval(SwitchPlan.leastLife) || certificate.notBefore > now {
            reasons.append(
                Reason(
                    kind: .plan, subject: nil,
                    message: "The certificate of \(system) is valid from \(Value.time(certificate.notBefore).words) "
                        + "to \(Value.time(certificate.notAfter).words): not now, or not for another week.",
                    remedy: "Renew it at \(system), then: \(certificateAgain)"))
        }
        return reasons
    }
}
