import Foundation
import Runbook
import Tenant

/// Until when Global Administrator is held, and who may only activate it. Graph:
/// `GET /roleManagement/directory/roleAssignmentScheduleInstances` and `…/roleEligibilityScheduleInstances` (Microsoft
/// Entra ID P2).
///
/// Microsoft Graph: "List roleAssignmentScheduleInstances", unifiedRoleAssignmentScheduleInstance.
struct RoleEnds: Sendable {
    enum End: Hashable, Sendable {
        case lasts
        case at(Date)
        case unknown(String, remedy: String)
    }

    /// Why the ends aren't known; nil where they are.
    private let fault: TenantFault?
    /// nil where the tenant has none of it: without the licence every assignment lasts.
    private let ends: [String: End]?
    /// Ids of those who may activate the role.
    let eligible: Set<String>

    static func read(_ probe: Probe) async -> RoleEnds {
        async let held = instances("roleAssignmentScheduleInstances", probe)
        async let offered = instances("roleEligibilityScheduleInstances", probe)
        let eligible: Set<String>
        // Who may activate it is told, and decides nothing.
        if case .success(let found) = await offered { eligible = Set(found.map(\.principalId)) } else { eligible = [] }
        switch await held {
        case .success(let found):
            return RoleEnds(fault: nil, ends: found.isEmpty ? nil : ends(of: found), eligible: eligible)
        case .failure(let fault) where isUnlicensed(fault): return RoleEnds(fault: nil, ends: nil, eligible: eligible)
        case .failure(let fault): return RoleEnds(fault: fault, ends: nil, eligible: eligible)
        }
    }

    func end(of holder: String) -> End {
        if let fault {
            return .unknown("until when it holds the role isn't known. \(fault.reason)", remedy: fault.remedy)
        }
        guard let ends else { return .lasts }
        return ends[holder]
            ?? .unknown(
                "Privileged Identity Management doesn't say until when it holds the role",
                remedy:
                    "Entra admin center → Roles & admins → Global Administrator → Assignments: look at its end time.")
    }

    static func words(_ date: Date) -> String { Value.time(date).words }

    private static func ends(of instances: [RoleScheduleInstance]) -> [String: End] {
        var ends: [String: End] = [:]
        for instance in instances {
            let end: End
            switch instance.endDateTime {
            case .null: end = .lasts
            case .told(let text):
                end =
                    GraphDecoding.date(text).map { .at($0) }
                    ?? .unknown("the end of its role isn't a time: \(text)", remedy: "Check again.")
            case .leftOut:
                end = .unknown("the end of its role is left out of Graph's answer", remedy: "Check again.")
            case .odd: end = .unknown("the end of its role isn't a time", remedy: "Check again.")
            }
            // Held twice, the one that lasts longer counts; an end that nobody knows never does.
            switch (ends[instance.principalId], end) {
            case (.lasts, _), (.at, .unknown): break
            case (.at(let one), .at(let other)) where one >= other: break
            default: ends[instance.principalId] = end
            }
        }
        return ends
    }

    private static func instances(
        _ list: String, _ probe: Probe
    ) async -> Result<[RoleScheduleInstance], TenantFault> {
        do throws(TenantFault) {
            let role = GraphPath.literal(RoleHolderResource.globalAdministrator)
            let all = try await probe.all(
                GraphPath(["roleManagement", "directory", list], [("$filter", "roleDefinitionId eq \(role)")]),
                of: RoleScheduleInstance.self)
            // Whatever else comes isn't what was asked for.
            return .success(all.filter { $0.roleDefinitionId == RoleHolderResource.globalAdministrator })
        } catch {
            return .failure(error)
        }
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
