/// Graph's `organization`.
public struct Organization: Decodable, Sendable {
    public let id: String
    public let displayName: Field<String>
    public let countryLetterCode: Field<String>
    public let onPremisesSyncEnabled: Field<Bool>
    public let onPremisesLastSyncDateTime: Field<String>
}

/// Graph's `homeRealmDiscoveryPolicy`.
public struct HomeRealmDiscoveryPolicy: Decodable, Sendable {
    public let id: String
    /// JSON in texts.
    public let definition: Field<[String]>
}

/// Graph's `featureRolloutPolicy`.
public struct FeatureRolloutPolicy: Decodable, Sendable {
    public let id: String
    public let feature: Field<String>
    public let isEnabled: Field<Bool>
}

/// Graph's `domain`.
public struct Domain: Decodable, Sendable {
    public let id: String
    /// Who signs people in. Graph documents these two.
    public enum Authentication: String, Sendable {
        case managed, federated
    }

    public let authenticationType: String
    public let isDefault: Bool
    public let isInitial: Bool
    public let isVerified: Bool
    /// False for a subdomain that is signed in as the domain above it is.
    public let isRoot: Bool
    public let supportedServices: Field<[String]>
    /// Null while nothing is being done with it. Microsoft Graph: domain, `state`.
    public let state: Field<DomainState>

    /// nil for a word that Graph doesn't document: neither the one nor the other may follow from it.
    public var authentication: Authentication? { Authentication(rawValue: authenticationType.lowercased()) }

    /// What is being done with it; nil for nothing, and for what was tried and failed.
    public func pendingOperation() throws(TenantFault) -> String? {
        guard let state = try state.nullable(of: id) else { return nil }
        guard let operation = try state.operation.nullable(of: "\(id)'s state"), !operation.isEmpty else { return nil }
        switch try state.status.required(of: "\(id)'s state").lowercased() {
        case "failed": return nil
        case "scheduled", "inprogress": return operation
        case let word: throw .unexpected("the status \"\(word)\" of what is being done with \(id)")
        }
    }

    /// Whether it is switched together with another: Microsoft signs in the people of a subdomain as those of its root,
    /// unless it was promoted to a root of its own.
    public func follows(_ other: String) -> Bool {
        !isRoot && id.lowercased().hasSuffix("." + other.lowercased())
    }
}

/// Graph's `domainState`: what is being done with a domain.
public struct DomainState: Decodable, Sendable {
    /// `ForceDelete` or `Verification`.
    public let operation: Field<String>
    /// `Scheduled`, `InProgress` or `Failed`.
    public let status: Field<String>
}

/// Graph's `domainDnsRecord`, with what its kinds add.
public struct DomainDnsRecord: Decodable, Sendable {
    private let recordType: Field<String>
    private let label: Field<String>
    private let text: Field<String>
    private let mailExchange: Field<String>
    private let canonicalName: Field<String>
    private let nameTarget: Field<String>

    /// "MX nordwind.example nordwind-example.mail.protection.outlook.com"
    public func words(of domain: String) throws(TenantFault) -> String {
        let thing = "a DNS record of \(domain)"
        let kind = try recordType.required(of: thing).uppercased()
        let value: String
        switch kind {
        case "TXT": value = try text.required(of: thing)
        case "MX": value = try mailExchange.required(of: thing)
        case "CNAME": value = try canonicalName.required(of: thing)
        case "SRV": value = try nameTarget.required(of: thing)
        default: throw .unexpected("a DNS record of the kind \(kind)")
        }
        return "\(kind) \(try label.required(of: thing)) \(value)"
    }
}

/// Graph's `unifiedRoleAssignment`, and its eligible kin.
public struct RoleAssignment: Decodable, Sendable {
    public let roleDefinitionId: String
}

/// Graph's `internalDomainFederation`, as checks read it.
public struct DomainFederation: Decodable, Sendable {
    public let id: String
    public let issuerUri: Field<String>
    public let passiveSignInUri: Field<String>
    public let signOutUri: Field<String>
    public let signingCertificate: Field<String>
    public let preferredAuthenticationProtocol: Field<String>
    public let federatedIdpMfaBehavior: Field<String>
}

