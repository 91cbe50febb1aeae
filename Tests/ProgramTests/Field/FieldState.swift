import Foundation
import TestSupport

/// A tenant and the services beside it as plain dictionaries, in the words of their APIs: at first one in which every
/// item of the bundled runbooks passes that a machine can check. A case changes one thing of it.
struct FieldState {
    typealias Object = [String: Any]

    static let tenant = "6f1d2c3b-4a59-4e68-8b77-9c0d1e2f3a4b"
    static let client = "0b9a8c7d-6e5f-4a3b-9c2d-1e0f9a8b7c6d"
    static let app = "PeigUserManagerApp"
    static let domain = "werft.example"
    static let initial = "werft.onmicrosoft.com"
    static let graphApp = "00000003-0000-0000-c000-000000000000"
    static let globalAdministrator = "62e90394-69f5-4237-9190-012177145e10"
    static let businessPremium = "cbdc14ab-d96c-4c30-b9f4-6ada7cdc1d46"
    /// What nothing is written as.
    static var null: Any { NSNull() }

    /// What apps are given, by Microsoft's ids: all that the runbooks ask for.
    static let permissions = [
        "User.ReadWrite.All": "741f803b-c850-494e-b5df-cde7c675a1ca",
        "Group.ReadWrite.All": "62a82d76-70ea-41e2-9197-370581804d09",
        "Organization.Read.All": "498476ce-e0fe-48b0-b801-37ba7e2685c6",
        "GroupMember.ReadWrite.All": "dbaae8cf-10b5-4b86-a4a1-f871c94c6695",
        "Application.ReadWrite.All": "1bfefb4e-e0b5-418b-a88f-73c46d2cc8e9",
        "User.Read.All": "df021288-bdef-4463-88db-98f22de89214",
        "Directory.Read.All": "7ab1d382-f21e-4acd-a863-ba3e13f7da61",
        "AuditLog.Read.All": "b0afded3-3588-46d8-8b3d-9842eff778da",
    ]
    /// The same for people.
    static let scopes = [
        "User.Read": "e1fe6dd8-ba31-4d61-89e7-88639da4683d",
        "User.ReadWrite.All": "204e0828-b5ca-4ad8-b9f3-f32a958e7cc4",
        "Group.ReadWrite.All": "4e46008b-f24c-477d-8fff-7bb4ec7aafe0",
        "Organization.Read.All": "4908d5b9-3fb2-4b1e-9336-1888b7937185",
        "GroupMember.ReadWrite.All": "f81125ac-d3b7-4573-a3b2-7099cc39df9e",
    ]

    var organization: Object = [
        "id": tenant, "displayName": "Werft", "countryLetterCode": "DE", "tenantType": "AAD",
        "onPremisesSyncEnabled": null, "onPremisesLastSyncDateTime": null,
    ]
    var domains = [domain(named: domain), domain(named: initial, ["isDefault": true, "isInitial": true])]
    var users = [
        user(1, "greta@\(domain)", "Greta Holm", "udi-0001"), user(2, "henk@\(domain)", "Henk Brand", "udi-0002"),
        user(3, "imke@\(domain)", "Imke Claas", "udi-0003"),
        user(9, "emergency@\(initial)", "Emergency Access", nil, ["assignedLicenses": []]),
    ]
    /// Who holds Global Administrator.
    var administrators = [holder(1, "greta@\(domain)"), holder(9, "emergency@\(initial)")]
    var eligible: [Object] = []
    /// Who is in a group, by its id.
    var members: [String: [Object]] = [:]
    /// The directory roles and groups that somebody is in: the same for everybody that is asked about.
    var roles: [Object] = [
        [
            "@odata.type": "#microsoft.graph.directoryRole", "id": "r1", "displayName": "Global Administrator",
            "roleTemplateId": globalAdministrator,
        ]
    ]
    var licenceDetails: [Object] = [licence(businessPremium, "SPB")]
    var subscriptions: [Object] = [subscription(businessPremium, "SPB", used: 3)]
    var applications: [Object] = [application()]
    var servicePrincipals: [Object] = [
        principal("sp-1", client, app),
        principal(
            "sp-graph", graphApp, "Microsoft Graph",
            [
                "appRoles": permissions.map { ["id": $1, "value": $0, "isEnabled": true] as Object },
                "oauth2PermissionScopes": scopes.map { ["id": $1, "value": $0, "isEnabled": true] as Object },
            ]),
    ]
    var assignments: [Object] = permissions.map { assignment($0, $1) }
    var grants: [Object] = [
        [
            "id": "g1", "clientId": "sp-1", "consentType": "AllPrincipals", "principalId": null,
            "resourceId": "sp-graph",
            "scope": "User.Read",
        ]
    ]
    var federations: [String: Object] = [:]
    var realm: Object = ["NameSpaceType": "Managed", "State": 4, "UserState": 1]
    /// nil as apps meet it: Graph lets none of them read staged rollouts.
    var rollouts: [Object]?
    var realmPolicies: [Object] = []
    var signIns: [Object] = []
    /// What the token says that the app may do.
    var granted =
        permissions.keys + [
            "Domain.Read.All", "RoleManagement.Read.Directory", "Policy.Read.All", "UserAuthenticationMethod.Read.All",
            "Domain-InternalFederation.Read.All", "Domain-InternalFederation.ReadWrite.All", "Domain.ReadWrite.All",
            "Device.Read.All",
        ]
    /// How a sign-in is refused, if it is.
    var refusal: FieldAnswer?
    var scim: [Object] = []
    var pingOne = FieldPingOne()
    /// What of a federation that was set is read back; nil while nothing shows it.
    var readBack: ((Object) -> Object)? = { $0 }
    /// May answer before everything else.
    var first: ((FieldRequest, inout FieldState) -> FieldAnswer?)?
    /// For what is answered otherwise the second time.
    var times = 0

