/// The permissions with which properties are read, and with which the switch is made: Microsoft Graph's by their own names,
/// and what stands for them at PingOne.
public enum Permission: String, Hashable, Sendable, CaseIterable, CustomStringConvertible {
    case applicationReadAll = "Application.Read.All"
    case auditLogReadAll = "AuditLog.Read.All"
    case deviceReadAll = "Device.Read.All"
    case directoryReadAll = "Directory.Read.All"
    case domainReadAll = "Domain.Read.All"
    case domainInternalFederationReadAll = "Domain-InternalFederation.Read.All"
    case domainInternalFederationReadWriteAll = "Domain-InternalFederation.ReadWrite.All"
    case groupReadAll = "Group.Read.All"
    case groupMemberReadAll = "GroupMember.Read.All"
    case licenseAssignmentReadAll = "LicenseAssignment.Read.All"
    case organizationReadAll = "Organization.Read.All"
    case policyReadAll = "Policy.Read.All"
    case policyReadConditionalAccess = "Policy.Read.ConditionalAccess"
    case privilegedAssignmentScheduleReadAzureADGroup = "PrivilegedAssignmentSchedule.Read.AzureADGroup"
    case privilegedEligibilityScheduleReadAzureADGroup = "PrivilegedEligibilitySchedule.Read.AzureADGroup"
    case roleEligibilityScheduleReadDirectory = "RoleEligibilitySchedule.Read.Directory"
    case roleManagementReadDirectory = "RoleManagement.Read.Directory"
    case userReadAll = "User.Read.All"
    case userAuthenticationMethodReadAll = "UserAuthenticationMethod.Read.All"
    /// A role of a worker application.
    case pingOneEnvironmentAdmin = "Environment Admin (PingOne)"

    public var description: String { rawValue }

    /// The id by which a registration names it as an application permission of Microsoft Graph; nil for what isn't Graph's.
    /// From Microsoft's published permission descriptions.
    public var applicationID: String? {
        switch self {
        case .applicationReadAll: "9a5d68dd-52b0-4cc2-bd40-abcf44ac3a30"
        case .auditLogReadAll: "b0afded3-3588-46d8-8b3d-9842eff778da"
        case .deviceReadAll: "7438b122-aefc-4978-80ed-43db9fcc7715"
        case .directoryReadAll: "7ab1d382-f21e-4acd-a863-ba3e13f7da61"
        case .domainReadAll: "dbb9058a-0e50-45d7-ae91-66909b5d4664"
        case .domainInternalFederationReadAll: "c0e5a7b0-e8b7-40a7-b8e0-8249e6ea81d5"
        case .domainInternalFederationReadWriteAll: "64d40371-8d58-4270-bc8a-b4a66de36b9a"
        case .groupReadAll: "5b567255-7703-4780-807c-7be8301ae99b"
        case .groupMemberReadAll: "98830695-27a2-44f7-8c18-0c3ebc9698f6"
        case .licenseAssignmentReadAll: "e2f98668-2877-4f38-a2f4-8202e0717aa1"
        case .organizationReadAll: "498476ce-e0fe-48b0-b801-37ba7e2685c6"
        case .policyReadAll: "246dd0d5-5bd0-4def-940b-0421030a5b68"
        case .policyReadConditionalAccess: "37730810-e9ba-4e46-b07e-8ca78d182097"
        case .privilegedAssignmentScheduleReadAzureADGroup: "cd4161cb-f098-48f8-a884-1eda9a42434c"
        case .privilegedEligibilityScheduleReadAzureADGroup: "edb419d6-7edc-42a3-9345-509bfdf5d87c"
        case .roleEligibilityScheduleReadDirectory: "ff278e11-4a33-4d0c-83d2-d01dc58929a5"
        case .roleManagementReadDirectory: "483bed4a-2ad3-4361-a73b-c83ccdbdc53c"
        case .userReadAll: "df021288-bdef-4463-88db-98f22de89214"
        case .userAuthenticationMethodReadAll: "38d9df27-64da-44fd-b7c5-a6fbac20248f"
        case .pingOneEnvironmentAdmin: nil
        }
    }

    /// What allows the same and more. Microsoft Graph's permission map.
    public var broader: [String] {
        switch self {
        case .applicationReadAll: ["Application.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All"]
        case .directoryReadAll: ["Directory.ReadWrite.All"]
        case .domainReadAll: ["Directory.Read.All", "Directory.ReadWrite.All", "Domain.ReadWrite.All"]
        case .domainInternalFederationReadWriteAll: ["Directory.AccessAsUser.All"]
        case .licenseAssignmentReadAll:
            [
                "LicenseAssignment.ReadWrite.All", "Organization.Read.All", "Directory.Read.All",
                "Directory.ReadWrite.All",
            ]
        case .organizationReadAll: ["Directory.Read.All", "Directory.ReadWrite.All", "Organization.ReadWrite.All"]
        case .roleEligibilityScheduleReadDirectory:
            [
                "RoleEligibilitySchedule.ReadWrite.Directory", "RoleManagement.Read.Directory",
                "RoleManagement.Read.All", "RoleManagement.ReadWrite.Directory",
            ]
        case .roleManagementReadDirectory:
            ["RoleManagement.ReadWrite.Directory", "Directory.Read.All", "Directory.ReadWrite.All"]
        case .userReadAll: ["User.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All"]
        case .auditLogReadAll, .deviceReadAll, .domainInternalFederationReadAll, .groupReadAll, .groupMemberReadAll,
            .policyReadAll, .policyReadConditionalAccess, .privilegedAssignmentScheduleReadAzureADGroup,
            .privilegedEligibilityScheduleReadAzureADGroup, .userAuthenticationMethodReadAll, .pingOneEnvironmentAdmin:
            []
        }
    }

    /// "User.Read.All, Domain.Read.All and Policy.Read.All"; nil for none.
    static func words(_ permissions: [Permission]) -> String? {
        guard let last = permissions.last else { return nil }
        let others = permissions.dropLast().map(\.rawValue).joined(separator: ", ")
        return others.isEmpty ? last.rawValue : "\(others) and \(last)"
    }
}
