import Console
import Foundation
import Journal
import Runbook
import Tenant
import Verification

/// Signs in for a live session that exists, and refuses any tenant but its own.
struct LiveResume {
    let options: TenantOptions
    let binding: TenantBinding

    /// - Parameter waitsForCode: whether a sign-in with a code is begun where nobody sits at a terminal: a command that
    ///   runs by itself must not wait for one.
    func access(_ runbook: Runbook, _ screen: Screen, waitsForCode: Bool = true) async throws -> TenantAccess {
        let link = try await options.link(
            try options.resolved(binding), permissions: PermissionNeeds(runbook).needs.map(\.permission), screen)
        if !waitsForCode { try Attendance.demand(link) }
        let access = try link.access()
        let identity = try await SigningIn.identity(access.graph, screen)
        guard identity.tenantID == binding.tenantID.lowercased() else {
            throw InputProblem(
                "this session is about \(SafeText.clean(binding.displayName)) (\(binding.tenantID)), and you signed in "
                    + "to \(SafeText.clean(identity.displayName)) (\(identity.tenantID)). Sign in to the session's "
                    + "tenant, or begin another session: lockstep start")
        }
        return access
    }
}
