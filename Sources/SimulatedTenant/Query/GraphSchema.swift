/// The properties that each of Graph's types has, by the names in Graph's own metadata (v1.0, the repository
/// microsoftgraph/msgraph-metadata). A name that isn't here can be neither selected nor filtered by, nor served.
enum GraphSchema {
    struct EntityType: Sendable {
        let name: String
        let properties: Set<String>
        let navigation: Set<String>

        init(_ name: String, _ properties: String, navigation: String = "") {
            self.name = name
            self.properties = Set(properties.split(separator: " ").map(String.init))
            self.navigation = Set(navigation.split(separator: " ").map(String.init))
        }
    }

    static let organization = EntityType(
        "microsoft.graph.organization",
        """
        id deletedDateTime assignedPlans businessPhones city country countryLetterCode createdDateTime \
        defaultUsageLocation displayName marketingNotificationEmails mobileDeviceManagementAuthority \
        onPremisesLastSyncDateTime onPremisesSyncEnabled partnerTenantType postalCode preferredLanguage \
        privacyProfile provisionedPlans securityComplianceNotificationMails \
        securityComplianceNotificationPhones state street technicalNotificationMails tenantType \
        verifiedDomains
        """,
        navigation: """
            branding certificateBasedAuthConfiguration extensions
            """)

    static let domain = EntityType(
        "microsoft.graph.domain",
        """
        id authenticationType availabilityStatus isAdminManaged isDefault isInitial isRoot isVerified \
        manufacturer model passwordNotificationWindowInDays passwordValidityPeriodInDays state \
        supportedServices
        """,
        navigation: """
            domainNameReferences federationConfiguration rootDomain serviceConfigurationRecords \
            verificationDnsRecords
            """)

    static let internalDomainFederation = EntityType(
        "microsoft.graph.internalDomainFederation",
        """
        id displayName issuerUri metadataExchangeUri passiveSignInUri preferredAuthenticationProtocol \
        signingCertificate activeSignInUri federatedIdpMfaBehavior isSignedAuthenticationRequestRequired \
        nextSigningCertificate passwordResetUri promptLoginBehavior signingCertificateUpdateStatus \
        signOutUri
        """)

    static let subscribedSku = EntityType(
        "microsoft.graph.subscribedSku",
        """
        id accountId accountName appliesTo capabilityStatus consumedUnits prepaidUnits servicePlans skuId \
        skuPartNumber subscriptionIds
        """)

    static let licenseDetails = EntityType(
        "microsoft.graph.licenseDetails",
        """
        id servicePlans skuId skuPartNumber
        """)

    static let user = EntityType(
        "microsoft.graph.user",
        """
        id deletedDateTime aboutMe accountEnabled ageGroup assignedLicenses assignedPlans authorizationInfo \
        birthday businessPhones city companyName consentProvidedForMinor country createdDateTime \
        creationType customSecurityAttributes department deviceEnrollmentLimit displayName employeeHireDate \
        employeeId employeeLeaveDateTime employeeOrgData employeeType externalUserState \
        externalUserStateChangeDateTime faxNumber givenName hireDate identities identityParentId \
        imAddresses interests isManagementRestricted isResourceAccount jobTitle lastPasswordChangeDateTime \
        legalAgeGroupClassification licenseAssignmentStates mail mailboxSettings mailNickname mobilePhone \
        mySite officeLocation onPremisesDistinguishedName onPremisesDomainName \
        onPremisesExtensionAttributes onPremisesImmutableId onPremisesLastSyncDateTime \
        onPremisesProvisioningErrors onPremisesSamAccountName onPremisesSecurityIdentifier \
        onPremisesSyncEnabled onPremisesUserPrincipalName otherMails passwordPolicies passwordProfile \
        pastProjects postalCode preferredDataLocation preferredLanguage preferredName print \
        provisionedPlans proxyAddresses responsibilities schools securityIdentifier \
        serviceProvisioningErrors showInAddressList signInActivity signInSessionsValidFromDateTime skills \
        state streetAddress surname usageLocation userPrincipalName userType
        """,
        navigation: """
            activities adhocCalls agreementAcceptances appRoleAssignments authentication calendar \
            calendarGroups calendarView calendars chats cloudClipboard cloudPCs contactFolders contacts \
            createdObjects dataSecurityAndGovernance deviceManagementTroubleshootingEvents directReports drive \
            drives employeeExperience events extensions followedSites inferenceClassification insights \
            joinedTeams licenseDetails mailFolders managedAppRegistrations managedDevices manager memberOf \
            messages oauth2PermissionGrants onPremisesSyncBehavior onenote onlineMeetings outlook ownedDevices \
            ownedObjects people permissionGrants photo photos planner presence registeredDevices \
            scopedRoleMemberOf settings solutions sponsorOf sponsors teamwork todo transitiveMemberOf
            """)

