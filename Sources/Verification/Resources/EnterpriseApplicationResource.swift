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
        Property(
            "identifier-uris", .list, label: "Identifiers (entity IDs)", permission: permission,
            remedy: "Enterprise applications → {selector} → Single sign-on → Basic SAML Configuration → Identifier."),
        Property(
            "reply-urls", .list, label: "Reply URLs", permission: permission,
            remedy: "Enterprise applications → {selector} → Single sign-on → Basic SAML Configuration → Reply URL."),
        Property(
            "assigned-users", .number, label: "Assigned users", permission: permission,
            remedy: "Enterprise applications → {selector} → Users and groups → Add user/group."),
        Property(
            "assigned-groups", .number, label: "Assigned groups", permission: permission,
            remedy: "Enterprise applications → {selector} → Users and groups → Add user/group."),
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
        switch property {
        case "enabled": return Observed(.boolean(principal.accountEnabled ?? true))
        case "identifier-uris":
            // Graph lists the client id among the names.
            return Observed(.list((principal.servicePrincipalNames ?? []).filter { $0 != principal.appId }))
        case "reply-urls": return Observed(.list(principal.replyUrls ?? []))
        case "assigned-users", "assigned-groups":
            let type = property == "assigned-users" ? "User" : "Group"
            let assignments = try await reading { () async throws(TenantFault) in
                try await probe.all(
                    GraphPath(["servicePrincipals", principal.id, "appRoleAssignedTo"]), of: AppRoleAssignment.self)
            }
            return Observed(.number(assignments.count { $0.principalType == type }))
        default: break
        }
        return Observed(.text(principal.preferredSingleSignOnMode ?? "none"))
    }
}
