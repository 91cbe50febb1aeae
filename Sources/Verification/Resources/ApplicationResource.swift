import Foundation
import Runbook
import Tenant

/// An app registration by display name. Graph: `GET /applications`, and for names of permissions and consent
/// `GET /servicePrincipals`, `…/appRoleAssignments`, `GET /oauth2PermissionGrants`.
enum ApplicationResource: Resource {
    static let name = "application"
    static let selector: String? = "a display name"
    private static let permission = "Application.Read.All"
    static let properties = [
        Property(
            "count", .number, label: "App registrations of that name", permission: permission,
            remedy: "Entra admin center → App registrations: keep the one that is in use, delete the others."),
        Property(
            "audience", .text,
            choices: [
                "AzureADMyOrg", "AzureADMultipleOrgs", "AzureADandPersonalMicrosoftAccount", "PersonalMicrosoftAccount",
            ], label: "Supported account types", permission: permission,
            remedy: "App registrations → {selector} → Authentication → Supported account types."),
        Property(
            "redirect-uris", .list, label: "Web redirect URIs", permission: permission,
            remedy: "App registrations → {selector} → Authentication → Web → Redirect URIs."),
        Property(
            "public-client", .boolean, label: "Allow public client flows", permission: permission,
            remedy: "App registrations → {selector} → Authentication → Advanced settings → "
                + "Allow public client flows → Yes → Save."),
        Property(
            "application-permissions", .list, label: "Application permissions", permission: permission,
            remedy: "App registrations → {selector} → API permissions → Add a permission → Microsoft Graph → "
                + "Application permissions."),
        Property(
            "delegated-permissions", .list, label: "Delegated permissions", permission: permission,
            remedy: "App registrations → {selector} → API permissions → Add a permission → Microsoft Graph → "
                + "Delegated permissions."),
        Property(
            "consent", .text, choices: ["granted", "partial", "missing"], label: "Admin consent",
            permission: "Directory.Read.All",
            remedy: "App registrations → {selector} → API permissions → Grant admin consent."),
        Property(
            "certificate-expires", .time, label: "The certificate's end", permission: permission,
            remedy: "App registrations → {selector} → Certificates & secrets → Certificates → Upload certificate."),
        Property(
            "secret-expires", .time, label: "The client secret's expiry", permission: permission,
            remedy: "App registrations → {selector} → Certificates & secrets → New client secret; "
                + "then give it to whatever uses it (in Peig: the Provisioning configuration)."),
    ]

    static func observe(_ property: String, of selection: Selection, _ probe: Probe) async throws(Impediment)
        -> Observed
    {
        let found = try await applications(selection, probe)
        if property == "count" {
            return Observed(
                .number(found.count),
                explanation: found.isEmpty
                    ? missing(selection) : "There are \(found.count) app registrations named \(selection.selector).",
                remedy: found.isEmpty ? register : nil)
        }
        guard let application = found.first else { throw .absent(message: missing(selection), remedy: register) }
        guard found.count == 1 else {
            throw .absent(
                message: "There are \(found.count) app registrations named \(selection.selector); "
                    + "nothing tells which one is meant.",
                remedy: "Entra admin center → App registrations: keep the one that is in use, delete the others.")
        }
        switch property {
        case "audience": return Observed(.text(application.signInAudience ?? ""))
        case "redirect-uris": return Observed(.list(application.web?.redirectUris ?? []))
        case "public-client": return Observed(.boolean(application.isFallbackPublicClient ?? false))
        case "secret-expires":
            return try expiry(
                of: application.passwordCredentials, "client secret", application,
                "New client secret. Copy its Value at once: it is shown only once.")
        case "certificate-expires":
            return try expiry(
                of: application.keyCredentials ?? [], "certificate", application, "Certificates → Upload certificate.")
        case "application-permissions":
            return Observed(.list(try await permissions(application, "Role", probe).map(\.name)))
        case "delegated-permissions":
            return Observed(.list(try await permissions(application, "Scope", probe).map(\.name)))
        default:
            return try await consent(application, probe)
        }
    }

    private static let register = "Entra admin center → Identity → Applications → App registrations → New registration."

    private static func missing(_ selection: Selection) -> String {
        "There is no app registration named \(selection.selector)."
    }

    private static func applications(_ selection: Selection, _ probe: Probe) async throws(Impediment) -> [Application] {
        try await reading { () async throws(TenantFault) in
            try await probe.all(
                GraphPath(
                    ["applications"], [("$filter", "displayName eq \(GraphPath.literal(selection.selector))")]),
                of: Application.self)
        }
    }

    /// The latest end of what the app proves itself with.
    private static func expiry(
        of credentials: [Application.PasswordCredential], _ kind: String, _ application: Application, _ remedy: String
    ) throws(Impediment) -> Observed {
        var latest: Date?
        for credential in credentials {
            guard let text = credential.endDateTime, let date = GraphDecoding.date(text) else {
                throw .fault(.unexpected("a \(kind)'s expiry isn't a time"))
            }
            latest = max(latest ?? date, date)
        }
        let name = application.displayName ?? "The app"
        guard let latest else {
            throw .absent(
                message: "\(name) has no \(kind).",
                remedy: "App registrations → \(name) → Certificates & secrets → \(remedy)")
        }
        return Observed(.time(latest))
    }
}
