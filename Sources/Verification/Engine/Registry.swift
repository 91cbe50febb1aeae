import Runbook

/// The two closed vocabularies. The same declarations type-check a runbook and evaluate it.
public enum Registry {
    static let resources: [any Resource.Type] = [
        OrganizationResource.self, DomainResource.self, LicenseResource.self, RoleHolderResource.self,
        EmergencyAccessResource.self, ApplicationResource.self, EnterpriseApplicationResource.self, UsersResource.self,
        FederationResource.self, RealmResource.self, DeviceResource.self, SignInActivityResource.self,
        WindowResource.self, IdentifiersResource.self, CredentialResource.self, PingOneConnectionResource.self,
        PingOneRuleResource.self, PersonResource.self, StagingDomainResource.self, IdentityProviderResource.self,
        TokenValidationResource.self, SwitchingRoleResource.self, DirectorySyncResource.self,
        SigningCertificateResource.self, NamedDeviceResource.self, DirectoryUsersResource.self,
        GroupResource.self, SecurityDefaultsResource.self,
    ]

    static let matchers: [any Matcher.Type] = [
        EqualsMatcher.self, OneOfMatcher.self, IncludeMatcher.self, ExcludeMatcher.self, ExactlyMatcher.self,
        AtLeastMatcher.self, AtMostMatcher.self, LaterThanMatcher.self, EarlierThanMatcher.self, EmptyMatcher.self,
        ExistsMatcher.self, MatchesMatcher.self, BelowMatcher.self,
    ]

    /// What a domain is that waits for its switch: nothing else opens the lock, so nothing else is to be asked before it.
    private static let beforeSwitch: [String: [String: Vocabulary.BeforeSwitch]] = [
        DomainResource.name: ["authentication": .init(.text("managed"))],
        RealmResource.name: ["namespace": .init(.text("managed"))],
        FederationResource.name: [
            "configured": .init(.boolean(false)), "as-planned": .init(.boolean(false), isWritten: false),
            "last-changed-by-us": .init(.boolean(false), isWritten: false),
        ],
        // Nobody has signed in since a switch that there wasn't.
        PersonResource.name: [PersonResource.signIns: .init(.number(0), isWritten: false, isOfAny: true)],
    ]

    /// What `RunbookLoader` checks runbooks against.
    public static let vocabulary = Vocabulary(
        resources: resources.map { resource in
            Vocabulary.Resource(
                name: resource.name, selector: resource.selector, form: resource.form,
                parameterForms: resource.parameterForms,
                properties: resource.properties.map {
                    .init(
                        name: $0.name, type: $0.type, choices: $0.choices, parameters: $0.parameters,
                        form: $0.same == .domain ? .domain : $0.same == .certificate ? .fingerprint : .name,
                        beforeSwitch: beforeSwitch[resource.name]?[$0.name])
                }, comparesIdentifiers: resource.comparesIdentifiers,
                isProvenByComparison: resource.isProvenByComparison)
        },
        matchers: matchers.map { Vocabulary.Matcher(name: $0.name, arguments: $0.arguments) },
        menus: Menu.allCases.map(\.rawValue))
}
