extension GraphSchema {
    private static let types = [
        organization, domain, internalDomainFederation, subscribedSku, licenseDetails, user, group, directoryRole,
        unifiedRoleAssignment, unifiedRoleAssignmentScheduleRequest, unifiedRoleManagementPolicyAssignment,
        privilegedAccessGroupAssignmentScheduleInstance,
        privilegedAccessGroupEligibilityScheduleInstance, application, servicePrincipal, appRoleAssignment,
        oauth2PermissionGrant, device, signIn,
        homeRealmDiscoveryPolicy, directoryAudit,
    ]

    /// What is served without a type that can be selected from: DNS records, subscriptions, schedule instances,
    /// Conditional Access, methods, token validation.
    private static let others = EntityType(
        "others",
        """
        appScopeId assignmentType canonicalName commerceSubscriptionId conditions createdDateTime directoryScopeId \
        endDateTime grantControls isOptional isTrial label mailExchange memberType modifiedDateTime nameTarget \
        nextLifecycleDateTime ocpSubscriptionId ownerId ownerTenantId ownerType password port preference priority \
        protocol recordType roleAssignmentOriginId roleAssignmentScheduleId roleEligibilityScheduleId service \
        serviceStatus sessionControls startDateTime status supportedService templateId text totalLicenses ttl \
        validatingDomains weight
        """)

    /// Every property that anything served has.
    static let properties = (types + [others]).reduce(into: Set<String>()) { $0.formUnion($1.properties) }
}