    /// A moment, days from now.
    static func day(_ days: Double) -> String { Date(timeIntervalSinceNow: days * 86_400).formatted(.iso8601) }

    static func id(_ number: Int) -> String { "5ca1ab1e-0000-4000-8000-" + String(format: "%012d", number) }

    static func user(_ number: Int, _ name: String, _ shown: String, _ identifier: String?, _ more: Object = [:])
        -> Object
    {
        let words = shown.split(separator: " ").map(String.init)
        let user: Object = [
            "id": id(number), "userPrincipalName": name, "displayName": shown, "givenName": words[0],
            "surname": words[words.count - 1], "accountEnabled": true, "userType": "Member", "creationType": null,
            "externalUserState": null, "onPremisesImmutableId": identifier ?? null, "onPremisesSyncEnabled": null,
            "assignedLicenses": [["skuId": businessPremium, "disabledPlans": []] as Object], "mail": name,
            "proxyAddresses": ["SMTP:\(name)"], "otherMails": [], "createdDateTime": day(-500), "usageLocation": "DE",
            "identities": [
                ["signInType": "userPrincipalName", "issuer": initial, "issuerAssignedId": name] as Object
            ],
            "signInActivity": ["lastSignInDateTime": day(-1), "lastSuccessfulSignInDateTime": day(-1)] as Object,
        ]
        return user.merging(more) { $1 }
    }

    static func domain(named name: String, _ more: Object = [:]) -> Object {
        let domain: Object = [
            "id": name, "authenticationType": "Managed", "isDefault": false, "isInitial": false, "isRoot": true,
            "isVerified": true, "isAdminManaged": true, "supportedServices": ["Email"], "availabilityStatus": null,
            "state": null,
        ]
        return domain.merging(more) { $1 }
    }

    static func holder(_ number: Int, _ name: String) -> Object {
        ["@odata.type": "#microsoft.graph.user", "id": id(number), "userPrincipalName": name]
    }

    /// - Parameter plans: by their names; what single sign-on needs, if none is given.
    static func licence(_ id: String, _ part: String, plans: [String] = ["AAD_PREMIUM"]) -> Object {
        ["id": "l-\(part)", "skuId": id, "skuPartNumber": part, "servicePlans": plans.map(plan)]
    }

    static func plan(_ name: String) -> Object {
        ["servicePlanName": name, "servicePlanId": id(900), "provisioningStatus": "Success", "appliesTo": "User"]
    }

    static func subscription(_ id: String, _ part: String, used: Int) -> Object {
        [
            "skuId": id, "skuPartNumber": part, "appliesTo": "User", "capabilityStatus": "Enabled",
            "consumedUnits": used,
            "prepaidUnits": ["enabled": 25, "suspended": 0, "warning": 0, "lockedOut": 0],
            "servicePlans": [plan("AAD_PREMIUM")],
        ]
    }

    static func secret(_ name: String, from: Any = day(-3), until: Any) -> Object {
        ["keyId": "k-\(name)", "displayName": name, "hint": "x9Y", "startDateTime": from, "endDateTime": until]
    }

    private static func application() -> Object {
        [
            "id": "app-1", "appId": client, "displayName": app, "signInAudience": "AzureADMyOrg",
            "isFallbackPublicClient": true, "disabledByMicrosoftStatus": null,
            "web": ["redirectUris": ["http://localhost"]], "spa": ["redirectUris": []],
            "publicClient": ["redirectUris": []], "identifierUris": [],
            "requiredResourceAccess": [
                resource(
                    graphApp,
                    permissions.values.map { ($0, "Role") } + [(scopes["User.Read"] ?? "", "Scope")])
            ],
            "passwordCredentials": [secret("peig", until: day(300))], "keyCredentials": [],
        ]
    }

