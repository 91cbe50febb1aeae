import Tenant

/// The roles with which a person may write a domain's federation. By template id, which is the same in every tenant.
///
/// Microsoft Graph: "Create internalDomainFederation"; Microsoft Entra: "Microsoft Entra built-in roles".
enum SwitchingRoles {
    static let names = [
        RoleHolderResource.globalAdministrator: "Global Administrator",
        "8329153b-31d0-4727-b945-745eb3bc5f31": "Domain Name Administrator",
        "be2f45a1-457d-42af-a067-6ec1fa63bc45": "External Identity Provider Administrator",
        "8ac3fc64-6eca-42ea-9e69-59f4c7b60eb2": "Hybrid Identity Administrator",
        "194ae4cb-b126-40b2-bd5b-6091b380977d": "Security Administrator",
    ]

    /// The switching roles among what somebody is a member of, whichever way they came.
    static func among(_ memberships: [DirectoryObject], of who: String) throws(TenantFault) -> Set<String> {
        var roles: Set<String> = []
        for one in memberships { if let role = try one.roleTemplate(of: who) { roles.insert(role.lowercased()) } }
        return roles.intersection(names.keys)
    }

    /// By name, so that they are told in the same order each time.
    static let all = names.sorted { $0.value < $1.value }.map { (id: $0.key, name: $0.value) }
}
