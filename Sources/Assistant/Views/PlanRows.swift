import Cutover
import Foundation
import Journal
import Runbook

/// A plan as it is shown to everybody who approves it, on their own screen or another's: the same lines.
enum PlanRows {
    static func of(_ plan: SwitchPlan, _ seal: PlanSeal?) -> [(name: String, value: String)] {
        let provider = plan.federation.displayName ?? "The provider"
        var rows = [
            ("Domain", plan.domain),
            ("Authentication", "managed → federated: \(provider) signs everybody in, passwords stop working"),
        ]
        if let seal, !seal.subdomains.isEmpty {
            rows.append(("Switched along", seal.subdomains.joined(separator: ", ")))
        }
        rows += [
            (
                "Locked out",
                seal.map { $0.lockedOut.isEmpty ? "nobody, by the checks" : $0.lockedOut.joined(separator: "; ") }
                    ?? "not known"
            ),
            ("Issuer", plan.federation.issuerUri ?? ""), ("Sign-in URL", plan.federation.passiveSignInUri ?? ""),
            ("Sign-out URL", plan.federation.signOutUri ?? ""),
            ("Protocol", plan.federation.preferredAuthenticationProtocol ?? ""),
            ("MFA", words(ofMFA: plan.federation.federatedIdpMfaBehavior ?? "", of: provider)),
        ]
        if let certificate = plan.certificate {
            rows.append(("Certificate", "\(certificate.subject), until \(Value.time(certificate.notAfter).words)"))
            rows.append(("  SHA-256", certificate.fingerprint))
        }
        if let seal {
            rows += seal.conditions.map { ("Condition", $0) }
            rows.append(("Plan", short(seal.hash)))
        }
        return rows
    }

    /// Enough of a hash for two people to compare by voice.
    static func short(_ hash: String) -> String {
        let digits = Array(hash.prefix(16))
        return stride(from: 0, to: digits.count, by: 4).map { String(digits[$0..<min($0 + 4, digits.count)]) }
            .joined(separator: " ")
    }

    /// Graph: `federatedIdpMfaBehavior` of internalDomainFederation.
    private static func words(ofMFA behaviour: String, of provider: String) -> String {
        let meaning =
            switch behaviour {
            case "acceptIfMfaDoneByFederatedIdp": "\(provider)'s MFA counts; where there was none, Microsoft asks"
            case "enforceMfaByFederatedIdp": "\(provider)'s MFA counts; where there was none, people are sent back"
            case "rejectMfaByFederatedIdp": "Microsoft always asks for its own MFA, so people may be asked twice"
            default: ""
            }
        return meaning.isEmpty ? behaviour : "\(behaviour): \(meaning)"
    }
}