    /// What of an API an app asks for.
    static func resource(_ app: String, _ access: [(id: String, type: String)]) -> Object {
        ["resourceAppId": app, "resourceAccess": access.map { ["id": $0.id, "type": $0.type] }]
    }

    static func principal(_ id: String, _ app: String, _ name: String, _ more: Object = [:]) -> Object {
        let principal: Object = [
            "id": id, "appId": app, "displayName": name, "accountEnabled": true, "disabledByMicrosoftStatus": null,
            "servicePrincipalNames": [], "replyUrls": [], "preferredSingleSignOnMode": null, "appRoles": [],
            "oauth2PermissionScopes": [],
        ]
        return principal.merging(more) { $1 }
    }

    static func assignment(_ name: String, _ role: String) -> Object {
        [
            "id": "as-\(name)", "appRoleId": role, "principalId": "sp-1", "principalType": "ServicePrincipal",
            "resourceId": "sp-graph",
        ]
    }
}

/// PingOne's provisioning: one connection, one rule and what it maps.
struct FieldPingOne {
    static let environment = "b1e5a0f2-7c3d-4e9a-8f16-2d4c6b8a0e13"

    var configuration: FieldState.Object = [
        "ClientId": FieldState.client, "ClientSecret": "***", "TenantDomain": FieldState.tenant,
        "RemoveLicensesWhenSkuIdEmpty": false, "CREATE_USERS": true, "UPDATE_USERS": true, "DISABLE_USERS": true,
        "DEPROVISION_USERS": true, "REMOVE_ACTION": "Disable",
    ]
    var synchronisation: FieldState.Object = [
        "syncState": "SYNCING", "details": FieldState.null, "lastSyncAt": FieldState.day(-0.1), "failedCount": 0,
        "successCount": 3,
    ]
    var status = "ACTIVE"
    var mappings: [FieldState.Object] = [
        ["id": "m1", "sourceAttribute": "username", "targetAttribute": "userPrincipalName"],
        ["id": "m2", "sourceAttribute": "username", "targetAttribute": "mailNickname"],
        ["id": "m5", "sourceAttribute": "name.formatted", "targetAttribute": "displayName"],
        ["id": "m3", "expression": "'f1rst-One'", "targetAttribute": "password"],
        ["id": "m4", "expression": "'DE'", "targetAttribute": "usageLocation"],
    ]

    /// What is below an environment's propagation.
    func answer(_ path: [String]) -> FieldAnswer? {
        switch path {
        case ["stores"]:
            let store: FieldState.Object = [
                "id": "st-2", "type": "AzureActiveDirectorySAML2", "name": "Microsoft 365", "status": status,
                "managed": false, "configuration": configuration, "syncStatus": synchronisation,
            ]
            return list("stores", [["id": "st-1", "type": "directory", "name": "PingOne Directory"], store])
        case ["plans"]: return list("plans", [["id": "pl-1", "name": "Default", "status": "ACTIVE"]])
        case ["rules"]:
            return list(
                "rules",
                [
                    [
                        "id": "ru-1", "name": "To Microsoft 365", "active": true, "plan": ["id": "pl-1"],
                        "sourceStore": ["id": "st-1"], "targetStore": ["id": "st-2"],
                        "populationExpression": "population.id pr",
                    ]
                ])
        case ["rules", "ru-1", "mappings"]: return list("mappings", mappings)
        case ["stores", "connection", "status"]: return FieldAnswer([:])
        case ["revisions", "id:latest"]:
            return FieldAnswer(["id": "rev-1", "createdAt": FieldState.day(-2)])
        default: return nil
        }
    }

    private func list(_ name: String, _ elements: [FieldState.Object]) -> FieldAnswer {
        FieldAnswer(["_embedded": [name: elements], "size": elements.count])
    }
}

extension FieldState {
    /// The three people as a SCIM service has them.
    static var scimPeople: [Object] {
        [
            scimUser("greta", "Greta Holm", "udi-0001"), scimUser("henk", "Henk Brand", "udi-0002"),
            scimUser("imke", "Imke Claas", "udi-0003"),
        ]
    }

    static func scimUser(_ name: String, _ shown: String, _ identifier: String, active: Any? = true) -> Object {
        var user: Object = [
            "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "id": "s-\(name)",
            "userName": "\(name)@\(domain)", "displayName": shown, "externalId": identifier,
            "emails": [["value": "\(name)@\(domain)", "primary": true] as Object],
        ]
        user["active"] = active
        return user
    }
}
