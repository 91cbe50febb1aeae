import Runbook
import Tenant

/// An enterprise application (service principal) by display name. Graph: `GET /servicePrincipals`.
enum EnterpriseApplicationResource: Resource {
    static let name = "enterprise-application"
    static let selector: String? = "a display name"
    private static let permission = "Application.Read.All"
    static let properties = [
        Property(
            "exists", .boolean, label: "The enterprise application", permission: permission,
            remedy: "Entra admin center → Identity → Applications → Enterprise applications → {selector}."),
        Property(
            "enabled", .boolean, label: "Enabled for users to sign-in", permission: permission,
            remedy: "Enterprise applications → {selector} → Properties → Enabled for users to sign-in."),
        Property(
            "sso-mode", .text, choices: ["saml", "password", "oidc", "notSupported", "none"],
            label: "Single sign-on mode", permission: permission,
            remedy: "Enterprise applications → {selector} → Single sign-on → SAML."),
    ]

    static func observe(_ property: String, of selection: Selection, _ probe: Probe) async throws(Impediment)
        -> Observed
    {
        let principals = try await reading { () async throws(TenantFault) in
            try await probe.all(
                GraphPath(
                    ["servicePrincipals"], [("$filter", "displayName eq \(GraphPath.literal(selection.selector))")]),
                of: ServicePrincipal.self)
        }
        if property == "exists" {
            return Observed(
                .boolean(!principals.isEmpty),
                explanation: principals.isEmpty
                    ? "There is no enterprise application named \(selection.selector)."
                    : "The enterprise application \(selection.selector) still exists.",
                remedy: principals.isEmpty
                    ? "Enterprise applications → New application → Create your own application."
                    : "Enterprise applications → \(selection.selector) → Properties → Delete.")
        }
        guard let principal = principals.first else {
            throw .absent(
                message: "There is no enterprise application named \(selection.selector).",
                remedy: "Enterprise applications → New application → Create your own application.")
        }
        if property == "enabled" { return Observed(.boolean(principal.accountEnabled ?? true)) }
        return Observed(.text(principal.preferredSingleSignOnMode ?? "none"))
    }
}
