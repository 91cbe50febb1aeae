/// Graph's `organization`.
public struct Organization: Decodable, Hashable, Sendable {
    @Caseless public var id: String
    public let displayName: Field<String>
    public let countryLetterCode: Field<String>
    public let onPremisesSyncEnabled: Field<Bool>
    public let onPremisesLastSyncDateTime: Field<String>
}

/// Graph's `homeRealmDiscoveryPolicy`.
public struct HomeRealmDiscoveryPolicy: Decodable, Hashable, Sendable {
    @Caseless public var id: String
    /// JSON in texts.
    public let definition: Field<[String]>
}

/// Graph's `featureRolloutPolicy`.
public struct FeatureRolloutPolicy: Decodable, Hashable, Sendable {
    @Caseless public var id: String
    public let feature: Field<String>
    public let isEnabled: Field<Bool>
}

/// Graph's `unifiedRoleAssignment`, and its eligible kin.
public struct RoleAssignment: Decodable, Hashable, Sendable {
    public let roleDefinitionId: String
    public let principalId: Field<String>
    /// `/` is the whole tenant.
    public let directoryScopeId: Field<String>
}

/// Graph's `user`, as far as it says whether somebody can sign in.
public struct UserAccount: Decodable, Sendable {
    @Caseless public var id: String
    public let userPrincipalName: String
    public let accountEnabled: Field<Bool>
}

/// Graph's `user`, as far as checks look at it.
public struct User: Decodable, Hashable, Sendable {
    @Caseless public var id: String
    public let userPrincipalName: String
    public let displayName: Field<String>
    public let accountEnabled: Field<Bool>
    public let userType: Field<String>
    public let onPremisesImmutableId: Field<String>
    public let onPremisesSyncEnabled: Field<Bool>
    public let creationType: Field<String>
    public let externalUserState: Field<String>
    public let identities: Field<[Identity]>
    public let mail: Field<String>
    public let proxyAddresses: Field<[String]>
    public let otherMails: Field<[String]>
    public let assignedLicenses: Field<[AssignedLicense]>

    /// Graph's `objectIdentity`.
    public struct Identity: Decodable, Hashable, Sendable {
        public let signInType: Field<String>
    }

    /// Graph's `assignedLicense`.
    public struct AssignedLicense: Decodable, Hashable, Sendable {
        public let skuId: Field<String>
    }
}

/// Graph's `licenseDetails`.
public struct LicenseDetails: Decodable, Hashable, Sendable {
    /// Graph's `servicePlanInfo`.
    public struct Plan: Decodable, Hashable, Sendable {
        public let servicePlanName: Field<String>
        public let provisioningStatus: Field<String>
    }

    public let skuId: String
    public let skuPartNumber: String
    public let servicePlans: Field<[Plan]>
}

/// Graph's `subscribedSku`.
public struct SubscribedSku: Decodable, Hashable, Sendable {
    /// Graph's `licenseUnitsDetail`.
    public struct Units: Decodable, Hashable, Sendable {
        public let enabled: Field<Int>
        /// In their grace period: they still work.
        public let warning: Field<Int>
    }

    public let capabilityStatus: Field<String>

    public let skuId: String
    public let skuPartNumber: String
    public let consumedUnits: Field<Int>
    public let prepaidUnits: Field<Units>
}

/// Graph's `directoryObject`, as lists of members hold it; which type it is stands in `@odata.type`.
public struct DirectoryObject: Decodable, Hashable, Sendable {
    @Caseless public var id: String
    public let type: Field<String>
    public let displayName: Field<String>
    public let roleTemplateId: Field<String>

    private enum CodingKeys: String, CodingKey {
        case id, displayName, roleTemplateId
        case type = "@odata.type"
    }
}

/// Graph's `application`.
public struct Application: Decodable, Hashable, Sendable {
    /// Microsoft Graph's own `appId`, the same in every tenant.
    public static let graphAppID = "00000003-0000-0000-c000-000000000000"
    /// The Azure portal's, which is the Entra admin center's too. Microsoft Entra: "Application IDs of commonly used Microsoft
    /// applications".
    public static let portalAppID = "c44b4083-3bb0-49c1-b47d-974e53cbdf3c"

    /// Graph's `webApplication` and its kin, as far as they redirect.
    public struct RedirectURIs: Decodable, Hashable, Sendable {
        public let redirectUris: [String]
    }

    /// Graph's `requiredResourceAccess`.
    public struct RequiredResourceAccess: Decodable, Hashable, Sendable {
        /// Graph's `resourceAccess`.
        public struct Access: Decodable, Hashable, Sendable {
            @Caseless public var id: String
            /// `Scope` (delegated) or `Role` (application).
            public let type: String
        }
        public let resourceAppId: String
        public let resourceAccess: [Access]
    }

    /// Graph's `passwordCredential`.
    public struct PasswordCredential: Decodable, Hashable, Sendable {
        public let keyId: Field<String>
        public let displayName: Field<String>
        public let startDateTime: Field<String>
        public let endDateTime: Field<String>
    }

    @Caseless public var id: String
    public let appId: String
    public let displayName: Field<String>
    public let signInAudience: Field<String>
    public let isFallbackPublicClient: Field<Bool>
    /// Null, or `NotDisabled`, where Microsoft lets it work. Microsoft Graph: application, `disabledByMicrosoftStatus`.
    public let disabledByMicrosoftStatus: Field<String>
    public let web: Field<RedirectURIs>
    public let requiredResourceAccess: Field<[RequiredResourceAccess]>
    public let passwordCredentials: Field<[PasswordCredential]>
    /// Certificates; the same times as secrets have.
    public let keyCredentials: Field<[PasswordCredential]>
}

/// Graph's `servicePrincipal`.
public struct ServicePrincipal: Decodable, Hashable, Sendable {
    /// Graph's `appRole`, and `permissionScope` alike.
    public struct AppRole: Decodable, Hashable, Sendable {
        @Caseless public var id: String
        public let value: Field<String>
    }

    @Caseless public var id: String
    public let appId: String
    public let displayName: Field<String>
    public let accountEnabled: Field<Bool>
    /// As an application's.
    public let disabledByMicrosoftStatus: Field<String>
    public let preferredSingleSignOnMode: Field<String>
    public let servicePrincipalNames: Field<[String]>
    public let replyUrls: Field<[String]>
    public let appRoles: Field<[AppRole]>
    public let oauth2PermissionScopes: Field<[AppRole]>
}

/// Graph's `appRoleAssignment`: an application permission that was consented to.
public struct AppRoleAssignment: Decodable, Hashable, Sendable {
    public let appRoleId: String
    public let resourceId: String
    /// `User`, `Group` or `ServicePrincipal`.
    public let principalType: Field<String>
}

/// Graph's `oAuth2PermissionGrant`: delegated permissions that were consented to.
public struct OAuth2PermissionGrant: Decodable, Hashable, Sendable {
    public let consentType: Field<String>
    public let resourceId: String
    public let scope: Field<String>
}
