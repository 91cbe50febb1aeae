import Runbook
import Sameness
import Tenant

/// An enterprise application (service principal) by display name. Graph: `GET /servicePrincipals`.
enum EnterpriseApplicationResource: Resource {
    static let name = "enterprise-application"
    static let selector: String? = "a display name"
    private static let needs: [Permission] = [.applicationReadAll]
    private static let create = "Enterprise applications → New application → Create your own application."

    /// A property of an application that is there.
    private static func property(
        _ name: String, _ type: ValueType, same: Sameness = .text, choices: [String] = [], _ label: String,
        _ place: String,
        _ read: @escaping @Sendable (ServicePrincipal, Probe) async throws -> Observed
    ) -> Property {
        Property(
            name, type, same: same, choices: choices, label: label, needs: needs,
            remedy: "Enterprise applications → {selector} → \(place)."
        ) { selection, probe in try await read(one(selection, probe), probe) }
    }

    static let properties = [
        Property(
            "exists", .boolean, label: "The enterprise application", needs: needs,
            remedy: "Entra admin center → Identity → Applications → Enterprise applications → {selector}."
        ) { selection, probe in
            let isThere = try await !principals(selection, probe).isEmpty
            return Observed(
                .boolean(isThere),
                explanation: isThere
                    ? "The enterprise application \(selection.selector) still exists."
                    : missing(selection),
                remedy: isThere ? "Enterprise applications → \(selection.selector) → Properties → Delete." : create)
        },
        property("enabled", .boolean, "Enabled for users to sign-in", "Properties → Enabled for users to sign-in") {
            principal, _ in
            try AppStanding.observed(
                principal, try principal.displayName.required(of: "the enterprise application"))
        },
        property(
            "sso-mode", .text, choices: ["saml", "password", "oidc", "notSupported", "none"], "Single sign-on mode",
            "Single sign-on → SAML"
        ) { principal, _ in
            // Null where no mode was ever chosen. Microsoft Graph: servicePrincipal, `preferredSingleSignOnMode`.
            let mode = try principal.preferredSingleSignOnMode.nullable(of: "the enterprise application")
            return Observed(.text(mode ?? "none"))
        },
        property(
            "identifier-uris", .list, "Identifiers (entity IDs)",
            "Single sign-on → Basic SAML Configuration → Identifier"
        ) { principal, _ in
            // Graph lists the client id among the names.
            let names = try principal.servicePrincipalNames.required(of: "the enterprise application")
            return Observed(.list(names.filter { $0 != principal.appId }))
        },
        property(
            "reply-urls", .list, same: .address, "Reply URLs", "Single sign-on → Basic SAML Configuration → Reply URL"
        ) {
            principal, _ in Observed(.list(try principal.replyUrls.required(of: "the enterprise application")))
        },
        property("assigned-users", .number, "Assigned users", "Users and groups → Add user/group") {
            principal, probe in Observed(.number(try await assigned("User", to: principal, probe)))
        },
        property("assigned-groups", .number, "Assigned groups", "Users and groups → Add user/group") {
            principal, probe in Observed(.number(try await assigned("Group", to: principal, probe)))
        },
    ]

    private static func assigned(_ type: String, to principal: ServicePrincipal, _ probe: Probe) async throws -> Int {
        let assignments = try await probe.all(
            GraphPath(["servicePrincipals", principal.id, "appRoleAssignedTo"]), of: AppRoleAssignment.self)
        var count = 0
        for assignment in assignments
        where try assignment.principalType.required(of: "an assignment") == type { count += 1 }
        return count
    }

    private static func principals(_ selection: Selection, _ probe: Probe) async throws -> [ServicePrincipal] {
        let found = try await probe.all(
            GraphPath(
                ["servicePrincipals"], [("$filter", "displayName eq \(GraphPath.literal(selection.selector))")]),
            of: ServicePrincipal.self)
        for principal in found {
            let name = try principal.displayName.required(of: "what was asked for as \(selection.selector)")
            try GraphDecoding.isAbout(selection.selector, name)
        }
        return found
    }

    private static func missing(_ selection: Selection) -> String {
        "There is no enterprise application named \(selection.selector)."
    }

    private static func one(_ selection: Selection, _ probe: Probe) async throws -> ServicePrincipal {
        let found = try await principals(selection, probe)
        guard let principal = found.first else {
            throw Impediment.missing(
                message: missing(selection),
                remedy: await Neighbours.before(create, ofApp: selection.selector, in: "servicePrincipals", probe))
        }
        guard found.count == 1 else {
            throw Impediment.missing(
                message: "There are \(found.count) enterprise applications named \(selection.selector); nothing tells "
                    + "which one is meant.",
                remedy: "Entra admin center → Enterprise applications: keep the one that is in use, delete the others.")
        }
        return principal
    }
}
