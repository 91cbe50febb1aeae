import Runbook
import Sameness
import Tenant

/// Whether a federation that was read is the one that is meant: each value by its kind, never text against text. The
/// cutover's reading back and the items that come after the switch both ask here, so that neither contradicts the other.
public struct FederationComparison: Hashable, Sendable {
    /// What of it isn't as it is meant; empty when nothing is known to be another.
    public let differences: [String]
    /// What is meant and isn't told, and nobody signs in otherwise because of it.
    public let untold: [String]
    /// What people sign in by, and was left out.
    public let lacking: [String]
    /// Why it can't be said then.
    public let fault: TenantFault?

    /// - Parameters:
    ///   - domain: whose it is, for the words of a fault.
    ///   - meant: nil where nothing is known of what was meant: then all of it is another.
    public init(_ seen: DomainFederation, of domain: String, from meant: InternalDomainFederation?) {
        var (differences, untold, lacking): ([String], [String], [String]) = ([], [], [])
        var fault: TenantFault?
        if meant == nil { differences.append("nothing is known of what was meant") }
        for (part, wanted) in meant.map({ meant in FederationPart.allCases.map { ($0, $0.wanted(meant)) } }) ?? [] {
            switch part.read(seen, of: domain) {
            case .told(let value) where part.same.isSame(value, wanted): continue
            case .told(let value): differences.append(part.difference(value))
            case .nothing where wanted.isEmpty: continue
            case .nothing where part.isVital: differences.append(part.difference(""))
            case .unknown(let found) where part.isVital:
                lacking.append("the \(part.words)")
                fault = fault ?? found
            case .nothing, .unknown: untold.append("the \(part.words)")
            }
        }
        self.differences = differences
        self.untold = untold
        self.lacking = lacking
        self.fault = fault
    }
}

extension InternalDomainFederation {
    /// What a runbook's switch sets, with every answer filled in; nil while one is missing.
    public init?(_ plan: CutoverPlan, answers: [String: String]) {
        guard let name = plan.displayName.filled(answers), let issuer = plan.issuerUri.filled(answers),
            let signIn = plan.passiveSignInUri.filled(answers), let signOut = plan.signOutUri.filled(answers),
            let certificate = plan.signingCertificate.filled(answers)
        else { return nil }
        self.init(
            displayName: name, issuerUri: issuer, passiveSignInUri: signIn, signOutUri: signOut,
            signingCertificate: certificate, preferredAuthenticationProtocol: plan.preferredAuthenticationProtocol,
            federatedIdpMfaBehavior: plan.federatedIdpMfaBehavior)
    }
}
