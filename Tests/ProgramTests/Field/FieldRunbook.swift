import TestSupport

/// The runbook of a case.
enum FieldRunbook: Sendable {
    case peig, licences, pingOne
    /// Asks for one item each of what no bundled runbook asks for.
    case probe

    var id: String {
        switch self {
        case .peig: "peig-microsoft-365"
        case .licences: "license-management-microsoft-365"
        case .pingOne: "pingone-microsoft-365"
        case .probe: "field-probe"
        }
    }

    /// What a healthy tenant's person answers.
    var answers: [(name: String, value: String)] {
        let app = [("app_name", FieldState.app)]
        let credential = [
            ("tenant_id", FieldState.tenant), ("client_id", FieldState.client), ("client_secret", "f1eld~secret"),
        ]
        let admin = [("admin_upn", "greta@\(FieldState.domain)")]
        switch self {
        case .peig:
            return [("domain", FieldState.domain)] + admin + app + [
                ("peig_server", "login.werft-peig.example"), ("idp_certificate", CertificateSamples.rsa),
                ("migration_deadline", FieldState.day(20)), ("switch_opens", "none"), ("switch_closes", "none"),
            ]
        case .licences: return admin + app + credential + [("wants_sign_ins", "yes")]
        case .pingOne:
            return app + credential + [
                ("rule_name", "To Microsoft 365"), ("create_users", "yes"), ("update_users", "yes"),
                ("disable_users", "yes"), ("deprovision_users", "yes"),
            ]
        case .probe: return [("domain", FieldState.domain)]
        }
    }

    /// The items that a person's word belongs to.
    var words: [String] {
        switch self {
        case .peig:
            [
                "peig-admin", "secret-stored", "provider-active", "pseudonym-link", "authentication-saved",
                "provisioning-configured", "provider-unassigned", "low-activity", "deadline-announced",
                "everyone-onboarded", "identifiers-linked", "migration-configuration-removed", "migration-closed",
                "all-onboarded", "still-unassigned", "saml-info-confirmed", "way-back",
                "powershell-available",
            ]
        case .licences: ["secret-valid", "provider-configured", "users-appear"]
        case .pingOne: ["secret-valid", "azure-account", "password-mapped", "first-users"]
        case .probe: []
        }
    }

    /// The probe's own files, by path.
    static let probeFiles = [
        "runbook.yaml": """
        id: field-probe
        title: Field probe
        summary: Asks for what the bundled runbooks don't ask for.
        source: field
        inputs:
          - { id: domain, type: domain, ask: "Which domain?" }
        phases:
          - { id: only, title: Only, text: Looks., may-break: Nothing. }
        steps: [steps/1-look.yaml]

        """,
        "steps/1-look.yaml": """
        id: look
        title: Look
        phase: only
        source: field
        text: Looks.
        checklist:
          - { id: subscribed, text: Subscribed, source: field, check: { license: SPB, expect: { present: true } } }
          - { id: seats, text: Seats, source: field, check: { license: SPB, expect: { free-seats: { at-least: 1 } } } }
          - { id: quiet, text: Quiet, source: field, check: { sign-in-activity: 30m, expect: { failures: 0 } } }
          - { id: handed-over, text: Realm, source: field, check: { realm: "henk@{{domain}}", expect: { namespace: federated } } }
          - { id: admin, text: Admin, source: field, check: { role-holder: "greta@{{domain}}", expect: { roles: { include: Global Administrator } } } }
          - { id: app-works, text: App, source: field, check: { enterprise-application: PeigUserManagerApp, expect: { enabled: true } } }

        """,
    ]
}
