import Foundation
import Testing

/// Whether what is said of a refusal, a federation or a failed sign-in is true and helps; and PingOne's side.
extension FieldTests {
    static let explanations: [FieldCase] = refusals + federated + signInCodes + pingOneCases

    /// The app's own sign-in is refused with a code.
    private static func refused(
        _ row: String, _ code: Int, _ error: String, _ text: String, status: Int = 400, says: [String],
        never: [String] = []
    ) -> FieldCase {
        let right = FieldExpectation(codes: [1, 3], says: says, never: never)
        return FieldCase(
            name: "\(row)-\(code)", commands: ["check app-registered"], right: right,
            alone: [.init("doctor", right)]
        ) {
            $0.refusal = FieldAnswer(
                [
                    "error": error, "error_codes": [code],
                    "error_description":
                        "AADSTS\(code): \(text) Trace ID: 0 Correlation ID: 1 Timestamp: 2026-11-25 09:00:00Z",
                ], status)
        }
    }

    private static let refusals: [FieldCase] = [
        refused(
            "A13", 7_000_229, "invalid_client", "The client application is missing service principal in the tenant.",
            status: 401, says: ["consent"], never: ["new client secret", "Check the secret"]),
        refused(
            "A13", 1_000_502, "invalid_client", "The provided certificate is not within its specified validity period.",
            status: 401, says: ["certificate", "clock"], never: ["client secret"]),
        refused(
            "A13", 53_000, "interaction_required", "Device is not in required device state.",
            says: ["device"], never: ["client secret"]),
        refused(
            "A13", 50_158, "interaction_required", "External security challenge not satisfied.",
            says: ["Conditional Access"], never: ["client secret"]),
        refused(
            "A13+", 7_000_222, "invalid_client", "The provided client secret keys for app are expired.", status: 401,
            says: ["secret has expired"]),
        refused(
            "A13+", 7_000_112, "unauthorized_client", "Application is disabled.", says: ["app is disabled"],
            never: ["client secret"]),
        // Nobody knows it: the code, and the page that explains it.
        refused(
            "A13+", 5_300_199, "invalid_client", "The moon is in the wrong house.", status: 401,
            says: ["5300199", "https://login.microsoftonline.com/error?code=5300199"], never: ["client secret"]),
    ]

    private static func federation(
        _ issuer: String, _ signIn: String, protocol name: String = "wsFed"
    ) -> @Sendable (inout FieldState) -> Void {
        {
            $0.domains[0]["authenticationType"] = "Federated"
            $0.federations[FieldState.domain] = [
                "id": "fed-9", "displayName": "Werft", "issuerUri": issuer, "passiveSignInUri": signIn,
                "signOutUri": signIn, "preferredAuthenticationProtocol": name, "signingCertificate": FieldState.null,
                "federatedIdpMfaBehavior": FieldState.null,
            ]
            $0.realm = ["NameSpaceType": "Federated", "AuthURL": signIn]
        }
    }

    private static let federated: [FieldCase] = [
        FieldCase(
            name: "A17, federated with a reseller's provider", commands: ["check domain-ready"],
            right: .fails("domain-ready", as: "✗", says: ["sso.hoster.example", "managed", "password"]),
            change: federation("https://sso.hoster.example/werft.example", "https://sso.hoster.example/v1/365")),
        FieldCase(
            name: "A17+, with an AD FS of one's own", commands: ["check domain-ready", "cutover --dry-run"],
            right: .fails("domain-ready", as: "✗", locked: true, says: ["adfs.werft.example", "managed"]),
            change: federation("http://adfs.werft.example/adfs/services/trust", "https://adfs.werft.example/adfs/ls/")),
        FieldCase(
            name: "A17+, with whom can't be read", commands: ["check domain-ready", "cutover --dry-run"],
            right: .fails("domain-ready", locked: true)
        ) {
            $0.domains[0]["authenticationType"] = "Federated"
            $0.first = { request, _ in
                request.path.last == "federationConfiguration"
                    ? .refused(403, "Authorization_RequestDenied", "Insufficient privileges.") : nil
            }
        },
        FieldCase(
            name: "A20, staged rollout was left on", runbook: .probe, commands: ["check handed-over"],
            right: .fails("handed-over", as: "✗", says: ["taged rollout"], never: ["hour"])
        ) { rollout(&$0, "passwordHashSync") },
        FieldCase(
            name: "A20+, of pass-through authentication", runbook: .probe, commands: ["check handed-over"],
            right: .fails("handed-over", as: "✗", says: ["taged rollout"], never: ["hour"])
        ) { rollout(&$0, "passthroughAuthentication") },
        FieldCase(
            name: "A20+, rollouts can't be read", runbook: .probe, commands: ["check handed-over"],
            right: .fails("handed-over", as: "✗", says: ["taged rollout"])
        ) {
            rollout(&$0, "passwordHashSync")
            $0.rollouts = nil
        },
    ]

