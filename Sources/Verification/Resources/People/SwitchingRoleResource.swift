import Foundation
import Runbook
import Sameness
import Tenant

/// Whether the tenant itself has asked a second person before somebody may switch: every role with which the account may
/// write a federation is active by an activation that somebody else approved (Privileged Identity Management, Microsoft
/// Entra ID P2). Graph: `GET /users/{id}/transitiveMemberOf`, `GET /roleManagement/directory/roleAssignments`,
/// `GET …/roleAssignmentScheduleInstances`, `GET …/roleAssignmentScheduleRequests`.
///
/// Whoever asks for an activation can't approve it, and a request that nobody had to approve has no `approvalId`: so
/// nobody on this machine, whatever they may do there, makes this true alone. Microsoft Graph:
/// "unifiedRoleAssignmentScheduleRequest", "Create roleAssignmentScheduleRequests"; Microsoft Entra: "Approve or deny
/// requests for Microsoft Entra roles in Privileged Identity Management".
enum SwitchingRoleResource: Resource {
    static let name = "switching-role"
    static let selector: String? = "the user principal name of the account that switches"
    static let form = LiteralForm.upn
    private static let ask =
        "As {selector}: Entra admin center → Identity Governance → Privileged Identity Management → My roles → Eligible "
        + "assignments → Activate, and have somebody approve it under Approve requests. Where it is active already, deactivate it "
        + "first. Then check again."
    private static let make =
        "Make it eligible instead: Entra admin center → Identity Governance → Privileged Identity Management → Microsoft "
        + "Entra roles → Assignments; and let its settings require an approval. Then activate it and have somebody approve."

    static let properties = [
        Property(
            "approved-until", .time, label: "Approved by somebody else until",
            needs: [.roleManagementReadDirectory, .userReadAll], remedy: ask
        ) { selection, probe in
            let user = try await RoleHolderResource.user(selection, probe)
            try await isSignedIn(user, probe)
            do {
                return try await approval(user, probe)
            } catch let fault as TenantFault where ScheduleEnds.isUnlicensed(fault) {
                throw Impediment.missing(
                    message:
                        "The tenant has no Privileged Identity Management: no approval of a role can be asked for.",
                    remedy: "Get Microsoft Entra ID P2 for it, or go without: {answer} none")
            }
        }
    ]

    /// One assignment through which the account may switch.
    private struct Holding: Sendable {
        let role: String
        let name: String
        let holder: String
    }

    /// When the last of the roles ends with which the account may switch. Throws where one of them was not approved.
    private static func approval(_ user: UserAccount, _ probe: Probe) async throws -> Observed {
        let holdings = try await holdings(user, probe)
        var ends: [Date] = []
        for holding in holdings { ends += try await approvedEnds(of: holding, user, probe) }
        guard let last = ends.max() else {
            throw Impediment.missing(
                message: "\(user.userPrincipalName) holds no role now with which a person may switch.", remedy: ask)
        }
        let names = Value.list(Set(holdings.map(\.name)).sorted()).words
        return Observed(.time(last), evidence: "\(names), active by an activation that somebody else approved")
    }

    /// The approval is of the account that is named; the switch would be sent by the one that is signed in.
    private static func isSignedIn(_ user: UserAccount, _ probe: Probe) async throws {
        guard !probe.isRehearsed else { return }
        guard !probe.isApp else {
            throw Impediment.missing(
                message:
                    "An app is signed in here: its permissions work without anybody's approval, and it would switch by itself.",
                remedy:
                    "Sign in as \(user.userPrincipalName) with a browser or a code, and take the switch's permission from the "
                    + "app.")
        }
        let (person, claims) = (try await probe.person(), try await probe.claims())
        guard let id = person?.objectID ?? claims?.objectID else {
            throw Impediment.fault(
                .elsewhere(
                    "Who is signed in here can't be read from the sign-in.",
                    remedy: "Sign in again, with a browser or a code: lockstep login."))
        }
        guard id.caseInsensitiveCompare(user.id) == .orderedSame else {
            throw Impediment.missing(
                message:
                    "\(person?.userName ?? claims?.account ?? "Another account") is signed in here, and \(user.userPrincipalName) isn't: the switch "
                    + "would go out without what is looked at here.",
                remedy: "Sign in as \(user.userPrincipalName), or {answer}")
        }
    }

