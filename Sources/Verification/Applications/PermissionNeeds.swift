import Foundation
import Runbook

/// The least-privileged Graph permissions that a runbook's checks need, and which items need each.
public struct PermissionNeeds: Sendable {
    public struct Need: Sendable {
        public let permission: String
        /// Ids of the items whose checks read with it; empty for what only the switch needs.
        public let items: [String]
        /// Whether it changes the tenant: only the switch does.
        public let isForSwitch: Bool
    }

    /// What reading and switching a domain's federation needs.
    private static let switchPermission = "Domain-InternalFederation.ReadWrite.All"

    public let needs: [Need]
    /// Whether the runbook switches a domain.
    public var switches: Bool { needs.contains(where: \.isForSwitch) }
    /// The answers that its look at the tenant's own second person hangs on, if it has one.
    public let approvalInputs: [String]
    /// What helps and isn't demanded: what checks tell beside their verdicts, or need in some tenants only; and the
    /// directory's audit log, without any items, which is evidence of what became of a switch and tells who switched last.
    public let optional: [Need]

    public init(_ runbook: Runbook) {
        var (items, helpful): ([String: [String]], [String: [String]]) = ([:], [:])
        for item in runbook.items {
            guard let check = item.check,
                let resource = Registry.resources.first(where: { $0.name == check.resource })
            else { continue }
            let properties = Set(check.expectations.map(\.property))
            for property in resource.properties where properties.contains(property.name) {
                PermissionNeeds.note(PermissionNeeds.names(in: property.permission ?? ""), for: item.id, in: &items)
                PermissionNeeds.note(property.helpful, for: item.id, in: &helpful)
            }
        }
        var needs = items.sorted { $0.key < $1.key }.map {
            Need(permission: $0.key, items: $0.value, isForSwitch: false)
        }
        if runbook.cutover != nil {
            // The tenant's own name, which every live session is bound to.
            if items["Organization.Read.All"] == nil {
                needs.append(Need(permission: "Organization.Read.All", items: [], isForSwitch: false))
            }
            needs.append(Need(permission: PermissionNeeds.switchPermission, items: [], isForSwitch: true))
        }
        self.needs = needs
        approvalInputs = runbook.items.filter { $0.check?.resource == SwitchingRoleResource.name }
            .flatMap { $0.when?.inputs ?? [] }
        let log = "AuditLog.Read.All"
        if runbook.cutover != nil, helpful[log] == nil { helpful[log] = [] }
        optional = helpful.filter { items[$0.key] == nil }.sorted { $0.key < $1.key }.map {
            Need(permission: $0.key, items: $0.value, isForSwitch: false)
        }
    }

    /// Each item once, in the runbook's order.
    private static func note(_ permissions: [String], for item: String, in items: inout [String: [String]]) {
        for permission in permissions where items[permission]?.contains(item) != true {
            items[permission, default: []].append(item)
        }
    }

    /// What a person who signs in with a code is asked to consent to. Without the optional ones: whoever may consent to
    /// what is needed and to no more must get in.
    public var asked: [String] { needs.map(\.permission) }

    public var reads: [Need] { needs.filter { !$0.isForSwitch } }

    /// Those that a token lacks, where nothing broader that it holds serves as well.
    public func missing(from held: [String], withSwitch: Bool) -> [Need] {
        (withSwitch ? needs : reads).filter { need in
            !held.contains(need.permission)
                && !(PermissionNeeds.broader[need.permission] ?? []).contains(where: held.contains)
        }
    }

    /// What allows the same reads and more. Microsoft Graph's permission map.
    private static let broader: [String: [String]] = [
        "Organization.Read.All": ["Directory.Read.All", "Directory.ReadWrite.All", "Organization.ReadWrite.All"],
        "Domain.Read.All": ["Directory.Read.All", "Directory.ReadWrite.All", "Domain.ReadWrite.All"],
        "User.Read.All": ["User.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All"],
        "Application.Read.All": ["Application.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All"],
        "Directory.Read.All": ["Directory.ReadWrite.All"],
        "RoleManagement.Read.Directory": [
            "RoleManagement.ReadWrite.Directory", "Directory.Read.All", "Directory.ReadWrite.All",
        ],
        "LicenseAssignment.Read.All": [
            "LicenseAssignment.ReadWrite.All", "Organization.Read.All", "Directory.Read.All", "Directory.ReadWrite.All",
        ],
        "Domain-InternalFederation.ReadWrite.All": ["Directory.AccessAsUser.All"],
    ]

    /// The permissions that a property's declaration names.
    private static func names(in text: String) -> [String] {
        text.matches(of: /[A-Z][A-Za-z-]*(?:\.[A-Z][A-Za-z]+)+/).map { String($0.output) }
    }

    // MARK: - Ids

    /// The ids by which registrations name application permissions of Microsoft Graph. From Microsoft's published
    /// permission descriptions.
    private static let applicationIDs = [
        "Organization.Read.All": "498476ce-e0fe-48b0-b801-37ba7e2685c6",
        "Domain.Read.All": "dbb9058a-0e50-45d7-ae91-66909b5d4664",
        "User.Read.All": "df021288-bdef-4463-88db-98f22de89214",
        "Application.Read.All": "9a5d68dd-52b0-4cc2-bd40-abcf44ac3a30",
        "Directory.Read.All": "7ab1d382-f21e-4acd-a863-ba3e13f7da61",
        "RoleManagement.Read.Directory": "483bed4a-2ad3-4361-a73b-c83ccdbdc53c",
        "LicenseAssignment.Read.All": "e2f98668-2877-4f38-a2f4-8202e0717aa1",
        "Domain-InternalFederation.Read.All": "c0e5a7b0-e8b7-40a7-b8e0-8249e6ea81d5",
        "Domain-InternalFederation.ReadWrite.All": "64d40371-8d58-4270-bc8a-b4a66de36b9a",
        "AuditLog.Read.All": "b0afded3-3588-46d8-8b3d-9842eff778da",
        "Group.Read.All": "5b567255-7703-4780-807c-7be8301ae99b",
        "Device.Read.All": "7438b122-aefc-4978-80ed-43db9fcc7715",
        "Policy.Read.All": "246dd0d5-5bd0-4def-940b-0421030a5b68",
        "Policy.Read.ConditionalAccess": "37730810-e9ba-4e46-b07e-8ca78d182097",
        "UserAuthenticationMethod.Read.All": "38d9df27-64da-44fd-b7c5-a6fbac20248f",
        "GroupMember.Read.All": "98830695-27a2-44f7-8c18-0c3ebc9698f6",
        "PrivilegedAssignmentSchedule.Read.AzureADGroup": "cd4161cb-f098-48f8-a884-1eda9a42434c",
        "PrivilegedEligibilitySchedule.Read.AzureADGroup": "edb419d6-7edc-42a3-9345-509bfdf5d87c",
    ]

    /// The id of an application permission; nil for one that isn't known here.
    public static func applicationID(of permission: String) -> String? { applicationIDs[permission] }
}
