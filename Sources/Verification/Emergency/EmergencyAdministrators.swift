import Foundation
import Journal
import Tenant

/// Who can still get in when sign-in through a new provider fails, and take the switch back.
///
/// Whoever counts is a person of this tenant, enabled, holds Global Administrator for long enough, directly or through a
/// group, and signs in at Microsoft by a name on a domain that stays managed. Has no sign-in method, or is kept out by
/// Conditional Access: doesn't count. Where a service refuses to tell these two, for a licence or a permission that the
/// tenant may never have, that is said in the evidence and blocks nothing: a person tries the account's password before
/// the switch. What could have been told and wasn't is unknown, and so is what Conditional Access can't evaluate.
public enum EmergencyAdministrators {
    /// Which resource's checks say the same.
    public static let resource = EmergencyAccessResource.name
    /// The session's answer that names the accounts that are meant for it. Once it is given, nobody else counts.
    public static let answer = "emergency_accounts"
    /// Seconds that a role must last from now on: a switch may show after a day, and be found wrong after a weekend.
    static let longEnough = 3 * SwitchTimes.settled

    /// All of them, read by themselves and now.
    /// - Parameters:
    ///   - domain: that would be switched, with the subdomains that follow it.
    ///   - named: what the session answered to `answer`.
    public static func read(
        outside domain: String, named: String = "", now: Date = Date(), _ access: TenantAccess
    ) async -> Result<Outside, Impediment> {
        let probe = Probe(TenantSnapshot(access), now: now)
        do {
            let survey = try await EmergencySurvey(domain: domain, named: named, probe: probe).run()
            if survey.able.isEmpty, let fault = survey.fault { return .failure(.fault(fault)) }
            return .success(Outside(names: survey.able.map(\.name), others: survey.others))
        } catch {
            return .failure(Impediment(error))
        }
    }

    /// Who is outside a domain.
    public struct Outside: Hashable, Sendable {
        /// The user principal names of those who could get in.
        public let names: [String]
        /// Sentences about the others.
        public let others: String
    }

    /// The names in an answer, without letter case.
    static func names(in answer: String) -> [String] {
        answer.lowercased().split { $0 == "," || $0 == ";" || $0.isWhitespace }.map(String.init)
    }
}
