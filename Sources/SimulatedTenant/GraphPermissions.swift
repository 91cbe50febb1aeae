/// Microsoft Graph's own permissions: the ids by which registrations name them. The same name has different ids as
/// an application permission and as a delegated one.
///
/// From Microsoft's published permission descriptions.
enum GraphPermissions {
    static let appID = "00000003-0000-0000-c000-000000000000"

    /// Application permissions (`Role`) by name.
    static let roles = [
        "User.Read.All": "df021288-bdef-4463-88db-98f22de89214",
        "User.ReadWrite.All": "741f803b-c850-494e-b5df-cde7c675a1ca",
        "User.ReadBasic.All": "97235f07-e226-4f63-ace3-39588e11d3a1",
        "Group.Read.All": "5b567255-7703-4780-807c-7be8301ae99b",
        "Group.ReadWrite.All": "62a82d76-70ea-41e2-9197-370581804d09",
        "GroupMember.Read.All": "98830695-27a2-44f7-8c18-0c3ebc9698f6",
        "GroupMember.ReadWrite.All": "dbaae8cf-10b5-4b86-a4a1-f871c94c6695",
        "Organization.Read.All": "498476ce-e0fe-48b0-b801-37ba7e2685c6",
        "Directory.Read.All": "7ab1d382-f21e-4acd-a863-ba3e13f7da61",
        "Directory.ReadWrite.All": "19dbc75e-c2e2-444c-a770-ec69d8559fc7",
        "Application.Read.All": "9a5d68dd-52b0-4cc2-bd40-abcf44ac3a30",
        "Application.ReadWrite.All": "1bfefb4e-e0b5-418b-a88f-73c46d2cc8e9",
        "AuditLog.Read.All": "b0afded3-3588-46d8-8b3d-9842eff778da",
        "Domain.Read.All": "dbb9058a-0e50-45d7-ae91-66909b5d4664",
        "Domain.ReadWrite.All": "7e05723c-0bb0-42da-be95-ae9f08a6e53c",
        "Domain-InternalFederation.Read.All": "c0e5a7b0-e8b7-40a7-b8e0-8249e6ea81d5",
        "Domain-InternalFederation.ReadWrite.All": "64d40371-8d58-4270-bc8a-b4a66de36b9a",
        "RoleManagement.Read.Directory": "483bed4a-2ad3-4361-a73b-c83ccdbdc53c",
        "LicenseAssignment.Read.All": "e2f98668-2877-4f38-a2f4-8202e0717aa1",
        "LicenseAssignment.ReadWrite.All": "5facf0c1-8979-4e95-abcf-ff3d079771c0",
        "AppRoleAssignment.ReadWrite.All": "06b708a9-e830-4db3-a914-8e69da51d44f",
        "DelegatedPermissionGrant.ReadWrite.All": "8e8e4742-1d95-4f68-9d56-6ee75648c72a",
        "Device.Read.All": "7438b122-aefc-4978-80ed-43db9fcc7715",
        "Policy.Read.All": "246dd0d5-5bd0-4def-940b-0421030a5b68",
        "Policy.Read.ConditionalAccess": "37730810-e9ba-4e46-b07e-8ca78d182097",
        "UserAuthenticationMethod.Read.All": "38d9df27-64da-44fd-b7c5-a6fbac20248f",
        "Application.ReadWrite.OwnedBy": "18a4783c-866b-4cc7-a460-3d5e5662c884",
        "RoleManagement.ReadWrite.Directory": "9e3f62cf-ca93-4989-b6ce-bf83c28f9fe8",
        "PrivilegedAssignmentSchedule.Read.AzureADGroup": "cd4161cb-f098-48f8-a884-1eda9a42434c",
        "PrivilegedEligibilitySchedule.Read.AzureADGroup": "edb419d6-7edc-42a3-9345-509bfdf5d87c",
    ]