    private static func rollout(_ state: inout FieldState, _ feature: String) {
        federation("https://login.werft-peig.example/idp/shibboleth", "https://login.werft-peig.example/idp/SSO")(
            &state)
        state.realm = ["NameSpaceType": "Managed", "State": 4, "UserState": 1]
        state.rollouts = [
            [
                "id": "f-1", "displayName": "Pilot", "feature": feature, "isEnabled": true,
                "isAppliedToOrganization": false, "appliesTo": [["id": "grp-2", "displayName": "Pilots"]],
            ]
        ]
    }

    private static func signIns(_ codes: Int...) -> @Sendable (inout FieldState) -> Void {
        {
            $0.signIns = codes.enumerated().map { place, code in
                [
                    "id": "s-\(place)", "createdDateTime": FieldState.day(-0.001),
                    "userPrincipalName": "henk@\(FieldState.domain)", "status": ["errorCode": code],
                ]
            }
        }
    }

    private static let quiet = ["check quiet"]

    private static let signInCodes: [FieldCase] = [
        FieldCase(
            name: "A18, sign-ins that went on", runbook: .probe, commands: quiet, right: .passes("quiet"),
            change: signIns(0, 50_140, 50_074, 50_097, 50_125, 0)),
        FieldCase(
            name: "A18+, sign-ins that began", runbook: .probe, commands: quiet, right: .passes("quiet"),
            change: signIns(50_058, 50_072, 0)),
        FieldCase(
            name: "A18-failed, a wrong password", runbook: .probe, commands: quiet,
            right: .fails("quiet", as: "✗", says: ["50126"]), change: signIns(0, 50_126, 0)),
        FieldCase(
            name: "A18-failed+, locked, and kept out by Conditional Access", runbook: .probe, commands: quiet,
            right: .fails("quiet", as: "✗", says: ["50053", "53003"]), change: signIns(50_053, 53_003, 50_140)),
        FieldCase(
            name: "A18-failed+, a code that isn't told", runbook: .probe, commands: quiet,
            right: .fails("quiet", as: "?")
        ) {
            signIns(0, 0)(&$0)
            $0.signIns[1]["status"] = FieldState.Object()
        },
    ]

    private static let connection = ["check connection-there"]

    private static func tenant(_ name: String) -> @Sendable (inout FieldState) -> Void {
        { $0.pingOne.configuration["TenantDomain"] = name }
    }

    private static let pingOneCases: [FieldCase] = [
        FieldCase(
            name: "A14, the tenant by its domain", runbook: .pingOne, commands: connection + ["check connection-valid"],
            right: .passes("connection-there", "connection-valid"), change: tenant(FieldState.initial)),
        FieldCase(
            name: "A14+, by another of its domains, in capitals", runbook: .pingOne, commands: connection,
            right: .passes("connection-there"), change: tenant(FieldState.domain.uppercased())),
        FieldCase(
            name: "A14+, by its ID in capitals", runbook: .pingOne, commands: connection,
            right: .passes("connection-there"), change: tenant(FieldState.tenant.uppercased())),
        FieldCase(
            name: "A14-other, another tenant's domain", runbook: .pingOne, commands: connection,
            right: .fails("connection-there"), change: tenant("elsewhere.onmicrosoft.com")),
        FieldCase(
            name: "A14-other+, another tenant's ID", runbook: .pingOne, commands: connection,
            right: .fails("connection-there", as: "✗"), change: tenant(FieldState.id(5))),
        FieldCase(
            name: "A14-other+, a domain that only ends alike", runbook: .pingOne, commands: connection,
            right: .fails("connection-there"), change: tenant("x\(FieldState.domain)")),
        FieldCase(
            name: "A14-other+, a domain that the tenant hasn't proven", runbook: .pingOne, commands: connection,
            right: .fails("connection-there")
        ) {
            $0.domains.append(FieldState.domain(named: "claimed.example", ["isVerified": false]))
            tenant("claimed.example")(&$0)
        },
        FieldCase(
            name: "A16, the synchronisation failed", runbook: .pingOne, commands: ["check all"],
            right: .fails("synchronisation", says: ["FAILED"])
        ) {
            $0.pingOne.synchronisation = [
                "syncState": "FAILED", "details": "Authorization failed", "failedCount": 0, "successCount": 0,
                "lastSyncAt": FieldState.null,
            ]
        },
        FieldCase(
            name: "A16+, a state that nobody knows", runbook: .pingOne, commands: ["check synchronisation"],
            right: .fails("synchronisation", says: ["HIBERNATING"], never: ["captive portal"])
        ) { $0.pingOne.synchronisation["syncState"] = "HIBERNATING" },
        FieldCase(
            name: "A16+, the state is left out", runbook: .pingOne, commands: ["check synchronisation"],
            right: .fails("synchronisation", as: "?")
        ) { $0.pingOne.synchronisation["syncState"] = nil },
        FieldCase(
            name: "A16+, the connection is switched off", runbook: .pingOne, commands: ["check connection-enabled"],
            right: .fails("connection-enabled", as: "✗")
        ) { $0.pingOne.status = "INACTIVE" },
    ]

    @Test(arguments: explanations) func whatIsSaidHelps(_ one: FieldCase) async throws { try await one.test() }
}
