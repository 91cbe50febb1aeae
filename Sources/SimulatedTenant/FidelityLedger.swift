/// How each behaviour of the simulated tenant is known to be the real one's, and which test holds it. A test checks
/// that each row names a test that exists.
public enum FidelityLedger {
    /// How a behaviour is known.
    public enum Basis: String, Sendable, CaseIterable {
        /// Stands in the service's documentation, or in Microsoft's own metadata.
        case documented
        /// A client of Microsoft's, or a recorded answer, needs it so.
        case seen
        /// Nothing says so; to be tried at a real tenant.
        case assumed
    }

    /// One behaviour of the simulated tenant, with what it rests on and the test that holds it.
    public struct Row: Sendable {
        public let behaviour: String
        public let basis: Basis
        /// The page, thread or client.
        public let source: String
        /// The name of the test.
        public let test: String
    }

    private static func row(_ behaviour: String, _ basis: Basis, _ source: String, _ test: String) -> Row {
        Row(behaviour: behaviour, basis: basis, source: source, test: test)
    }

    public static let rows =
        [
            row(
                "A guest who was never invited signs in here; who accepted an invitation has a federated identity",
                .documented, "user-properties, objectIdentity", "whoSignsInHereIsCountedWhateverTheyAreCalled"),
            row(
                "Until an invited local account accepts, its own password is what it has", .assumed,
                "invite-internal-users, by its wording", "whoSignsInHereIsCountedWhateverTheyAreCalled"),
            row(
                "The issuer of an identity is the domain of its name, not the tenant's first one", .assumed,
                "objectIdentity shows the first", "whoSignsInHereIsCountedWhateverTheyAreCalled"),
            row(
                "A former synchronisation leaves onPremisesSyncEnabled false and the time of the last one", .documented,
                "organization, user", "immutableIDsAloneProveNothing"),
            row(
                "Mail addresses are logins where a home realm discovery policy has AlternateIdLogin", .documented,
                "howto-authentication-use-email-signin", "alternateLoginsAreNamed"),
            row(
                "A wrong secret: 401, invalid_client, AADSTS7000215", .seen, "microsoft-365-agents-toolkit#8621",
                "test_wrong_secret"),
            row(
                "Peig's SAML metadata is served at its entity ID, with a signing certificate of RSA, and one address by POST",
                .documented, "OASIS SAML V2.0 metadata, sections 2.4.3 and 4.1; how-to-connect-fed-saml-idp",
                "itFillsTheAnswersOnceThePersonSaysYes"),
            row(
                "Peig publishes the certificate that it signs with now, as soon as it rolls over", .assumed,
                "nothing says when", "aRolloverIsRedAndTheRemedyWorks"),
            row(
                "Before it rolls over, Peig's metadata names the next certificate beside the one that it signs with",
                .assumed, "OASIS SAML V2.0 metadata, section 2.4.1.1 allows several keys; nothing says what Peig does",
                "theNextCertificateIsPublishedBeforeItIsUsed"),
            row(
                "An expired secret: 401, invalid_client, AADSTS7000222", .seen, "botframework-sdk#6221",
                "test_expired_secret"),
            row(
                "An unknown app: 400, unauthorized_client, AADSTS700016", .seen, "AzureTRE#1475, status inferred",
                "wrongAndUnknownCredentialsAreRefusedAsEntraDoes"),
            row(
                "Discovery of an unknown tenant: 400, invalid_tenant, AADSTS90002", .seen, "azure-cli#22145",
                "discoveryLeadsToTheTokenEndpoint"),
            row(
                "An app by itself asks for a scope without /.default: 400, invalid_scope, AADSTS1002012", .seen,
                "messages of clients; v2-oauth2-client-creds-grant-flow asks for it", "refusalsAreEntras"),
            row(
                "A disabled app: AADSTS7000112 as unauthorized_client", .assumed, "reference-error-codes",
                "refusalsAreEntras"),
            row(
                "A certificate assertion, PS256 with x5t#S256 or RS256 with x5t", .documented,
                "certificate-credentials", "aCertificateSignsIn"),
            row(
                "A stale assertion: AADSTS700024 with 401", .assumed, "Sato#1, status inferred",
                "aCertificateSignsIn"),
            row(
                "Device code: pending, declined, expired, redeemed once", .documented, "v2-oauth2-device-code",
                "aDeviceIsApprovedElsewhere"),
            row(
                "A device code redeemed twice: AADSTS54005", .assumed, "reference-error-codes",
                "aDeviceIsApprovedElsewhere"),
            row(
                "A scope without consent: AADSTS65001, suberror consent_required", .seen, "azure-docs#39189",
                "aPersonGetsWhatTheAppWasConsentedTo"),
            row(
                "Faults at the token endpoint are in Entra's shape", .seen, "msal crashes on any other",
                "faultsKeepTheServicesShape"),
            row(
                "Links lead back to the host that the client used", .seen, "msgraph-sdk withholds its token elsewhere",
                "toolsFindItTrustItAndAreRefusedAsTheyShould"),
            row(
                "Tokens are ES256, where Entra's are RS256", .assumed, "opaque to every client",
                "discoveryLeadsToTheTokenEndpoint"),
            row(
                "A user token may do what its scopes and the person's roles both allow", .documented,
                "permissions-overview", "aPersonGetsWhatTheAppWasConsentedTo"),
        ]
        + [
            row(
                "Property names and types", .documented, "msgraph-metadata v1.0",
                "test_every_entity_is_typed_completely"),
            row(
                "$count without ConsistencyLevel is ignored; /$count answers 400", .documented,
                "aad-advanced-queries", "queriesAreAnsweredAsGraphDoes"),
            row(
                "ne, not, endsWith and $orderby with $filter need ConsistencyLevel and $count", .documented,
                "aad-advanced-queries", "queriesAreAnsweredAsGraphDoes"),
            row(
                "contains is refused on directory objects", .documented, "aad-advanced-queries",
                "queriesAreAnsweredAsGraphDoes"),
            row(
                "An unknown property is 400 BadRequest", .seen, "Graph's OData errors in public threads",
                "queriesAreAnsweredAsGraphDoes"),
            row(
                "A next page asked for too late: 400 Directory_ExpiredPageToken; the list can be begun again", .seen,
                "people's reports, and clients that begin again", "anExpiredPageIsRefusedAsGraphDoes"),
            row(
                "Where a fault says so, a page begins with the last object of the one before", .seen,
                "microsoft-graph-docs-contrib#2285, of events; people report it of other lists",
                "aPageBeginsWithTheLastObjectOfTheOneBefore"),
            row(
                "A page with a repeated object is no longer than $top", .assumed, "no page says so",
                "aPageBeginsWithTheLastObjectOfTheOneBefore"),
            row("$top above 999: 400", .seen, "answers/questions/1129204", "queriesAreAnsweredAsGraphDoes"),
            row(
                "$batch: 20 at most, ids unique, relative URLs, dependsOn 424", .documented, "json-batching",
                "aBatchAnswersEachRequestForItself"),
            row("$batch: absolute URLs fail", .seen, "msgraph-sdk-python#1015", "test_batch"),
            row("$batch: the text of a refusal of 21 requests", .assumed, "-", "aMalformedBatchIsRefusedWhole"),
            row(
                "A missing permission: 403 Authorization_RequestDenied", .documented, "errors",
                "theCheckingAppMayNotWrite"),
            row(
                "A second service principal: 409 Request_MultipleObjectsWithSameKeyValue", .seen,
                "real clients' scripts", "whatGraphRefusesIsRefused"),
            row(
                "federationConfiguration of a managed domain: 404", .documented,
                "domain-list-federationconfiguration", "aDomainIsFederatedAndSetBack"),
            row(
                "Federating without a certificate: 500, and federated all the same", .seen,
                "microsoft-graph-docs-contrib#1389", "aMissingCertificateFederatesWithAnError"),
            row(
                "The initial domain can't be federated", .documented, "how-to-connect-fed-saml-idp",
                "whatGraphRefusesIsRefused"),
            row(
                "The default domain can't be federated: 400", .assumed, "microsoft-graph-docs#20766, vendors' guides",
                "whatGraphRefusesIsRefused"),
            row(
                "A second change of federation within 10 minutes: 400", .assumed, "Peig's overview has the limit",
                "aDomainIsFederatedAndSetBack"),
            row(
                "PATCH from Federated to Managed is taken", .seen, "microsoft-graph-docs#5401",
                "aDomainIsFederatedAndSetBack"),
            row(
                "A user in a federated domain needs onPremisesImmutableId", .documented, "user-post-users",
                "aDomainIsFederatedAndSetBack"),
            row(
                "A subdomain has the type of its root, and follows it", .documented, "domains-verify-custom-subdomain",
                "aSubdomainFollowsItsRoot"),
            row(
                "A subdomain of a federated root: 400 on POST", .seen, "microsoft-graph-docs#1256",
                "aSubdomainFollowsItsRoot"),
            row(
                "Federating a subdomain by itself: 400", .assumed, "no page says what comes",
                "aSubdomainFollowsItsRoot"),
            row("getuserrealm.srf", .seen, "recorded by tools; undocumented", "theRealmFollowsTheDomain"),
            row(
                "signInActivity must be selected, needs AuditLog.Read.All and Entra ID P1, and takes no UPN",
                .documented, "resources/signinactivity, microsoft-graph-docs#12772",
                "signInActivityWantsItsOwnPermissionAndLicence"),
            row(
                "Roles that may be activated are listed as role eligibility schedule instances", .documented,
                "rbacapplication-list-roleeligibilityscheduleinstances", "everyPropertyIsSeenGreenAndRed"),
            row(
                "What a verified domain's services want of its DNS: MX, SPF, autodiscover", .documented,
                "domain-list-serviceconfigurationrecords; values as a new domain shows them",
                "everyPropertyIsSeenGreenAndRed"),
            row(
                "auditLogs/signIns needs Entra ID P1", .documented, "resources/signin",
                "signInsTellWhatHappened"),
            row(
                "auditLogs/directoryAudits: AuditLog.Read.All is enough; filtered by time, activity and "
                    + "correlationId", .documented, "directoryaudit-list", "theLogIsAskedByTimeActivityAndCorrelation"),
            row(
                "A switch stands in the audit log as Set domain authentication, a change of the configuration as Set "
                    + "federation settings on domain", .documented, "reference-audit-activities",
                "removalAndPatchAreRecorded"),
            row(
                "A POST of a configuration writes both of them; LiveType goes from [\"Managed\"] to [\"Federated\"]",
                .assumed, "detection rules for federated domains; properties of a configuration in Graph's words",
                "aSwitchByAnAppIsRecorded"),
            row(
                "The audit log's correlationId is the request's client-request-id", .assumed, "no page says so",
                "aSwitchByAnAppIsRecorded"),
            row(
                "Switched without a certificate: 500, and recorded as a success; what a rule refuses isn't recorded",
                .assumed, "no page says so", "onlyWhatTookEffectIsRecorded"),
            row(
                "The newest audit entries come first, and show at once; they come minutes late where a fault says so",
                .assumed,
                "reference-reports-latencies; stale reads are a fault", "theLogLagsBehindWhereAFaultSaysSo"),
            row(
                "Sign-in through a changed certificate: AADSTS50008; without a match 51004; without a realm 50107",
                .assumed, "reference-error-codes, pairing inferred", "signInsTellWhatHappened"),
            row(
                "Another provider's page or protocol at the domain: AADSTS50008", .assumed, "reference-error-codes",
                "eachWaySaysWhoRefuses"),
            row(
                "Members of a role are users, groups and service principals", .documented, "directoryrole-list-members",
                "whoCountsAsTheWayBack"),
            row(
                "Role assignments with their ends, as Privileged Identity Management lists them", .documented,
                "rbacapplication-list-roleassignmentscheduleinstances", "whoCountsAsTheWayBack"),
            row(
                "PIM for Groups: assignments and eligibilities of one group or one principal, each by its own permission; "
                    + "who is simply a member is listed without times",
                .documented,
                "privilegedaccessgroup-list-assignmentscheduleinstances, -list-eligibilityscheduleinstances",
                "whoIsInAGroupIsListedWithItsEnd"),
            row(
                "Who is eligible for a group is none of its members; who is a member for a time leaves by itself",
                .documented, "privilegedidentitymanagement-for-groups-api-overview", "aTimeBoundMemberLeavesByItself"),
            row(
                "Assigned, Activated and Direct are written as the page's example has them; the types have small letters",
                .documented, "privilegedaccessgroup-list-assignmentscheduleinstances",
                "whoIsInAGroupIsListedWithItsEnd"),
            row(
                "PIM for Groups, asked for neither a group nor a principal: 400; the code is MissingParameters",
                .assumed,
                "the page asks for the filter and doesn't say what comes", "theQuestionMustNameAGroupOrAPrincipal"),
            row(
                "PIM for Groups, asked by a person through an app: Global Reader, or Global Administrator; a group's own "
                    + "members and owners are refused here, and Privileged Role Administrator isn't served",
                .documented,
                "rbac-pim-groups-apis-read-assignmentschedules, as far as it goes", "aPersonNeedsARoleOfTheirOwn"),
            row(
                "PIM for Groups without Entra ID P2 answers as PIM for roles does; a group without either lists its members",
                .assumed, "no page says so", "theQuestionMustNameAGroupOrAPrincipal"),
            row(
                "What was asked of roles: an activation that nobody had to approve has no approvalId; one that waits is "
                    + "PendingApprovalProvisioning and has its own id there; Granted after the approval",
                .seen,
                "rbacapplication-post-roleassignmentschedulerequests; a public record of one activation of 2026",
                "aScenarioEndsAsItsTraineeDeserves"),
            row(
                "Which roles want an approval: roleManagementPolicyAssignments, asked with scopeId and scopeType; the rule "
                    + "is Approval_EndUser_Assignment; without the two: 400",
                .documented, "policyroot-list-rolemanagementpolicyassignments",
                "theDoctorSaysWhetherTheTenantAsksSomebody"),
            row(
                "Whoever asked for a role can't approve it; any Global Administrator else can", .documented,
                "pim-approval-workflow; Privileged Role Administrator isn't served", "aScenarioEndsAsItsTraineeDeserves"
            ),
            row(
                "Privileged Identity Management without Entra ID P2: 400 AadPremiumLicenseRequired", .seen,
                "Azure-MG-Sub-Governance-Reporting#114", "privilegedRolesNeedTheirLicence"),
            row(
                "What If: policies with policyApplies and analysisReasons; a condition that isn't told is "
                    + "notEnoughInformation", .documented, "conditionalaccessroot-evaluate, whatifanalysisreasons",
                "whoCountsAsTheWayBack"),
            row(
                "What If without Entra ID P1: 403", .assumed, "no page says what comes", "whoCountsAsTheWayBack"),
            row(
                "Sign-in methods of a user; a password is one", .documented, "authentication-list-methods",
                "whoCountsAsTheWayBack"),
            row(
                "The federated token validation policy: all by default; put, not patched", .documented,
                "federatedtokenvalidationpolicy-get, Message Center MC1303719", "whomTokenValidationRefuses"),
            row(
                "A token of another root domain than the user principal name's: AADSTS5000820", .documented,
                "reference-error-codes, Message Center MC1303719", "whomTokenValidationRefuses"),
            row(
                "A subscription's seats stand under its state; what was bought says when the state changes",
                .documented, "resources/subscribedsku, resources/companysubscription", "whatExistsAndDoesNotWork"),
            row("assignLicense needs usageLocation and free seats", .seen, "CIPP#783", "licencesAreCounted"),
            row(
                "Changes show at once, without replication delay", .assumed, "stale reads are a fault",
                "readsCanLagBehind"),
            row(
                "429, 503 and 504 are retried by Microsoft's clients, 500 is not", .seen, "kiota-http 1.16",
                "test_survives_throttling"),
        ]
        + [
            row(
                "PingOne: paths, objects, one plan, mappings before activation", .documented, "PingOne platform API",
                "pingOneProvisions"),
            row("PingOne: a secret doesn't come back", .assumed, "unverified", "pingOneProvisions"),
            row("PingOne: errors of a failed connection test", .assumed, "unverified", "pingOneProvisions"),
            row(
                "Peig: everything below /v1.0/peig", .assumed, "Peig documents no API",
                "identifiersAreLinkedMergedAndCreated"),
        ]
}