    /// Delegated permissions (`Scope`) by name.
    static let scopes = [
        "User.Read": "e1fe6dd8-ba31-4d61-89e7-88639da4683d",
        "User.Read.All": "a154be20-db9c-4678-8ab7-66f6cc099a59",
        "User.ReadWrite.All": "204e0828-b5ca-4ad8-b9f3-f32a958e7cc4",
        "User.ReadBasic.All": "b340eb25-3456-403f-be2f-af7a0d370277",
        "Group.Read.All": "5f8c59db-677d-491f-a6b8-5f174b11ec1d",
        "Group.ReadWrite.All": "4e46008b-f24c-477d-8fff-7bb4ec7aafe0",
        "GroupMember.Read.All": "bc024368-1153-4739-b217-4326f2e966d0",
        "GroupMember.ReadWrite.All": "f81125ac-d3b7-4573-a3b2-7099cc39df9e",
        "Organization.Read.All": "4908d5b9-3fb2-4b1e-9336-1888b7937185",
        "Directory.Read.All": "06da0dbc-49e2-44d2-8312-53f166ab848a",
        "Directory.ReadWrite.All": "c5366453-9fb0-48a5-a156-24f0c49a4b84",
        "Application.Read.All": "c79f8feb-a9db-4090-85f9-90d820caa0eb",
        "Application.ReadWrite.All": "bdfbf15f-ee85-4955-8675-146e8e5296b5",
        "AuditLog.Read.All": "e4c9e354-4dc5-45b8-9e7c-e1393b0b1a20",
        "Domain.Read.All": "2f9ee017-59c1-4f1d-9472-bd5529a7b311",
        "Domain.ReadWrite.All": "0b5d694c-a244-4bde-86e6-eb5cd07730fe",
        "Domain-InternalFederation.Read.All": "33203a2a-a761-40f0-8a7c-a7e74a9f8ac6",
        "Domain-InternalFederation.ReadWrite.All": "857bd3ea-490e-4284-88a7-a7de1893b6ee",
        "RoleManagement.Read.Directory": "741c54c3-0c1e-44a1-818b-3f97ab4e8c83",
        "Policy.Read.All": "572fea84-0151-49b2-9301-11cb16974376",
        "Policy.Read.ConditionalAccess": "633e0fce-8c58-4cfb-9495-12bbd5a24f7c",
        "UserAuthenticationMethod.Read.All": "aec28ec7-4d02-4e8c-b864-50163aea77eb",
        "LicenseAssignment.Read.All": "f395577a-0960-456b-979f-7228de0c5996",
        "LicenseAssignment.ReadWrite.All": "f55016cc-149c-447e-8f21-7cf3ec1d6350",
        "Device.Read.All": "951183d1-1a61-466f-a6d1-1fde911bfd95",
        "PrivilegedAssignmentSchedule.Read.AzureADGroup": "02a32cc4-7ab5-4b58-879a-0586e0f7c495",
        "PrivilegedEligibilitySchedule.Read.AzureADGroup": "8f44f93d-ecef-46ae-a9bf-338508d44d6b",
        "AppRoleAssignment.ReadWrite.All": "84bccea3-f856-4a8a-967b-dbe0a3d53a64",
        "DelegatedPermissionGrant.ReadWrite.All": "41ce6ca6-6826-4807-84f1-1c82854f7ee5",
        "Directory.AccessAsUser.All": "0e263e50-5827-48a4-b97c-d940288653c7",
        "openid": "37f7f235-527c-4136-accd-4a02d197296e",
        "profile": "14dad69e-099b-42c9-810b-d002981feec1",
        "email": "64a6cdd6-aab1-4aaf-94b8-3cc8405e90d0",
        "offline_access": "7427e0e9-2fba-42fe-b0c0-848c9e6a8182",
    ]

    private static let roleNames = Dictionary(uniqueKeysWithValues: roles.map { ($0.value, $0.key) })

    static func roleName(_ id: String) -> String? { roleNames[id] }
}
