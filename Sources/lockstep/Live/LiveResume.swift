import Console
import Foundation
import Journal
import Runbook
import Tenant
import Text
import Verification

/// Signs in for a live session that exists, and refuses any tenant but its own.
struct LiveResume {
    let options: TenantOptions
    let state: SessionState

    /// What answers for the tenant.
    struct Reached {
        let access: TenantAccess
        let people: LivePeople
        let strangers: [String]
        /// What the tenant calls itself, where the session calls it otherwise.
        let otherName: String?
    }

    /// - Parameter waitsForCode: whether a sign-in with a code is begun where nobody sits at a terminal: a command that
    ///   runs by itself must not wait for one.
    func access(_ runbook: Runbook, _ screen: Screen, waitsForCode: Bool = true) async throws -> Reached {
        let binding = state.tenant
        let link = try await options.link(
            try options.resolved(binding, isForeign: state.started.isForeign),
            permissions: PermissionNeeds(runbook).asked, screen)
        try waitsForCode ? Attendance.demandReader(link) : Attendance.demand(link)
        let access = try link.access()
        let identity = try await SigningIn.identity(access.graph, screen)
        guard identity.tenantID == binding.tenantID.lowercased() else {
            throw InputProblem(
                "this session is about \(SafeText.clean(binding.displayName)) (\(binding.tenantID)), and you signed in "
                    + "to \(SafeText.clean(identity.displayName)) (\(identity.tenantID)). Sign in to the session's "
                    + "tenant, or begin another session: lockstep start")
        }
        return Reached(
            access: access, people: LivePeople(access.graph, binding.tenantID, profile: link.profile, screen),
            strangers: link.strangers,
            otherName: identity.displayName == binding.displayName ? nil : identity.displayName)
    }
}
