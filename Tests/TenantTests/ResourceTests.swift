import Crypto
import Foundation
import HTTPTransport
import Reconciliation
import Runbook
import Sameness
import SimulatedTenant
import Tenant
import TestSupport
import Testing
import YAMLDocument

@testable import Verification

/// Properties of resources that no check of the Peig runbook shows, each seen green and seen red at one tenant where
/// something of everything stands.
@Suite(.serialized) struct ResourceTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let resource: String
        let holds: String
        let fails: String
        /// What the failed verdict says.
        let says: String

        init(_ resource: String, _ holds: String, _ fails: String, _ says: String) {
            (self.resource, self.holds, self.fails, self.says) = (resource, holds, fails, says)
        }

        var testDescription: String { "\(resource): \(holds)" }
    }

    static let cases: [Case] = [
        Case("organization:", "country: DE", "country: AT", "Country: is DE, must be AT"),
        Case(
            "organization:", "display-name: Nordwind GmbH", "display-name: Nordwind AG",
            "The organisation's name: is Nordwind GmbH, must be Nordwind AG"),
        Case(
            "organization:", "verified-domains: { include: nordwind.example }",
            "verified-domains: { include: x.example }", "Verified domains: x.example is missing"
        ),
        Case("license: SPB", "present: true", "present: false", "The subscription: is yes, must be no"),
        Case("license: ENTERPRISEPACK", "present: false", "present: true", "The tenant has no Office 365 E3"),
        Case(
            "license: SPB", "free-seats: 24", "free-seats: { at-least: 25 }", "Free seats: is 24, must be at least 25"),
        Case(
            "license: ENTERPRISEPACK", "present: false", "free-seats: { at-least: 1 }", "The tenant has no Office 365"),
        Case(
            "enterprise-application: Portal", "enabled: true", "enabled: false", "Portal is switched on"),
        Case("enterprise-application: Portal", "sso-mode: saml", "sso-mode: oidc", "Single sign-on mode: is saml"),
        Case("enterprise-application: Nothing", "exists: false", "enabled: true", "There is no enterprise application"),
        Case(
            "federation: nordwind.example", "certificate-thumbprint: THUMBPRINT", "certificate-thumbprint: 00FF",
            "The signing certificate's thumbprint (SHA-1): is THUMBPRINT, must be 00FF"),
        Case(
            "domain: nordwind.example", "subdomains: { exactly: [mail.nordwind.example] }",
            "subdomains: { empty: true }",
            "Subdomains, which switch with it"),
        Case(
            "domain: nordwind.example", "supported-services: { include: Email }",
            "supported-services: { include: Intune }", "Intune is missing; there: Email"),
        Case(
            "federation: nordwind.example", "configured: true", "configured: false",
            "nordwind.example has a federation configuration"),
        Case(
            "federation: mail.nordwind.example", "configured: false", "configured: true",
            "mail.nordwind.example has no federation configuration"),
        Case(
            "federation: nordwind.example", "issuer: https://login.nordwind-peig.example/idp/shibboleth",
            "issuer: https://elsewhere.example", "Issuer: is https://login.nordwind-peig.example/idp/shibboleth"),
        Case(
            "federation: nordwind.example", "sign-in-url: https://login.nordwind-peig.example/sso",
            "sign-in-url: https://elsewhere.example", "Sign-in URL: is https://login.nordwind-peig.example/sso"),
        Case(
            "federation: nordwind.example", "sign-out-url: https://login.nordwind-peig.example/out",
            "sign-out-url: https://elsewhere.example", "Sign-out URL: is https://login.nordwind-peig.example/out"),
        Case("federation: nordwind.example", "protocol: saml", "protocol: wsFed", "Protocol: is saml, must be wsFed"),
        Case(
            "federation: nordwind.example", "mfa-behaviour: rejectMfaByFederatedIdp", "mfa-behaviour: none",
            "MFA behaviour: is rejectMfaByFederatedIdp"),
        Case(
            "federation: nordwind.example", "certificate-expires: { later-than: 30d }",
            "certificate-expires: { later-than: 9000d }", "must be more than 9000 days away"),
        Case(
            "federation: mail.nordwind.example", "configured: false", "issuer: https://elsewhere.example",
            "mail.nordwind.example has no federation configuration"),
        Case(
            "realm: ida.holm@nordwind.example", "namespace: federated", "namespace: managed",
            "Who signs people in: is federated, must be managed"),
        Case(
            "realm: emergency@nordwind.onmicrosoft.com", "namespace: managed", "namespace: federated",
            "Who signs people in: is managed, must be federated"),
        Case(
            "realm: nobody@nowhere.example", "namespace: unknown", "namespace: federated",
            "Who signs people in: is unknown, must be federated"),
        Case(
            "realm: x@mail.nordwind.example", "sign-in-url: https://login.nordwind-peig.example/sso",
            "sign-in-url: https://elsewhere.example", "https://login.nordwind-peig.example/sso, must be"),
        Case("window: 2020-01-01T00:00:00Z/2099-01-01T00:00:00Z", "open: true", "open: false", "It ends in "),
        Case("window: 2020-01-01T00:00:00Z/2020-01-02T00:00:00+01:00", "open: false", "open: true", "It ended "),
        Case("window: 2099-01-01T00:00:00Z", "open: false", "open: true", "It begins in "),
        Case("window: 2099-01-01T00:00:00Z", "passed: false", "passed: true", "It passes in "),
        Case("window: 2020-01-01T00:00:00Z", "passed: true", "passed: false", "It passed "),
        Case(
            "window: 2020-01-01T00:00:00Z", "since: { at-least: 10m }", "since: { at-most: 10m }",
            "must be at most 10 minutes"),
        Case("window: 2099-01-01T00:00:00Z", "passed: false", "since: { at-least: 0s }", "It begins only in "),
        Case(
            "window: 2099-01-01T00:00:00Z", "left: { at-least: 30m }", "left: { at-most: 30m }",
            "must be at most 30 minutes"),
        Case("window: 2020-01-01T00:00:00Z", "passed: true", "left: { at-least: 0s }", "It ended "),
        Case(
            "person: ida.holm@nordwind.example", "enabled: true", "enabled: false",
            "Enabled: is yes, must be no"),
        Case(
            "person: IDA.holm@nordwind.example", "domain: nordwind.example", "domain: nordwind.onmicrosoft.com",
            "Domain of the user principal name: is nordwind.example"),
        Case(
            "person: emergency@nordwind.onmicrosoft.com", "domain: { below: ONMICROSOFT.com }",
            "domain: { below: soft.com }", "is nordwind.onmicrosoft.com, must be soft.com or below it"),
        Case(
            "person: ida.holm@nordwind.example", "domain: { below: Nordwind.example }",
            "domain: { below: www.nordwind.example }", "must be www.nordwind.example or below it"),
        Case(
            "directory-sync:", "enabled: false", "enabled: true",
            "Synchronisation from an on-premises directory: is no, must be yes"),
        Case(
            "directory-sync:", "enabled: false", "since: { at-most: 3h }",
            "Nothing was ever synchronised into this tenant"),
        Case(
            "person: emergency@nordwind.onmicrosoft.com", "domain: nordwind.onmicrosoft.com",
            "immutable-id: { exists: true }", "Immutable ID: must be there"),
        Case(
            "person: ida.holm@nordwind.example", "immutable-id: { exists: true }", "immutable-id: { exists: false }",
            "Immutable ID: is "),
        Case(
            "group: readers", "members: { include: IDA.holm@nordwind.example }",
            "members: { include: kai.dahl1@nordwind.example }", "kai.dahl1@nordwind.example is missing"),
        Case(
            "domain: mail.nordwind.example", "root: false", "root: true",
            "mail.nordwind.example lies below another domain, and is switched with it"),
        Case("domain: nordwind.example", "root: true", "root: false", "lies below no other domain"),
        Case("group: Pilot", "count: 0", "count: { at-least: 1 }", "People in it: is 0, must be at least 1"),
        Case("group: Readers", "exists: true", "exists: false", "The group: is yes, must be no"),
        Case("group: Reader", "exists: false", "exists: true", "The tenant has no group named Reader"),
        Case("group: Reader", "exists: false", "count: 0", "The tenant has no group named Reader"),
        Case(
            "security-defaults:", "enabled: false", "enabled: true", "Security defaults: is no, must be yes"),
        Case(
            "person: ida.holm@nordwind.example", "sign-in-methods: { include: password }",
            "sign-in-methods: { any: fido2 }", "Sign-in methods"),
        Case("device:", "joined: 2", "joined: { at-least: 3 }", "Entra joined devices: is 2, must be at least 3"),
        Case("device:", "registered: 1", "registered: 0", "Entra registered (BYOD) devices: is 1, must be 0"),
        Case("device:", "hybrid: 0", "hybrid: 1", "Hybrid joined devices: is 0, must be 1"),
        Case(
            "sign-in-activity: 30m", "sign-ins: { at-most: 3 }", "sign-ins: { at-most: 2 }",
            "Sign-ins in that time: is 3, must be at most 2"),
        Case("sign-in-activity: 30m", "failures: 1", "failures: 0", "Sign-ins that failed in that time: is 1"),
        Case(
            "enterprise-application: Portal", "identifier-uris: { exactly: [https://portal.example/saml] }",
            "identifier-uris: { empty: true }", "Identifiers (entity IDs)"),
        Case(
            "enterprise-application: Portal", "reply-urls: { include: https://portal.example/acs }",
            "reply-urls: { include: https://x.example/acs }", "https://x.example/acs is missing"),
        Case(
            "enterprise-application: Portal", "assigned-users: 1", "assigned-users: 0",
            "Assigned users: is 1, must be 0"),
        Case(
            "enterprise-application: Portal", "assigned-groups: 1", "assigned-groups: { at-least: 2 }",
            "Assigned groups: is 1, must be at least 2"),
        Case(
            "application: PeigUserManagerApp", "certificate-expires: { later-than: 30d }",
            "certificate-expires: { later-than: 9000d }", "must be more than 9000 days away"),
        Case(
            "application: Portal", "count: 1", "certificate-expires: { later-than: 30d }", "Portal has no certificate"),
        Case(
            "users: nordwind.example", "with-immutable-id: 22", "with-immutable-id: { at-least: 23 }",
            "Enabled accounts with an immutable ID: is 22, must be at least 23"),
        Case("users: nordwind.example", "guests: 1", "guests: 0", "Guests: is 1, must be 0"),
        Case(
            "users: nordwind.example", "without-licence: 30", "without-licence: 0",
            "Enabled accounts without a licence: is 30, must be 0"),
        Case(
            "users: nordwind.example", "synced: 1", "synced: 0",
            "Enabled accounts synced from on-premises AD: is 1, must be 0"),
        Case(
            "domain: nordwind.example", #"dns-records: { any: { matches: "MX nordwind.example *" } }"#,
            #"dns-records: { none: { matches: "TXT * MS=ms*" } }"#, "DNS records that Microsoft expects: there: TXT"),
        Case(
            "federation: nordwind.example", "last-changed-by-us: false", "last-changed-by-us: true",
            "was federated, and not by this session"),
        Case(
            "role-holder: ida.holm@nordwind.example", "direct-roles: { exactly: Global Administrator }",
            "direct-roles: { empty: true }", "Directory roles assigned to the user"),
        Case(
            "role-holder: ida.holm@nordwind.example", "group-roles: { exactly: Global Reader }",
            "group-roles: { include: Global Administrator }",
            "Directory roles through groups: Global Administrator is missing; there: Global Reader"),
        Case(
            "role-holder: ida.holm@nordwind.example", "roles: { exactly: [Global Administrator, Global Reader] }",
            "roles: { include: User Administrator }", "User Administrator is missing"),
        Case(
            "role-holder: synced@nordwind.example", "eligible-roles: { exactly: User Administrator }",
            "eligible-roles: { include: Global Administrator }",
            "Directory roles that the user may activate: Global Administrator is missing; there: User Administrator"),
        Case(
            "switching-role: borrowed@nordwind.onmicrosoft.com", "approved-until: { later-than: 30m }",
            "approved-until: { later-than: 5h }", "must be more than 5 hours away"),
        Case("identifiers:", "linked: 21", "linked: { at-least: 22 }", "Linked accounts: is 21, must be at least 22"),
        Case(
            "identifiers:", "open: 20", "open: 0",
            "Accounts that somebody has to look at: is 20, must be 0: borrowed@nordwind.onmicrosoft.com, extra"),
        Case("identifiers:", "unlinked: 3", "unlinked: 0", "In both systems, and not linked: is 3, must be 0"),
        Case(
            "identifiers:", "inactive: 1", "inactive: 0",
            "Linked, and lets nobody in in the other system: is 1, must be 0: synced@"),
        Case(
            "identifiers:", "unclear: 0", "unclear: { at-least: 1 }",
            "Linked, and nobody knows whether the account can sign in: is 0"),
        Case(
            "identifiers:", "misnamed: 1", "misnamed: 0",
            "Linked, and named on another domain: is 1, must be 0: borrowed@nordwind.onmicrosoft.com"),
        Case("identifiers:", "ambiguous: 3", "ambiguous: 0", "Several accounts fit: is 3, must be 0: jo.falk@"),
        Case(
            "identifiers:", "microsoft-only: 4", "microsoft-only: 0",
            "In Microsoft 365 only: is 4, must be 0: extra.one@nordwind.example"),
        Case(
            "identifiers:", "other-only: 1", "other-only: 0",
            "In the other system only: is 1, must be 0: peig.only@nordwind.example"),
        Case("identifiers:", "duplicates: 2", "duplicates: 0", "Accounts that are there twice: is 2, must be 0: twin@"),
        Case("identifiers:", "excluded: 1", "excluded: 0", "Left out by a rule: is 1, must be 0"),
        Case("identifiers:", "typing-errors: 1", "typing-errors: 0", "Accounts that differ by one letter: is 1"),
        Case("identifiers:", "requests: 1", "requests: 0", "Requests that wait: is 1, must be 0"),
        Case(
            "identifiers:", "losing-access: 11", "losing-access: 0",
            "People who would lose access: is 11, must be 0: borrowed@nordwind.onmicrosoft.com"),
        Case(
            "identifiers:", "accounts-age: { at-most: 1h }", "accounts-age: { at-least: 1h }",
            "Age of the other system's accounts"),
        Case(Self.credential, "signs-in: true", "signs-in: false", "The credentials sign in: is yes, must be no"),
        Case(
            Self.credential.replacing("{{secret}}", with: "wrong"), "signs-in: false", "signs-in: true",
            "The client secret is wrong"),
        Case(
            Self.credential, "permissions: { include: User.ReadWrite.All }",
            "permissions: { include: AuditLog.Read.All }", "AuditLog.Read.All is missing; there: "),
        Case(
            Self.credential,
            "reads: { include: [id, userPrincipalName, displayName, assignedLicenses, accountEnabled, createdDateTime] }",
            "reads: { include: signInActivity }", "signInActivity can't be read: Access was denied (403)"),
        Case(
            "pingone-connection: Microsoft 365", "exists: true", "exists: false", "The connection: is yes, must be no"),
        Case("pingone-connection: Other", "exists: false", "exists: true", "named Other; there: Microsoft 365"),
        Case("pingone-connection: Microsoft 365", "enabled: true", "enabled: false", "Microsoft 365 is active"),
        Case(
            Self.connection, "valid: true", "valid: false", "Test Connection: is yes, must be no"),
        Case(
            Self.connection.replacing("{{secret}}", with: "wrong"), "valid: false", "valid: true",
            "PingOne refused (400 INVALID_DATA)"),
        Case("pingone-connection: Microsoft 365", "client: APP", "client: x", "Client ID: is APP, must be x"),
        Case("pingone-connection: Microsoft 365", "tenant: TENANT", "tenant: x", "Tenant Domain ID: is TENANT"),
        // By its ID, by any of its verified domains, and in capitals; not by a domain that is only added, or another's.
        Case(
            "pingone-connection: Microsoft 365", "tenant: Nordwind.Example", "tenant: mail.elsewhere.example",
            "Tenant Domain ID: is TENANT"),
        Case(
            "pingone-connection: By domain", "tenant: TENANT", "tenant: 11111111-2222-4333-8444-555555555555",
            "Tenant Domain ID: is Nordwind.OnMicrosoft.com, must be 11111111-2222-4333-8444-555555555555"),
        Case(
            "pingone-connection: By domain", "tenant: nordwind.example",
            "tenant: { not: { one-of: [elsewhere.example, TENANT] } }", "Tenant Domain ID: is Nordwind.OnMicrosoft.com"),
        Case(
            "pingone-connection: By domain", #"client: "{8ADF8E6E-67B2-4CF2-A259-E3DC5476C621}""#, "client: APP",
            "Client ID: is 8adf8e6e-67b2-4cf2-a259-e3dc5476c621"),
        Case("pingone-connection: Careless", "tenant: z", "tenant: TENANT", "Tenant Domain ID: is z"),
        Case(
            "federation: nordwind.example", "sign-in-url: HTTPS://Login.Nordwind-Peig.example:443/sso",
            "sign-in-url: https://login.nordwind-peig.example/SSO", "Sign-in URL: is https://login.nordwind-peig"),
        Case(
            "federation: nordwind.example", #"sign-out-url: "https://login.nordwind-peig.example/%6Fut""#,
            "sign-out-url: https://login.nordwind-peig.example:8443/out", "Sign-out URL: is https://login"),
        Case(
            "enterprise-application: Portal", "reply-urls: { include: https://PORTAL.example:443/acs }",
            "reply-urls: { exclude: https://PORTAL.example:443/acs }", "Reply URLs"),
        Case(
            "organization:", "verified-domains: { include: NORDWIND.example }",
            "verified-domains: { none: NORDWIND.example }", "Verified domains: there"),
        Case(
            provider, "entity-id: https://login.nordwind-peig.example/idp/shibboleth",
            "entity-id: https://LOGIN.nordwind-peig.example/idp/shibboleth",
            "The provider's entity ID: is https://login"),
        Case(
            provider, "sign-in-urls: { exactly: https://LOGIN.nordwind-peig.example:443/idp/profile/SAML2/POST/SSO }",
            "sign-in-urls: { include: https://login.nordwind-peig.example/idp/profile/SAML2/Redirect/SSO }",
            "The provider's sign-in addresses (HTTP-POST)"),
        Case(
            provider, "sign-out-urls: { include: https://login.nordwind-peig.example/idp/profile/Logout }",
            "sign-out-urls: { empty: true }", "The provider's sign-out addresses"),
        Case(
            provider, "certificates: { include: CERTIFICATE }", "certificates: { include: ANOTHER }",
            "\(Sameness.certificate.readable(CertificateSamples.next)) is missing; there: "),
        Case(
            provider, "certificate-expires: { later-than: 30d }", "certificate-expires: { later-than: 9000d }",
            "The provider is about to roll over: of its signing certificate, the first ends"),
        Case(provider, "answers: true", "answers: false", "The provider's sign-in page answers: is yes"),
        Case(provider, "age: { at-most: 1h }", "age: { at-least: 1h }", "The metadata's age"),
        Case(
            "pingone-connection: Microsoft 365", "remove-licenses: false", "remove-licenses: true",
            "Remove Licenses when SKU ID is empty: is no"),
        Case(
            "pingone-connection: Microsoft 365", "create-users: true", "create-users: false",
            "Enable users creation: is yes"),
        Case(
            "pingone-connection: Microsoft 365", "update-users: true", "update-users: false",
            "Enable users updation: is yes"),
        Case(
            "pingone-connection: Microsoft 365", "disable-users: true", "disable-users: false",
            "Enable users disable: is yes"),
        Case(
            "pingone-connection: Microsoft 365", "deprovision-users: true", "deprovision-users: false",
            "Enable users deprovision: is yes"),
        Case(
            "pingone-connection: Microsoft 365", "remove-action: Disable", "remove-action: Delete",
            "Remove Action: is Disable, must be Delete"),
        Case(
            "pingone-connection: Microsoft 365", "deprovision-on-rule-deletion: false",
            "deprovision-on-rule-deletion: true", "Deprovision on rule deletion: is no"),
        Case(
            "pingone-connection: Microsoft 365", "consistent: true", "consistent: false",
            "The preferences fit together: is yes"),
        Case(
            "pingone-connection: Careless", "consistent: false", "consistent: true",
            "Enable users disable is stored as on without Enable users updation"),
        Case(
            "pingone-connection: Careless", "sync-failures: 2", "sync-failures: 0",
            "Failures of the last synchronisation: is 2"),
        Case(
            "pingone-connection: Careless", "sync-state: failed", "sync-state: { not: failed }",
            "Careless's synchronisation has failed (FAILED)"),
        Case(
            "pingone-connection: By domain", "sync-state: none", "sync-state: well",
            "State of the synchronisation: is none, must be well"),
        Case(
            "license: SPB", "status: enabled", "status: suspended", "Microsoft 365 Business Premium is active"),
        Case(
            "license: SPB\n      user: ida.holm@nordwind.example", "plans: { include: AAD_PREMIUM }",
            "plans: { include: MCOSTANDARD }", "MCOSTANDARD is missing; there: "),
        Case("application: PeigUserManagerApp", "enabled: true", "enabled: false", "PeigUserManagerApp is switched on"),
        Case(
            "domain: nordwind.example", "pending-operation: none", "pending-operation: ForceDelete",
            "What is being done with it: is none"),
        Case(
            "federated-token-validation: nordwind.example", "validates: all", "validates: none",
            "Domains whose people are compared: is all, must be none"),
        Case(
            "federated-token-validation: nordwind.example", "refused: 1", "refused: 0",
            "1 person would sign in through nordwind.example and be refused"),
        Case(
            "emergency-access: nordwind.example", "administrators: { include: emergency@nordwind.onmicrosoft.com }",
            "administrators: { empty: true }", "Only emergency@nordwind.onmicrosoft.com could get in"),
        Case(
            "pingone-connection: By domain", "enabled: false", "sync-failures: 0",
            "By domain has not synchronised anything"),
        // What is stored where the console shows nothing.
        Case(
            "pingone-connection: Careless", "remove-action: none", "remove-action: Delete",
            "Careless has no Remove Action"),
        Case(
            "pingone-rule: To Microsoft 365", "licensing: none", "licensing: complete",
            "Attributes for licences: is none"),
        Case("organization:", "id: TENANT", "id: 11111111-2222-4333-8444-555555555555", "(tenant) ID: is TENANT"),
        Case(
            "organization:", "id: Nordwind.example", "id: elsewhere.example", "Directory (tenant) ID: is TENANT"),
        Case(
            "domain: nordwind.example", "corporate: true", "corporate: false", "nordwind.example is the company's own"),
        // What Exchange adds by itself.
        Case(
            "domain: nordwind.mail.onmicrosoft.com", "initial: false", "corporate: true",
            "is Microsoft's, not the company's"),
        Case(
            "domain: nordwind.onmicrosoft.com", "corporate: false", "corporate: true", "is the tenant's initial domain"),
        Case(
            "application: PeigUserManagerApp", "client-id: { exists: true }", "client-id: APP",
            "Application (client) ID: is "),
        Case(
            "role-holder: ida.holm@nordwind.example", "registers-and-consents: true", "registers-and-consents: false",
            "May register apps and consent for the organisation: is yes"),
        Case(
            "role-holder: guest@nordwind.example", "registers-and-consents: false", "registers-and-consents: true",
            "may not consent to application permissions of Microsoft Graph. Roles: none"),
        Case("named-device: NW-0001", "exists: true", "exists: false", "The device: is yes, must be no"),
        Case("named-device: NW-9999", "exists: false", "exists: true", "Entra knows no device named NW-9999"),
        Case(
            "named-device: NW-0002", "join-types: { include: joined }", "join-types: { include: hybrid }",
            "Join type: hybrid is missing; there: joined"),
        Case(
            "named-device: PHONE", "join-types: { include: registered }", "join-types: { include: joined }",
            "joined is missing; there: registered"),
        Case("named-device: NW-0001", "managed: true", "managed: false", "Managed (by Intune): is yes"),
        Case("directory-users:", "all: { at-least: 20 }", "all: 0", "Users of the directory: is "),
        Case("directory-users:", "enabled: { at-least: 20 }", "enabled: 0", "Enabled users that sign in here: is "),
        Case("directory-users:", "synced: 1", "synced: 0", "Enabled users synced from on-premises AD: is 1"),
        Case("directory-users:", "guests: { at-least: 1 }", "guests: 0", "Guests: is "),
        Case(
            "users: nordwind.example", "lacking-immutable-id: { at-least: 1 }", "lacking-immutable-id: 0",
            "Enabled accounts that have no immutable ID at all: is "),
        Case(
            "signing-certificate: CERTIFICATE", "expires: { later-than: 1d }", "expires: { earlier-than: 1d }",
            "The signing certificate's end: is "),
        Case(
            "signing-certificate: CERTIFICATE", "fingerprint: CERTIFICATE", "fingerprint: ANOTHER",
            "The signing certificate's SHA-256: is "),
        Case("pingone-connection: Other", "exists: false", "enabled: true", "There is no Microsoft 365 connection"),
        Case("pingone-rule: To Microsoft 365", "exists: true", "exists: false", "The rule: is yes, must be no"),
        Case("pingone-rule: To nowhere", "exists: false", "exists: true", "named To nowhere; there: To Microsoft 365"),
        Case("pingone-rule: To nowhere", "exists: false", "enabled: true", "There is no rule named To nowhere"),
        Case("pingone-rule: To Microsoft 365", "enabled: true", "enabled: false", "The rule is enabled: is yes"),
        Case(
            "pingone-rule: To Microsoft 365", "connection: Microsoft 365", "connection: Careless",
            "Target of the rule: is Microsoft 365"),
        Case(
            "pingone-rule: To Microsoft 365", "mapped-attributes: { include: userPrincipalName }",
            "mapped-attributes: { include: usageLocation }", "usageLocation is missing"),
        Case(
            "pingone-rule: To Microsoft 365", "password-mapped: false", "password-mapped: true",
            "maps no value for Password"),
        Case(
            "pingone-rule: To Microsoft 365", "safely-enabled: false", "safely-enabled: true",
            "is enabled, and a value for Password isn't mapped"),
        Case(
            "pingone-rule: To Microsoft 365", "safely-licensed: false", "safely-licensed: true",
            "is enabled, and skuId isn't mapped"),
    ]

    private static let provider = "identity-provider: https://Login.Nordwind-Peig.example/idp/shibboleth"

    /// The app of the scenario, as another tool would use it.
    private static let credential = """
        credential: "{{app}}"
              tenant: "{{tenant}}"
              secret: "{{secret}}"
        """
    private static let connection = """
        pingone-connection: Microsoft 365
              client: "{{app}}"
              tenant: "{{tenant}}"
              secret: "{{secret}}"
        """

    /// What conditions say beyond one plain matcher.
    private static let conditions: [Case] = [
        Case(
            "enterprise-application: Portal", #"reply-urls: { all: { matches: "https://*/acs" } }"#,
            #"reply-urls: { all: { matches: "http://*" } }"#,
            "Reply URLs: one is https://portal.example/acs, must look like http://*."),
        Case(
            "domain: mail.nordwind.example", "subdomains: { empty: true }", #"subdomains: { all: { matches: "*" } }"#,
            "there is none; wanted of each: matches *"),
        Case(
            "enterprise-application: Portal", "identifier-uris: { any: https://portal.example/saml }",
            #"identifier-uris: { any: { matches: "*elsewhere*" } }"#,
            "none is right; there: https://portal.example/saml; wanted: matches *elsewhere*"),
        Case(
            "organization:", #"verified-domains: { none: { matches: "*.test" } }"#,
            #"verified-domains: { none: { matches: "nordwind.ex?mple" } }"#,
            "there: nordwind.example; not wanted: matches nordwind.ex?mple"),
        Case(
            "organization:", "country: { not: { one-of: [AT, CH] } }", "country: { not: { one-of: [AT, DE] } }",
            "Country: is DE; not wanted: one of AT, DE."),
        Case("organization:", "country: { not: AT }", "country: { not: DE }", "Country: is DE; not wanted: DE."),
        Case(
            "organization:", "verified-domains: { not: { all: nordwind.example } }",
            "verified-domains: { not: { any: nordwind.example } }", "not wanted: any nordwind.example"),
        Case("organization:", "country: { exists: true }", "country: { exists: false }", "is DE, must not be there"),
        Case(
            "organization:", "verified-domains: { exclude: x.example }",
            "verified-domains: { exclude: nordwind.example }", "Verified domains"),
        Case(
            "application: Portal", "certificate-expires: { exists: false }", "certificate-expires: { exists: true }",
            "Portal has no certificate"),
        Case(
            "application: PeigUserManagerApp", "certificate-expires: { exists: true }",
            "certificate-expires: { exists: false }", "must not be there"),
        Case(
            "application: PeigUserManagerApp", "certificate-expires: { earlier-than: 9000d }",
            "certificate-expires: { earlier-than: 1d }", "The certificate's end"),
        // What can't be there can't be checked to be otherwise either.
        Case(
            "application: Portal", "certificate-expires: { exists: false }",
            "certificate-expires: { not: { exists: true } }", "Portal has no certificate"),
    ]

    /// Whom the scenario lacks: one of each standing.
    private static let people = """
        users:
          - { upn: synced@nordwind.example, name: Syn Ced, onboarded: true, synced: true, peig-account: disabled, eligible-roles: [User Administrator] }
          - upn: borrowed@nordwind.onmicrosoft.com
            name: Bo Rowed
            eligible-roles: [Security Administrator]
            onboarded: true
            addresses: [borrowed@nordwind.example]
          - { upn: extra.one@nordwind.example, name: Extra One }
          - { upn: extra.two@nordwind.example, name: Extra Two }
          - { upn: extra.three@nordwind.example, name: Extra Three }
          - { upn: jo.falk@nordwind.example, name: Jo Falk }
          - { upn: joo.falk@nordwind.example, name: Jo Falk }
          - { upn: kai.dahl1@nordwind.example, name: Kai Dahl }
          - { upn: mia.berg@nordwind.example, name: Mia Berg }
          - { upn: uma.lind@nordwind.example, name: Uma Lind }

        """

    /// The workspace's accounts, and who is there besides.
    private struct Accounts: AccountSource {
        let workspace: WorkspaceExport
        let name = "accounts"
        let freshness = AccountFreshness.asked

        func read(_ take: @escaping @Sendable ([Account]) throws -> Void) async throws {
            try await workspace.read(take)
            func account(_ address: String, _ name: String = "", isRequest: Bool = false) -> Account {
                Account(id: address, address: "\(address)@nordwind.example", name: name, isRequest: isRequest)
            }
            try take([
                account("j.falk", "Jo Falk"), account("kai.dalh1", "Kai Dahl", isRequest: true), account("Mia.Berg"),
                account("uma.lind+peig"), account("peig.only"), account("twin"), account("Twin"),
            ])
        }
    }

    /// What the table's names stand for in this world.
    struct World {
        let trainee: Trainee
        let access: TenantAccess
        let answers: [String: String]
        let names: [String: String]

        func filled(_ text: String) -> String {
            // At once: what stands in for a name may have another name in it, as a certificate may.
            text.replacing(/[A-Z][A-Z-]*/) { names[String($0.output)] ?? String($0.output) }
        }
    }

    /// What the scenario lacks.
    private static let devices = """

        devices:
          - { name: NW-0001, trust-type: AzureAd }
          - { name: NW-0002, trust-type: AzureAd }
          - { name: PHONE, trust-type: Workplace }
        pingone: { connection: true, plan: true }

        """

    /// The ready tenant, switched, and with what the table asks for beside it.
    static func world() async throws -> World {
        let ready = try Repository.text("Runbooks/peig-microsoft-365/scenarios/ready-to-cut-over.yaml")
        let text =
            ready.replacing("users:\n", with: people).replacing(
                "domains:\n", with: "domains:\n  - { name: nordwind.mail.onmicrosoft.com, verified: true }\n"
            ).replacing(
                "tenant:\n", with: "tenant:\n  alternate-login: true\n  roles-need-approval: [Security Administrator]\n"
            )
            + devices
        let clock = TestClock()
        let scenario = try Scenario.load(
            text, file: "ready", truths: try Repository.text("Runbooks/peig-microsoft-365/truths.yaml"))
        // A connection that was kept may have been closed meanwhile.
        let trainee = Trainee(
            try await SimulatedTenant.start(scenario, now: { clock.now }), policy: RetryPolicy(), clock: clock)
        for user in ["ida.holm@nordwind.example", "ida.holm@nordwind.example", "nobody@nordwind.example"] {
            try await trainee.write(.post, "simulation/sign-ins", #"{"user": "\#(user)"}"#)
        }
        let asked = #""user": "borrowed@nordwind.onmicrosoft.com", "role": "Security Administrator""#
        try await trainee.write(.post, "simulation/role-requests", "{\(asked)}")
        try await trainee.write(
            .post, "simulation/role-approvals", #"{\#(asked), "approver": "emergency@nordwind.onmicrosoft.com"}"#)
        try await trainee.write(.post, "users", Trainee.newUser("guest@nordwind.example"))
        try await trainee.write(.patch, "users/guest@nordwind.example", #"{"userType": "Guest"}"#)
        try await trainee.write(.post, "domains", #"{"id": "mail.nordwind.example"}"#)
        let certificate = try await trainee.read("peig/workspace")["certificate"] as? String ?? ""
        try await trainee.write(
            .post, "domains/nordwind.example/federationConfiguration",
            """
            {"issuerUri": "https://login.nordwind-peig.example/idp/shibboleth", "displayName": "Peig",
             "passiveSignInUri": "https://login.nordwind-peig.example/sso",
             "signOutUri": "https://login.nordwind-peig.example/out", "signingCertificate": "\(certificate)",
             "preferredAuthenticationProtocol": "saml", "federatedIdpMfaBehavior": "rejectMfaByFederatedIdp"}
            """)
        try await trainee.write(
            .patch, "applications/\(try await trainee.appID())",
            """
            {"keyCredentials": [{"type": "AsymmetricX509Cert", "usage": "Verify", "key": "\(certificate)"}]}
            """)
        let portal = try await trainee.write(
            .post, "applicationTemplates/8adf8e6e-67b2-4cf2-a259-e3dc5476c621/instantiate",
            #"{"displayName": "Portal"}"#)
        let principal = (portal["servicePrincipal"] as? [String: Any])?["id"] as? String ?? ""
        try await trainee.write(
            .patch, "applications/\((portal["application"] as? [String: Any])?["id"] as? String ?? "")",
            """
            {"identifierUris": ["https://portal.example/saml"],
             "web": {"redirectUris": ["https://portal.example/acs"]}}
            """)
        try await trainee.write(
            .patch, "servicePrincipals/\(principal)", #"{"preferredSingleSignOnMode": "saml"}"#)
        let ida = try await trainee.read("users/ida.holm@nordwind.example")["id"] as? String ?? ""
        let group = try await trainee.write(
            .post, "groups",
            #"{"displayName": "Pilot", "mailEnabled": false, "mailNickname": "pilot", "securityEnabled": true}"#)
        for holder in [ida, group["id"] as? String ?? ""] {
            try await trainee.write(
                .post, "servicePrincipals/\(principal)/appRoleAssignedTo",
                """
                {"principalId": "\(holder)", "resourceId": "\(principal)",
                 "appRoleId": "00000000-0000-0000-0000-000000000000"}
                """)
        }
        let readers =
            try await trainee.write(
                .post, "groups",
                """
                {"displayName": "Readers", "mailEnabled": false, "mailNickname": "readers", "securityEnabled": true,
                 "isAssignableToRole": true}
                """)["id"] as? String ?? ""
        try await trainee.write(
            .post, "groups/\(readers)/members/$ref",
            #"{"@odata.id": "\#(trainee.tenant.address)/v1.0/directoryObjects/\#(ida)"}"#)
        try await trainee.write(
            .post, "roleManagement/directory/roleAssignments",
            """
            {"principalId": "\(readers)", "roleDefinitionId": "f2ef992c-3afb-46b9-b7cf-a126ee74c451",
             "directoryScopeId": "/"}
            """)
        return try await connected(trainee, certificate)
    }

    /// With PingOne and an app's secret beside it.
    static func connected(_ trainee: Trainee, _ certificate: String) async throws -> World {
        let (id, key) = trainee.tenant.credential(.worker)
        let pingOne = PingOneClient(
            endpoints: PingOneEndpoints(
                authority: trainee.tenant.address, api: trainee.tenant.address,
                environmentID: trainee.tenant.environmentID, anchor: trainee.tenant.anchor),
            worker: PingOneWorker(clientID: id, secret: key))
        let service = Service(trainee.tenant)
        let base = "/v1/environments/\(trainee.tenant.environmentID)/propagation/stores"
        let token = try await service.send(
            .post, "/\(trainee.tenant.environmentID)/as/token",
            form: [("grant_type", "client_credentials"), ("client_id", id), ("client_secret", key)]
        ).text("access_token")
        let careless = try await service.send(
            .post, base, token: token,
            json: """
                {"name": "Careless", "type": "AzureActiveDirectorySAML2", 
                 "syncStatus": {"failedCount": 2, "syncState": "FAILED"},
                 "configuration": {"ClientId": "x", "ClientSecret": "y", "TenantDomain": "z",
                   "RemoveLicensesWhenSkuIdEmpty": true, "CREATE_USERS": true, "UPDATE_USERS": false,
                   "DISABLE_USERS": true, "DEPROVISION_USERS": false, "REMOVE_ACTION": "Delete"}}
                """)
        try #require(careless.status == 201)
        let byDomain = try await service.send(
            .post, base, token: token,
            json: """
                {"name": "By domain", "type": "AzureActiveDirectorySAML2",
                 "configuration": {"ClientId": "8adf8e6e-67b2-4cf2-a259-e3dc5476c621", "ClientSecret": "y",
                   "TenantDomain": "Nordwind.OnMicrosoft.com", "RemoveLicensesWhenSkuIdEmpty": true,
                   "CREATE_USERS": true, "UPDATE_USERS": true, "DISABLE_USERS": true, "DEPROVISION_USERS": false}}
                """)
        try #require(byDomain.status == 201)
        let stored = try #require(try await pingOne.stores().first { $0.name == "Microsoft 365" }?.configuration.shown)
        let app = try await trainee.read("applications/\(try await trainee.appID())")["appId"] as? String ?? ""
        let secret =
            try await trainee.write(
                .post, "applications/\(try await trainee.appID())/addPassword", "{}")["secretText"] as? String ?? ""
        let secrets = Secrets()
        secrets.keep(secret, for: "secret")
        let workspace = WorkspaceExport(client: trainee.admin)
        let der = Data(base64Encoded: certificate) ?? Data()
        var access = TenantAccess(
            trainee.checker, pingOne: pingOne, accounts: { _ in Accounts(workspace: workspace) },
            provider: ProviderClient(
                anchor: trainee.tenant.anchor,
                standIn: .init(host: trainee.tenant.providerHost, address: trainee.tenant.address)),
            secrets: secrets)
        access.isRehearsed = true
        return World(
            trainee: trainee, access: access,
            answers: [
                "domain": "nordwind.example", "accounts": "all", "app": app, "tenant": trainee.tenant.tenantID,
            ],
            names: [
                "THUMBPRINT": Insecure.SHA1.hash(data: der).map { String(format: "%02X", $0) }.joined(),
                "CERTIFICATE": certificate, "ANOTHER": CertificateSamples.next,
                "APP": stored.clientID.shown ?? "", "TENANT": stored.tenantDomain.shown ?? "",
            ])
    }

    /// What the world's checks ask, by way of a proxy.
    static func access(_ world: World, through proxy: SpoilingProxy) throws -> TenantAccess {
        let tenant = world.trainee.tenant
        let (checker, worker) = (tenant.credential(.checker), tenant.credential(.worker))
        var configuration = HTTPConfiguration()
        configuration.connectTimeout = 60
        configuration.idleTimeout = 120
        let graph = GraphClient(
            endpoints: TenantEndpoints(
                authority: proxy.address, graph: proxy.address, scope: "https://graph.microsoft.com/.default",
                anchor: proxy.anchor),
            credential: ClientCredential(tenant: tenant.tenantID, clientID: checker.0, secret: checker.1),
            configuration: configuration)
        let pingOne = PingOneClient(
            endpoints: PingOneEndpoints(
                authority: proxy.address, api: proxy.address, environmentID: tenant.environmentID, anchor: proxy.anchor),
            worker: PingOneWorker(clientID: worker.0, secret: worker.1), configuration: configuration)
        var access = TenantAccess(
            graph, pingOne: pingOne, accounts: world.access.accounts, provider: world.access.provider,
            secrets: world.access.secrets)
        access.isRehearsed = true
        return access
    }

    static func item(
        _ resource: String, _ expectation: String, id: String = "thing", isKept: Bool = false
    ) throws -> Item {
        let runbook = try RunbookLoader.load(
            RunbookSource(
                id: "small",
                files: [
                    "runbook.yaml": """
                    id: small
                    title: Small
                    summary: A small one.
                    inputs:
                      - { id: domain, type: domain, ask: Which? }
                      - { id: accounts, type: accounts, ask: Where? }
                      - { id: app, type: guid, ask: Which app? }
                      - { id: tenant, type: guid, ask: Which tenant? }
                      - { id: secret, type: secret, ask: Which secret? }
                    identifiers:
                      system: Peig
                      domain: "{{domain}}"
                      accounts: "{{accounts}}"
                      exclude: [guests, disabled]
                    phases: [{ id: only, title: Only, text: All of it., may-break: Nothing. }]
                    steps: [one.yaml]
                    """,
                    "one.yaml": """
                    id: one
                    title: One
                    phase: only
                    checklist:
                      - id: \(id)
                        text: A thing
                        check:
                          \(resource)
                          expect: { \(expectation) }
                    """,
                ]), vocabulary: Registry.vocabulary, isKept: isKept)
        return try #require(runbook.item(id))
    }

    @Test func everyPropertyIsSeenGreenAndRed() async throws {
        let world = try await Self.world()
        for entry in Self.cases + Self.conditions {
            for (expectation, isRight) in [(entry.holds, true), (entry.fails, false)] {
                let item = try Self.item(world.filled(entry.resource), world.filled(expectation))
                let result = await Evaluation.evaluate(
                    [item], answers: world.answers, access: world.access, now: { Date() })["thing"]
                let verdict = result?.verdict
                if !Self.asksNobody(entry.resource) { #expect(result?.evidence.requests.isEmpty == false) }
                guard !isRight else {
                    #expect(verdict == .passed, "\(entry.resource) \(expectation)")
                    continue
                }
                guard case .failed(let findings)? = verdict else {
                    Issue.record("\(entry.resource) \(expectation): \(String(describing: verdict))")
                    continue
                }
                let words = findings.map(\.message).joined(separator: "\n")
                #expect(
                    words.contains(world.filled(entry.says)),
                    "\(entry.resource) \(expectation): \(words)")
                #expect(findings.allSatisfy { !$0.remedy.isEmpty && !$0.remedy.contains("{") })
            }
        }
        await world.trainee.tenant.stop()
    }

    /// Whether a resource is read from the answer, or from the clock.
    static func asksNobody(_ resource: String) -> Bool {
        resource.hasPrefix("window") || resource.hasPrefix("signing-certificate")
    }

    /// What hinders a reading is unknown, with a remedy that fits: nobody needs a permission for the public view.
    @Test(
        .serialized,
        arguments: [
            ("realm: ida.holm@nordwind.example", "namespace: managed", "GET /getuserrealm.srf", #""status": 403"#, ""),
            (
                "realm: ida.holm@nordwind.example", "namespace: managed", "GET /getuserrealm.srf", #""truncate": true"#,
                ""
            ),
            ("realm: ida.holm@nordwind.example", "namespace: managed", "GET /getuserrealm.srf", #""html": true"#, ""),
            ("device:", "joined: 0", "GET /v1.0/devices", #""status": 403"#, "Device.Read.All"),
            ("device:", "joined: 0", "GET /v1.0/devices", #""wrong-type": true"#, ""),
            ("sign-in-activity: 30m", "sign-ins: 0", "GET /v1.0/auditLogs", #""status": 429, "retry-after": 9"#, ""),
            ("sign-in-activity: 30m", "sign-ins: 0", "GET /v1.0/auditLogs", #""status": 403"#, "AuditLog.Read.All"),
            (
                "federation: nordwind.example", "configured: false", "GET /v1.0/domains", #""status": 403"#,
                "Domain-InternalFederation.Read.All"
            ),
            ("federation: nordwind.example", "configured: false", "GET /v1.0/domains", #""status": 500"#, ""),
        ])
    func whatCannotBeReadIsUnknown(
        resource: String, expectation: String, match: String, effect: String, permission: String
    ) async throws {
        let trainee = try await Trainee.start("ready-to-cut-over")
        let fault = #"{"match": "\#(match)", \#(effect)}"#
        #expect(try await Service(trainee.tenant).trainer(.post, "faults", fault).status == 200)
        let item = try Self.item(resource, expectation)
        let verdict = await Evaluation.evaluate(
            [item], answers: [:], access: trainee.access, now: { Date() })["thing"]?.verdict
        guard case .unknown(let obstacle)? = verdict else {
            Issue.record("\(String(describing: verdict))")
            return
        }
        #expect(!obstacle.reason.isEmpty && !obstacle.remedy.isEmpty && !obstacle.remedy.contains("nil"))
        #expect(obstacle.remedy.contains("permission") == !permission.isEmpty, "\(obstacle)")
        #expect(obstacle.remedy.contains(permission) || permission.isEmpty, "\(obstacle)")
        await trainee.tenant.stop()
    }

    @Test(
        .serialized,
        arguments: [
            "tonight", "2099-01-01T00:00:00Z/2020-01-01T00:00:00Z", "2020-01-01T00:00:00Z/", "2020-01-01",
            "99999999999999-01-01T00:00:00Z",
        ])
    func whatIsNoTimeNeverPasses(text: String) async throws {
        let trainee = try await Trainee.start()
        for expectation in ["open: true", "open: false", "passed: false", "since: { at-least: 0s }"] {
            // No runbook that is loaded has such; what a session keeps may.
            #expect(throws: Problems.self) { try Self.item("window: \(text)", expectation) }
            let item = try Self.item("window: \(text)", expectation, isKept: true)
            let verdict = await Evaluation.evaluate(
                [item], answers: [:], access: trainee.access, now: { Date() })["thing"]?.verdict
            guard case .failed(let findings)? = verdict else {
                Issue.record("\(text): \(String(describing: verdict))")
                continue
            }
            #expect(findings.map(\.message) == ["\"\(text)\" is neither a time nor two in their order."])
        }
        await trainee.tenant.stop()
    }

    /// The same verdict as a regular expression gives, on texts and shapes that are near each other.
    @Test(.computing) func shapesAreMatchedAsExpressionsWouldBe() throws {
        var random = SeededGenerator(7)
        for _ in 0..<3_000 {
            let text = String(
                (0..<Int.random(in: 0...8, using: &random)).map { _ in "ab".randomElement(using: &random)! })
            let shape = String(
                (0..<Int.random(in: 1...6, using: &random)).map { _ in "ab?*".randomElement(using: &random)! })
            let expression = try Regex(shape.replacing("?", with: ".").replacing("*", with: ".*"))
            let isFitting = MatchesMatcher.match(.text(text), .text(shape), now: Date()) == .matched
            #expect(isFitting == (text.wholeMatch(of: expression) != nil), "\(text) \(shape)")
        }
    }

    @Test(.computing) func everyMatcherHasATest() throws {
        var seen: Set<String> = []
        func note(_ condition: Condition) {
            switch condition {
            case .matcher(let name, _): seen.insert(name)
            case .not(let inner), .entries(_, let inner): note(inner)
            }
        }
        for entry in Self.cases + Self.conditions {
            for text in [entry.holds, entry.fails] {
                for expectation in try Self.item(entry.resource, text).check?.expectations ?? [] {
                    note(expectation.condition)
                }
            }
        }
        #expect(Set(Registry.vocabulary.matchers.map(\.name)).subtracting(seen) == [])
    }

    /// A property that nobody has seen red and green is a property that nobody knows to work.
    @Test(.computing) func everyPropertyHasATest() throws {
        var seen: Set<String> = []
        func note(_ item: Item) {
            for expectation in item.check?.expectations ?? [] {
                seen.insert("\(item.check?.resource ?? "") \(expectation.property)")
            }
        }
        let staging = try RunbookLoader.load(Repository.runbook("staging-domain"), vocabulary: Registry.vocabulary)
        for item in try CheckTests.runbook().items + staging.items { note(item) }
        for entry in Self.cases {
            note(try Self.item(entry.resource, entry.holds))
            note(try Self.item(entry.resource, entry.fails))
        }
        let all = Registry.vocabulary.resources.flatMap { resource in
            resource.properties.map { "\(resource.name) \($0.name)" }
        }
        #expect(Set(all).subtracting(seen) == [])
    }
}
