import Foundation
import Runbook
import Tenant

/// Until when Global Administrator, or the membership of a group that holds it, is held, and who may only activate it:
/// what Privileged Identity Management says (Microsoft Entra ID P2).
///
/// Microsoft Graph: "List roleAssignmentScheduleInstances", unifiedRoleAssignmentScheduleInstance; "List
/// assignmentScheduleInstances", privilegedAccessGroupAssignmentScheduleInstance.
struct ScheduleEnds: Sendable {
    enum End: Hashable, Sendable {
        case lasts
        case at(Date)
        case unknown(String, remedy: String)

        /// Of two that are both needed: the one that comes first.
        func and(_ other: End) -> End {
            switch (self, other) {
            case (.unknown, _), (_, .lasts): self
            case (_, .unknown), (.lasts, _): other
            case (.at(let one), .at(let two)): .at(min(one, two))
            }
        }
    }

    /// What is held, after "until when".
    private let thing: String
    /// Where to look at its end.
    private let place: String
    /// What to do where a permission is missing; nil for what the fault itself says.
    private let allowing: String?
    /// nil where the tenant has none of it: without the licence every assignment lasts.
    private let ends: Result<[String: End]?, TenantFault>
    /// Ids of those who may activate it.
    let eligible: Set<String>

    /// Of the role. Graph: `GET /roleManagement/directory/roleAssignmentScheduleInstances` and
    /// `…/roleEligibilityScheduleInstances`.
    static func ofRole(_ probe: Probe) async -> ScheduleEnds {
        let role = RoleHolderResource.globalAdministrator
        return await ScheduleEnds(
            thing: "it holds the role",
            place: "Entra admin center → Roles & admins → Global Administrator → Assignments: look at its end time.",
            allowing: nil, held: ["roleManagement", "directory", "roleAssignmentScheduleInstances"],
            offered: ["roleManagement", "directory", "roleEligibilityScheduleInstances"],
            filter: "roleDefinitionId eq \(GraphPath.literal(role))", probe
        ) { instance throws(TenantFault) in
            try instance.roleDefinitionId.required(of: "an assignment of the role").lowercased() == role
        }
    }

    /// Of a group's members. Graph: `GET /identityGovernance/privilegedAccess/group/assignmentScheduleInstances` and
    /// `…/eligibilityScheduleInstances`, which take one group each.
    static func ofGroup(_ id: String, named name: String, _ probe: Probe) async -> ScheduleEnds {
        let root = ["identityGovernance", "privilegedAccess", "group"]
        return await ScheduleEnds(
            thing: "it is in the group \(name)",
            place:
                "Entra admin center → Groups → \(name) → Privileged Identity Management → Assignments: look at its end "
                + "time.",
            allowing:
                "Give the account or app that checks the permission \(EmergencySurvey.groupEnds), with admin consent; "
                + "or give the emergency account the role itself. Then check again.",
            held: root + ["assignmentScheduleInstances"], offered: root + ["eligibilityScheduleInstances"],
            filter: "groupId eq \(GraphPath.literal(id))", probe
        ) { instance throws(TenantFault) in
            // Who owns a group has none of its roles.
            let access = try instance.accessId.required(of: "an assignment of \(name)").lowercased()
            let group = try instance.groupId.required(of: "an assignment of \(name)").lowercased()
            return group == id.lowercased() && access == "member"
        }
    }

    private init(
        thing: String, place: String, allowing: String?, held: [String], offered: [String], filter: String,
        _ probe: Probe,
        isAsked: @escaping @Sendable (ScheduleInstance) throws(TenantFault) -> Bool
    ) async {
        func instances(_ path: [String]) async -> Result<[ScheduleInstance], TenantFault> {
            do throws(TenantFault) {
                let all = try await probe.all(GraphPath(path, [("$filter", filter)]), of: ScheduleInstance.self)
                // Whatever else comes isn't what was asked for.
                var asked: [ScheduleInstance] = []
                for one in all where try isAsked(one) { asked.append(one) }
                return .success(asked)
            } catch {
                return .failure(error)
            }
        }
        async let offers = instances(offered)
        async let holds = instances(held)
        // Who may activate it is told, and decides nothing.
        if case .success(let found) = await offers { eligible = Set(found.map(\.principalId)) } else { eligible = [] }
        ends =
            switch await holds {
            case .success(let found): .success(found.isEmpty ? nil : ScheduleEnds.ends(of: found, thing))
            case .failure(let fault): ScheduleEnds.isUnlicensed(fault) ? .success(nil) : .failure(fault)
            }
        (self.thing, self.place, self.allowing) = (thing, place, allowing)
    }

    /// Whether the service can't be asked at all: it has no such thing, or refuses the question as such.
    var isRefused: Bool {
        switch ends {
        case .failure(.notFound), .failure(.refused): true
        default: false
        }
    }

    func end(of holder: String) -> End {
        switch ends {
        case .failure(let fault):
            let remedy = fault.lacksPermission ? allowing ?? fault.remedy : fault.remedy
            return .unknown("until when \(thing) isn't known. \(fault.reason)", remedy: remedy)
        case .success(nil): return .lasts
        case .success(let ends?):
            return ends[holder.lowercased()]
                ?? .unknown("Privileged Identity Management doesn't say until when \(thing)", remedy: place)
        }
    }

    static func words(_ date: Date) -> String { Value.time(date).words }

    private static func ends(of instances: [ScheduleInstance], _ thing: String) -> [String: End] {
        var ends: [String: End] = [:]
        for instance in instances {
            let end: End
            switch instance.endDateTime {
            case .null: end = .lasts
            case .told(let text):
                end =
                    GraphDecoding.date(text).map { .at($0) }
                    ?? .unknown("until when \(thing) isn't a time: \(text)", remedy: "Check again.")
            case .leftOut:
                end = .unknown("until when \(thing) is left out of Graph's answer", remedy: "Check again.")
            case .odd: end = .unknown("until when \(thing) isn't a time", remedy: "Check again.")
            }
            let holder = instance.principalId.lowercased()
            // Held twice, the one that lasts longer counts; an end that nobody knows never does.
            switch (ends[holder], end) {
            case (.lasts, _), (.at, .unknown): break
            case (.at(let one), .at(let other)) where one >= other: break
            default: ends[holder] = end
            }
        }
        return ends
    }

    /// 400 `AadPremiumLicenseRequired`: "The tenant needs to have Microsoft Entra ID P2 or Microsoft Entra ID Governance
    /// license". Seen in public threads.
    static func isUnlicensed(_ fault: TenantFault) -> Bool {
        switch fault {
        case .forbidden(let code, _), .refused(_, let code, _): code.lowercased().contains("license")
        default: false
        }
    }
}
