/// One page of a collection.
public struct Page<Element: Decodable & Sendable>: Decodable, Sendable {
    public let value: [Element]
    public let nextLink: String?

    private enum CodingKeys: String, CodingKey {
        case value
        case nextLink = "@odata.nextLink"
    }
}

/// Graph's `organization`.
public struct Organization: Decodable, Sendable {
    public let id: String
    public let displayName: String?
    public let countryLetterCode: String?
}

/// Graph's `domain`.
public struct Domain: Decodable, Sendable {
    public let id: String
    /// `Managed` or `Federated`.
    public let authenticationType: String
    public let isDefault: Bool
    public let isInitial: Bool
    public let isVerified: Bool
    /// False for a subdomain that is signed in as the domain above it is.
    public let isRoot: Bool?
    public let supportedServices: [String]?

    /// Whether it is switched together with another: Microsoft signs in the people of a subdomain as those of its root,
    /// unless it was promoted to a root of its own.
    public func follows(_ other: String) -> Bool {
        isRoot != true && id.lowercased().hasSuffix("." + other.lowercased())
    }
}

/// Graph's `domainDnsRecord`, with what its kinds add.
public struct DomainDnsRecord: Decodable, Sendable {
    public let recordType: String?
    public let label: String?
    public let text: String?
    public let mailExchange: String?
    public let canonicalName: String?
    public let nameTarget: String?

    /// "MX nordwind.example nordwind-example.mail.protection.outlook.com"
    public var words: String {
        let value = text ?? mailExchange ?? canonicalName ?? nameTarget
        return [recordType?.uppercased(), label, value].compactMap { $0 }.joined(separator: " ")
    }
}

/// Graph's `unifiedRoleAssignment`, and its eligible kin.
public struct RoleAssignment: Decodable, Sendable {
    public let roleDefinitionId: String
}

/// Graph's `internalDomainFederation`, as it is written and read.
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

/// Graph's `user`, as far as checks look at it.
public struct User: Decodable, Sendable {
    public let id: String
    public let userPrincipalName: String
    public let displayName: String?
    public let accountEnabled: Bool?
    public let userType: String?
    public let onPremisesImmutableId: String?
    public let onPremisesSyncEnabled: Bool?
    public let mail: String?
    public let proxyAddresses: [String]?
    public let otherMails: [String]?
    public let assignedLicenses: [AssignedLicense]?

    public struct AssignedLicense: Decodable, Sendable {
        public let skuId: String?
    }
}

/// Graph's `licenseDetails`.
public struct LicenseDetails: Decodable, Sendable {
    public let skuId: String
    public let skuPartNumber: String
}

/// Graph's `subscribedSku`.
public struct SubscribedSku: Decodable, Sendable {
    public struct Units: Decodable, Sendable {
        public let enabled: Int
    }

    public let skuId: String
    public let skuPartNumber: String
    public let consumedUnits: Int
    public let prepaidUnits: Units
}

/// Graph's `directoryObject`, as lists of members hold it; which type it is stands in `@odata.type`.
public struct DirectoryObject: Decodable, Sendable {
    public let id: String
    public let type: String?
    public let displayName: String?
    public let userPrincipalName: String?
    public let accountEnabled: Bool?
    public let roleTemplateId: String?

    private enum CodingKeys: String, CodingKey {
        case id, displayName, userPrincipalName, accountEnabled, roleTemplateId
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
        public let keyId: String?
        public let displayName: String?
        public let endDateTime: String?
    }

    public let id: String
    public let appId: String
    public let displayName: String?
    public let signInAudience: String?
    public let isFallbackPublicClient: Bool?
    public let web: RedirectURIs?
    public let requiredResourceAccess: [RequiredResourceAccess]
    public let passwordCredentials: [PasswordCredential]
    /// Certificates; the same times as secrets have.
    public let keyCredentials: [PasswordCredential]?
}

/// Graph's `servicePrincipal`.
public struct ServicePrincipal: Decodable, Sendable {
    public struct AppRole: Decodable, Sendable {
        public let id: String
        public let value: String?
    }

    public let id: String
    public let appId: String
    public let displayName: String?
    public let accountEnabled: Bool?
    public let preferredSingleSignOnMode: String?
    public let servicePrincipalNames: [String]?
    public let replyUrls: [String]?
    public let appRoles: [AppRole]?
    public let oauth2PermissionScopes: [AppRole]?
}

/// Graph's `appRoleAssignment`: an application permission that was consented to.
public struct AppRoleAssignment: Decodable, Sendable {
    public let appRoleId: String
    public let resourceId: String
    /// `User`, `Group` or `ServicePrincipal`.
    public let principalType: String?
}

/// Graph's `oAuth2PermissionGrant`: delegated permissions that were consented to.
public struct OAuth2PermissionGrant: Decodable, Sendable {
    public let consentType: String?
    public let resourceId: String
    public let scope: String?
}
