import Foundation
import Tenant

/// Whether a tenant can be made to ask a second person itself, before an account may switch: what `doctor` says of
/// `switching-role`. Graph: `GET /policies/roleManagementPolicyAssignments`,
/// `GET …/roleAssignmentScheduleInstances`, `GET …/roleEligibilityScheduleInstances`, `GET /users/{id}/transitiveMemberOf`.
///
/// Microsoft Graph: "List roleManagementPolicyAssignments", unifiedRoleManagementPolicyApprovalRule.
public enum TenantApproval: Hashable, Sendable {
    /// Each of these roles wants an approval before it works.
    case asked([String])
    /// These roles want none, or are held without being activated.
    case notAsked([String])
    /// The account neither holds nor may activate a role that switches.
    case noRole
    /// The tenant has no Privileged Identity Management.
    case unlicensed
    case unknown(TenantFault)

    private static let approvalRule = "Approval_EndUser_Assignment"

    /// - Parameter account: the object id of whoever would switch.
    public static func ask(_ account: String, _ access: TenantAccess) async -> TenantApproval {
        let probe = Probe(TenantSnapshot(access), now: Date())
        do throws(TenantFault) {
            let instances = try await probe.all(
                GraphPath(
                    ["roleManagement", "directory", "roleAssignmentScheduleInstances"],
                    [("$filter", "principalId eq \(GraphPath.literal(account))")]), of: ScheduleInstance.self)
            let offers = try await RoleHolderResource.assignments("roleEligibilityScheduleInstances", account, probe)
            let memberships = try await probe.all(
                GraphPath(["users", account, "transitiveMemberOf"]), of: DirectoryObject.self)
            let eligible = Set(offers.map { $0.lowercased() })
            var (activated, assigned) = (Set<String>(), Set<String>())
            for instance in instances {
                let role = try instance.roleDefinitionId.required(of: "a role of the account").lowercased()
                let type = try instance.assignmentType.required(of: "a role of the account").lowercased()
                if type == "activated" { activated.insert(role) } else { assigned.insert(role) }
            }
            // What works and was not activated came through a group, or was given.
            assigned.formUnion(try SwitchingRoles.among(memberships, of: "the account").subtracting(activated))
            let mentioned = SwitchingRoles.all.filter { eligible.contains($0.id) || assigned.contains($0.id) }
            guard !mentioned.isEmpty else { return .noRole }
            var without: [String] = []
            for role in mentioned {
                guard !assigned.contains(role.id), try await needsApproval(role, probe) else {
                    without.append(role.name)
                    continue
                }
            }
            guard without.isEmpty else { return .notAsked(without) }
            return .asked(mentioned.map(\.name))
        } catch {
            return ScheduleEnds.isUnlicensed(error) ? .unlicensed : .unknown(error)
        }
    }

    private static func needsApproval(
        _ role: (id: String, name: String), _ probe: Probe
    ) async throws(TenantFault) -> Bool {
        let path = GraphPath(
            ["policies", "roleManagementPolicyAssignments"],
            [
                (
                    "$filter",
                    "scopeId eq '/' and scopeType eq 'DirectoryRole' and roleDefinitionId eq \(GraphPath.literal(role.id))"
                ), ("$expand", "policy($expand=rules)"),
            ])
        let thing = "the settings of \(role.name)"
        for assignment in try await probe.all(path, of: RolePolicyAssignment.self)
        where try assignment.roleDefinitionId.required(of: thing).lowercased() == role.id {
            for rule in try assignment.policy.required(of: thing).rules where rule.id == approvalRule {
                return try rule.setting.required(of: thing).isApprovalRequired.required(of: thing)
            }
        }
        throw .leftOut(approvalRule, of: thing, from: "Microsoft")
    }
}