    static let group = EntityType(
        "microsoft.graph.group",
        """
        id deletedDateTime accessType allowExternalSenders assignedLabels assignedLicenses \
        autoSubscribeNewMembers classification createdDateTime description displayName expirationDateTime \
        groupTypes hasMembersWithLicenseErrors hideFromAddressLists hideFromOutlookClients infoCatalogs \
        isArchived isAssignableToRole isFavorite isManagementRestricted isSubscribedByMail \
        licenseProcessingState mail mailEnabled mailNickname membershipRule membershipRuleProcessingState \
        onPremisesDomainName onPremisesExtensionAttributes onPremisesLastSyncDateTime onPremisesNetBiosName \
        onPremisesProvisioningErrors onPremisesSamAccountName onPremisesSecurityIdentifier \
        onPremisesSyncEnabled organizationId preferredDataLocation preferredLanguage proxyAddresses \
        renewedDateTime resourceBehaviorOptions resourceProvisioningOptions securityEnabled \
        securityIdentifier serviceProvisioningErrors theme uniqueName unseenConversationsCount unseenCount \
        unseenMessagesCount visibility welcomeMessageEnabled
        """,
        navigation: """
            acceptedSenders appRoleAssignments calendar calendarView conversations createdOnBehalfOf drive \
            drives events extensions groupLifecyclePolicies memberOf members membersWithLicenseErrors \
            onPremisesSyncBehavior onenote owners permissionGrants photo photos planner rejectedSenders \
            settings sites team threads transitiveMemberOf transitiveMembers
            """)

    static let directoryRole = EntityType(
        "microsoft.graph.directoryRole",
        """
        id deletedDateTime description displayName roleTemplateId
        """,
        navigation: """
            members scopedMembers
            """)

    static let unifiedRoleAssignment = EntityType(
        "microsoft.graph.unifiedRoleAssignment",
        """
        id appScopeId condition directoryScopeId principalId principalOrganizationId roleDefinitionId
        """,
        navigation: """
            appScope directoryScope principal roleDefinition
            """)

    static let unifiedRoleAssignmentScheduleRequest = EntityType(
        "microsoft.graph.unifiedRoleAssignmentScheduleRequest",
        """
        id action appScopeId approvalId completedDateTime createdBy createdDateTime customData directoryScopeId \
        isValidationOnly justification principalId roleDefinitionId scheduleInfo status targetScheduleId ticketInfo
        """,
        navigation: """
            activatedUsing appScope directoryScope principal roleDefinition targetSchedule
            """)

    static let unifiedRoleManagementPolicyAssignment = EntityType(
        "microsoft.graph.unifiedRoleManagementPolicyAssignment",
        """
        id policyId roleDefinitionId scopeId scopeType
        """,
        navigation: """
            policy
            """)

    static let privilegedAccessGroupAssignmentScheduleInstance = EntityType(
        "microsoft.graph.privilegedAccessGroupAssignmentScheduleInstance",
        """
        id accessId assignmentScheduleId assignmentType endDateTime groupId memberType principalId startDateTime
        """,
        navigation: """
            activatedUsing group principal
            """)

    static let privilegedAccessGroupEligibilityScheduleInstance = EntityType(
        "microsoft.graph.privilegedAccessGroupEligibilityScheduleInstance",
        """
        id accessId eligibilityScheduleId endDateTime groupId memberType principalId startDateTime
        """,
        navigation: """
            group principal
            """)