/// Graph's `internalDomainFederation`, as it is written and compared with what was meant: there a difference of any kind
/// is one.
public struct InternalDomainFederation: Codable, Hashable, Sendable {
    public var id: String?
    public var displayName: String?
    public var issuerUri: String?
    public var passiveSignInUri: String?
    public var signOutUri: String?
    public var signingCertificate: String?
    public var preferredAuthenticationProtocol: String?
    public var federatedIdpMfaBehavior: String?

    public init(
        displayName: String, issuerUri: String, passiveSignInUri: String, signOutUri: String,
        signingCertificate: String,
        preferredAuthenticationProtocol: String, federatedIdpMfaBehavior: String
    ) {
        self.displayName = displayName
        self.issuerUri = issuerUri
        self.passiveSignInUri = passiveSignInUri
        self.signOutUri = signOutUri
        self.signingCertificate = signingCertificate
        self.preferredAuthenticationProtocol = preferredAuthenticationProtocol
        self.federatedIdpMfaBehavior = federatedIdpMfaBehavior
    }
}

/// Graph's `user`, as far as it says whether somebody can sign in.
public struct UserAccount: Decodable, Sendable {
    public let id: String
    public let userPrincipalName: String
    public let accountEnabled: Field<Bool>
}

/// Graph's `user`, as far as checks look at it.
public struct User: Decodable, Sendable {
    public let id: String
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
    public struct Identity: Decodable, Sendable {
        public let signInType: Field<String>
    }

    public struct AssignedLicense: Decodable, Sendable {
        public let skuId: Field<String>
    }
}

/// Graph's `licenseDetails`.
public struct LicenseDetails: Decodable, Sendable {
    public struct Plan: Decodable, Sendable {
        public let servicePlanName: Field<String>
        public let provisioningStatus: Field<String>
    }

    public let skuId: String
    public let skuPartNumber: String
    public let servicePlans: Field<[Plan]>
}

/// Graph's `subscribedSku`.
public struct SubscribedSku: Decodable, Sendable {
    public struct Units: Decodable, Sendable {
        public let enabled: Int
        /// In their grace period: they still work.
        public let warning: Field<Int>
    }

    public let capabilityStatus: Field<String>

    public let skuId: String
    public let skuPartNumber: String
    public let consumedUnits: Int
    public let prepaidUnits: Units
}

/// Graph's `directoryObject`, as lists of members hold it; which type it is stands in `@odata.type`.
public struct DirectoryObject: Decodable, Sendable {
    public let id: String
    public let type: Field<String>
    public let displayName: Field<String>
    public let roleTemplateId: Field<String>

    private enum CodingKeys: String, CodingKey {
        case id, displayName, roleTemplateId
        case type = "@odata.type"
    }
}

/// Graph's `application`.
public struct Application: Decodable, Sendable {
    public struct RedirectURIs: Decodable, Sendable {
        public let redirectUris: [String]
    }

    public struct RequiredResourceAccess: Decodable, Sendable {
        public struct Access: Decodable, Sendable {
            public let id: String
            /// `Scope` (delegated) or `Role` (application).
            public let type: String
        }
        public let resourceAppId: String
        public let resourceAccess: [Access]
    }

    public struct PasswordCredential: Decodable, Sendable {
        public let keyId: Field<String>
        public let displayName: Field<String>
        public let startDateTime: Field<String>
        public let endDateTime: Field<String>
    }

    public let id: String
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
public struct ServicePrincipal: Decodable, Sendable {
    public struct AppRole: Decodable, Sendable {
        public let id: String
        public let value: Field<String>
    }

    public let id: String
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
public struct AppRoleAssignment: Decodable, Sendable {
    public let appRoleId: String
    public let resourceId: String
    /// `User`, `Group` or `ServicePrincipal`.
    public let principalType: Field<String>
}

/// Graph's `oAuth2PermissionGrant`: delegated permissions that were consented to.
public struct OAuth2PermissionGrant: Decodable, Sendable {
    public let consentType: Field<String>
    public let resourceId: String
    public let scope: Field<String>
}
