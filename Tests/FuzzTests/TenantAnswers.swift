import Foundation
import TestSupport

/// What the simulated tenant answers to the reads of checks, and what the services document of their errors.
enum TenantAnswers {
    private static let paths: [(String, [(String, String)])] = [
        ("organization", []), ("domains", []), ("domains/nordwind.example", []),
        ("domains/nordwind.example/federationConfiguration", []),
        ("domains/nordwind.example/verificationDnsRecords", []),
        ("domains/nordwind.example/serviceConfigurationRecords", []), ("users", [("$top", "3")]),
        ("users/ida.holm@nordwind.example", []), ("users/ida.holm@nordwind.example/licenseDetails", []),
        ("users/ida.holm@nordwind.example/transitiveMemberOf", []), ("subscribedSkus", []), ("applications", []),
        ("servicePrincipals", [("$top", "4")]), ("roleManagement/directory/roleAssignments", []),
        ("auditLogs/directoryAudits", [("$top", "3")]), ("oauth2PermissionGrants", []), ("directoryRoles", []),
        ("users/nobody@nordwind.example", []),
    ]

    private static let documented = [
        #"{"value":[{"id":"1","roleDefinitionId":"62e90394-69f5-4237-9190-012177145e10"}],"@odata.nextLink":"https://graph.microsoft.com/v1.0/x?$skiptoken=a"}"#,
        #"{"value":[{"id":"9","displayName":"Peig","issuerUri":"https://idp.example/","passiveSignInUri":"https://idp.example/sso","signingCertificate":"MIIC","preferredAuthenticationProtocol":"saml","federatedIdpMfaBehavior":"acceptIfMfaDoneByFederatedIdp"}]}"#,
        #"{"error":{"code":"Request_ResourceNotFound","message":"Resource does not exist","innerError":{"date":"2026-11-25T22:00:00","request-id":"x"}}}"#,
        #"{"value":[{"id":"a","activityDateTime":"2026-11-25T22:00:00.1234567Z","activityDisplayName":"Set federation settings on domain","correlationId":"c","result":"success","resultReason":"","initiatedBy":{"user":{"id":"u","userPrincipalName":"ida@nordwind.example","displayName":"Ida"},"app":null},"targetResources":[{"id":"t","displayName":"nordwind.example"}]}]}"#,
        #"{"value":[{"appRoleId":"r","resourceId":"s","principalType":"User"}]}"#,
        #"{"value":[{"consentType":"AllPrincipals","resourceId":"s","scope":" User.Read Domain.Read.All"}]}"#,
        #"{"NameSpaceType":"Federated","federation_protocol":"SAML20","Login":"a@nordwind.example","AuthURL":"https://idp.example/sso","DomainName":"nordwind.example"}"#,
        #"{"id":"1","appId":"2","displayName":"x","requiredResourceAccess":[{"resourceAppId":"r","resourceAccess":[{"id":"i","type":"Scope"}]}],"passwordCredentials":[{"keyId":"k","endDateTime":"2027-11-25T22:00:00Z"}],"keyCredentials":[],"web":{"redirectUris":["https://x.example/"]}}"#,
    ]

    static let pingOne = [
        #"{"_embedded":{"stores":[{"id":"1","name":"Microsoft 365","type":"AzureActiveDirectorySAML2","status":"ACTIVE","managed":true,"configuration":{"ClientId":"c","TenantDomain":"nordwind.example","CREATE_USERS":true,"REMOVE_ACTION":"Disable"},"syncStatus":{"syncState":"SUCCESS","lastSyncAt":"2026-11-25T22:00:00.123Z","failedCount":0,"successCount":12}}]},"_links":{"self":{"href":"https://api.pingone.eu/v1/x"},"next":{"href":"https://api.pingone.eu/v1/x?cursor=1"}},"count":1,"size":1}"#,
        #"{"_embedded":{"rules":[{"id":"1","name":"r","active":true,"populationExpression":"(name eq \"x\")","sourceStore":{"id":"2"},"targetStore":{"id":"3"},"plan":{"id":"4"}}]}}"#,
        #"{"_embedded":{"mappings":[{"id":"1","targetAttribute":"userPrincipalName","sourceAttribute":"username"}]}}"#,
        #"{"_embedded":{"plans":[{"id":"1","name":"p","status":"ACTIVE"}]},"_links":{}}"#,
        #"{"id":"1","createdAt":"2026-11-25T22:00:00.123Z"}"#,
        #"{"id":"e1","code":"INVALID_DATA","message":"The request could not be completed.","details":[{"code":"INVALID_VALUE","target":"name","message":"must not be empty"}]}"#,
        #"{"error":"invalid_client","error_description":"Request denied: unsupported authentication method"}"#,
        #"{"access_token":"eyJ","token_type":"Bearer","expires_in":3600}"#,
    ]

    private static let reading = Task { () throws -> [[UInt8]] in
        let trainee = try await Trainee.start("ready-to-cut-over")
        var answers: [[UInt8]] = []
        for (path, query) in paths {
            let answer = try? await trainee.read(path, query)
            guard let answer, let data = try? JSONSerialization.data(withJSONObject: answer, options: .sortedKeys)
            else {
                continue
            }
            answers.append(Array(data))
        }
        await trainee.tenant.stop()
        return answers + documented.map { Array($0.utf8) }
    }

    /// Bodies of Graph's answers.
    static func graph() async throws -> [[UInt8]] { try await reading.value }
}
