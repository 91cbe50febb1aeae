/// What Graph v1.0 begins its paths with: its entity sets and singletons. Asking for one of these that isn't served is
/// the simulator's limit, not the caller's mistake.
enum GraphSegments {
    static let known: Set<String> = [
        "admin", "agreements", "app", "appCatalogs", "applicationTemplates", "applications", "auditLogs",
        "authenticationMethodConfigurations", "authenticationMethodsPolicy", "certificateBasedAuthConfiguration",
        "chats", "communications", "compliance", "connections", "contacts", "contracts", "copilot",
        "dataPolicyOperations",
        "deviceAppManagement", "deviceManagement", "devices", "directory", "directoryObjects", "directoryRoleTemplates",
        "directoryRoles", "domainDnsRecords", "domains", "drives", "education", "employeeExperience", "external",
        "filterOperators", "functions", "groupLifecyclePolicies", "groupSettingTemplates", "groupSettings", "groups",
        "identity", "identityGovernance", "identityProtection", "identityProviders", "informationProtection",
        "invitations", "localizations", "me", "oauth2PermissionGrants", "organization", "permissionGrants", "places",
        "planner", "policies", "print", "privacy", "reports", "roleManagement", "schemaExtensions",
        "scopedRoleMemberships", "search", "security", "servicePrincipals", "shares", "sites", "solutions", "storage",
        "subscribedSkus", "subscriptions", "teams", "teamsTemplates", "teamwork", "tenantRelationships", "users",
        "$batch",
    ]
}