    static let application = EntityType(
        "microsoft.graph.application",
        """
        id deletedDateTime addIns api appId applicationTemplateId appRoles authenticationBehaviors \
        certification createdByAppId createdDateTime defaultRedirectUri description \
        disabledByMicrosoftStatus displayName groupMembershipClaims identifierUris info \
        isDeviceOnlyAuthSupported isDisabled isFallbackPublicClient keyCredentials logo managerApplications \
        nativeAuthenticationApisEnabled notes oauth2RequirePostResponse optionalClaims \
        parentalControlSettings passwordCredentials publicClient publisherDomain \
        requestSignatureVerification requiredResourceAccess samlMetadataUrl serviceManagementReference \
        servicePrincipalLockConfiguration signInAudience spa tags tokenEncryptionKeyId uniqueName \
        verifiedPublisher web
        """,
        navigation: """
            appManagementPolicies createdOnBehalfOf extensionProperties federatedIdentityCredentials \
            homeRealmDiscoveryPolicies owners synchronization tokenIssuancePolicies tokenLifetimePolicies
            """)

    static let servicePrincipal = EntityType(
        "microsoft.graph.servicePrincipal",
        """
        id deletedDateTime accountEnabled addIns alternativeNames appDescription appDisplayName appId \
        applicationTemplateId appOwnerOrganizationId appRoleAssignmentRequired appRoles createdByAppId \
        customSecurityAttributes description disabledByMicrosoftStatus displayName homepage info isDisabled \
        keyCredentials loginUrl logoutUrl notes notificationEmailAddresses oauth2PermissionScopes \
        passwordCredentials preferredSingleSignOnMode preferredTokenSigningKeyThumbprint replyUrls \
        resourceSpecificApplicationPermissions samlSingleSignOnSettings servicePrincipalNames \
        servicePrincipalType signInAudience tags tokenEncryptionKeyId verifiedPublisher
        """,
        navigation: """
            appManagementPolicies appRoleAssignedTo appRoleAssignments claimsMappingPolicies createdObjects \
            delegatedPermissionClassifications endpoints federatedIdentityCredentials \
            homeRealmDiscoveryPolicies memberOf oauth2PermissionGrants ownedObjects owners \
            remoteDesktopSecurityConfiguration synchronization tokenIssuancePolicies tokenLifetimePolicies \
            transitiveMemberOf
            """)

    static let appRoleAssignment = EntityType(
        "microsoft.graph.appRoleAssignment",
        """
        id deletedDateTime appRoleId createdDateTime principalDisplayName principalId principalType \
        resourceDisplayName resourceId
        """)

    static let oauth2PermissionGrant = EntityType(
        "microsoft.graph.oAuth2PermissionGrant",
        """
        id clientId consentType principalId resourceId scope
        """)

    static let device = EntityType(
        "microsoft.graph.device",
        """
        id deletedDateTime accountEnabled alternativeSecurityIds approximateLastSignInDateTime \
        complianceExpirationDateTime deviceCategory deviceId deviceMetadata deviceOwnership deviceVersion \
        displayName enrollmentProfileName enrollmentType isCompliant isManaged isManagementRestricted \
        isRooted managementType manufacturer mdmAppId model onPremisesLastSyncDateTime \
        onPremisesSecurityIdentifier onPremisesSyncEnabled operatingSystem operatingSystemVersion \
        physicalIds profileType registrationDateTime systemLabels trustType
        """,
        navigation: """
            extensions memberOf registeredOwners registeredUsers transitiveMemberOf
            """)

    static let signIn = EntityType(
        "microsoft.graph.signIn",
        """
        id appDisplayName appId appliedConditionalAccessPolicies authenticationAppDeviceDetails \
        clientAppUsed conditionalAccessStatus correlationId createdDateTime deviceDetail homeTenantId \
        ipAddress isInteractive location resourceDisplayName resourceId resourceTenantId riskDetail \
        riskEventTypes riskEventTypes_v2 riskLevelAggregated riskLevelDuringSignIn riskState \
        servicePrincipalId servicePrincipalName status userAgent userDisplayName userId userPrincipalName
        """)

    static let homeRealmDiscoveryPolicy = EntityType(
        "microsoft.graph.homeRealmDiscoveryPolicy",
        """
        id deletedDateTime definition description displayName isOrganizationDefault
        """,
        navigation: """
            appliesTo
            """)

    static let directoryAudit = EntityType(
        "microsoft.graph.directoryAudit",
        """
        id activityDateTime activityDisplayName additionalDetails category correlationId initiatedBy \
        loggedByService operationType result resultReason targetResources
        """)

}