    /// Every assignment of a switching role to the account or to a group that it is in, for the whole tenant.
    private static func holdings(_ user: UserAccount, _ probe: Probe) async throws -> [Holding] {
        let memberships = try await probe.all(
            GraphPath(["users", user.id, "transitiveMemberOf"]), of: DirectoryObject.self)
        let holders = Set([user.id.lowercased()] + memberships.map { $0.id.lowercased() })
        var found: [Holding] = []
        for role in SwitchingRoles.all {
            let path = GraphPath(
                ["roleManagement", "directory", "roleAssignments"],
                [("$filter", "roleDefinitionId eq \(GraphPath.literal(role.id))")])
            for assignment in try await probe.all(path, of: RoleAssignment.self)
            where assignment.roleDefinitionId.lowercased() == role.id {
                let thing = "an assignment of \(role.name)"
                let holder = try assignment.principalId.required(of: thing).lowercased()
                // Somebody's role for an administrative unit reaches no domain.
                guard holders.contains(holder), try assignment.directoryScopeId.required(of: thing) == "/" else {
                    continue
                }
                found.append(Holding(role: role.id, name: role.name, holder: holder))
            }
        }
        // A role that is told as a membership and not as an assignment: nothing is known of how it came.
        let told = try SwitchingRoles.among(memberships, of: user.userPrincipalName).subtracting(found.map(\.role))
        return found + told.sorted().map { Holding(role: $0, name: SwitchingRoles.names[$0] ?? $0, holder: "") }
    }

    /// When each of its approved activations ends, one at least. Throws where one is none.
    private static func approvedEnds(of holding: Holding, _ user: UserAccount, _ probe: Probe) async throws -> [Date] {
        let (who, role) = (user.userPrincipalName, holding.name)
        guard holding.holder == user.id.lowercased() else {
            throw Impediment.fault(
                .elsewhere(
                    "\(who) holds \(role) through a group, and whether somebody approved that can't be read here.",
                    remedy: "Take \(who) out of the group, and make the role itself eligible. \(make)"))
        }
        let mine = ("$filter", "principalId eq \(GraphPath.literal(user.id))")
        let root = ["roleManagement", "directory"]
        let instances = try await probe.all(
            GraphPath(root + ["roleAssignmentScheduleInstances"], [mine]), of: ScheduleInstance.self
        ).filter { try isAbout($0.principalId, $0.roleDefinitionId, holding, user) }
        let requests = try await probe.all(
            GraphPath(root + ["roleAssignmentScheduleRequests"], [mine]), of: RoleRequest.self
        ).filter { try isAbout($0.principalId, $0.roleDefinitionId, holding, user) }
        guard !instances.isEmpty else {
            throw Impediment.fault(
                .elsewhere(
                    "\(who) holds \(role), and Privileged Identity Management doesn't say how.",
                    remedy: "Wait a minute and check again: an activation shows after some seconds."))
        }
        return try instances.map { instance in
            let thing = "the role \(role) of \(who)"
            switch try instance.assignmentType.required(of: thing).lowercased() {
            case "activated": break
            case "assigned":
                throw Impediment.missing(
                    message: "\(who) holds \(role) without an activation: nobody had to approve it.", remedy: make)
            case let word: throw Impediment.fault(.unexpected("\(thing) is \(word)", about: who))
            }
            let schedule = try instance.roleAssignmentScheduleId.required(of: thing).lowercased()
            let theirs = try requests.filter {
                try $0.targetScheduleId.nullable(of: "a request of \(role)")?.lowercased() == schedule
            }
            try check(theirs, role, who)
            let text = try instance.endDateTime.required(of: thing)
            guard let end = GraphDecoding.date(text) else {
                throw Impediment.fault(.unexpected("the end of \(thing) isn't a time", about: text))
            }
            return end
        }
    }

    private static func isAbout(
        _ principal: String, _ role: Field<String>, _ holding: Holding, _ user: UserAccount
    ) throws -> Bool {
        try principal.lowercased() == user.id.lowercased()
            && role.required(of: "a role of \(user.userPrincipalName)").lowercased() == holding.role
    }

    /// Of everything that was asked of one schedule, one activation was approved, and no administrator changed it after.
    private static func check(_ requests: [RoleRequest], _ role: String, _ who: String) throws {
        var isApproved = false
        for request in requests {
            let thing = "a request of \(role)"
            let status = try request.status.required(of: thing).lowercased()
            guard ["granted", "provisioned"].contains(status),
                try !request.isValidationOnly.required(of: thing)
            else { continue }
            let action = try request.action.required(of: thing)
            guard action.lowercased() == "selfactivate" else {
                throw Impediment.missing(
                    message: "\(who)'s activation of \(role) was changed afterwards (\(action)).", remedy: ask)
            }
            guard let approval = try request.approvalId.nullable(of: thing), !approval.isEmpty else {
                throw Impediment.missing(
                    message: "\(who) activated \(role), and nobody had to approve it.",
                    remedy:
                        "Let the role require it: Entra admin center → Identity Governance → Privileged Identity Management → "
                        + "Microsoft Entra roles → Settings → \(role) → Edit → Require approval to activate. Then deactivate it, "
                        + "activate it again, and have somebody approve.")
            }
            isApproved = true
        }
        guard isApproved else {
            throw Impediment.fault(
                .elsewhere(
                    "\(who)'s activation of \(role) is there, and the request that it comes of isn't.",
                    remedy: "Wait a minute and check again. If it stays: \(ask)"))
        }
    }
}
