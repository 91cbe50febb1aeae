import Foundation
import Journal
import Sameness
import Tenant
import Verification

/// What the switch would leave behind, read now: somebody must be able to take it back.
enum ResultingState {
    struct Problems: Sendable {
        let administrators: Reason?
        let account: Reason?
    }

    /// - Parameters:
    ///   - sends: whether Lockstep's own account sends it, rather than a person with commands.
    ///   - named: the accounts that the session means for it.
    static func problems(
        _ domain: String, sends: Bool, named: String = "", now: Date = Date(), _ access: TenantAccess
    ) async -> Problems {
        async let outside = administrators(domain, named, now, access)
        async let own = sends ? account(domain, access.graph) : nil
        return Problems(administrators: await outside, account: await own)
    }

    private static func administrators(
        _ domain: String, _ named: String, _ now: Date, _ access: TenantAccess
    ) async -> Reason? {
        switch await EmergencyAdministrators.read(outside: domain, named: named, now: now, access) {
        case .success(let outside) where !outside.names.isEmpty: return nil
        case .success(let outside):
            return Reason(
                kind: .wayBack, subject: nil,
                message:
                    "After the switch no enabled Global Administrator would be outside \(domain): if sign-in through "
                    + "the provider fails, nobody could take it back."
                    + (outside.others.isEmpty ? "" : " \(outside.others)"),
                remedy:
                    "Entra admin center → Users → New user on the .onmicrosoft.com domain, role Global Administrator.")
        case .failure(.absent(let message, let remedy)), .failure(.missing(let message, let remedy)):
            return Reason(kind: .wayBack, subject: nil, message: message, remedy: remedy)
        case .failure(.fault(let fault)):
            return Reason(
                kind: .unknown, subject: nil,
                message: "It can't be said whether anybody could take the switch back. \(fault.reason)",
                remedy: fault.remedy)
        }
    }

    /// Whoever signs in on the domain itself can't be sure to get in again.
    private static func account(_ domain: String, _ client: GraphClient) async -> Reason? {
        if client.isApp { return nil }
        let claims: TokenClaims?
        do throws(TenantFault) {
            claims = try await client.claims()
        } catch {
            return Reason(
                kind: .unknown, subject: nil,
                message: "It can't be said who sends the switch. \(error.reason)", remedy: error.remedy)
        }
        if let claims, claims.isAppOnly, !claims.roles.isEmpty { return nil }
        guard let account = claims?.account, let own = account.split(separator: "@").last.map(String.init) else {
            return Reason(
                kind: .unknown, subject: nil,
                message:
                    "The token doesn't say who sends the switch, so it can't be said whether they could take it back.",
                remedy: "Sign in with an app of your own (--method secret), or as a person outside \(domain).")
        }
        guard DomainName.isWithin(own, domain) else { return nil }
        return Reason(
            kind: .wayBack, subject: nil,
            message:
                "\(account), who sends the switch, would sign in through the new provider afterwards: if that fails, "
                + "this account can't take the switch back.",
            remedy: "Sign in as an administrator outside \(domain), or with an app of your own (--method secret).")
    }
}
