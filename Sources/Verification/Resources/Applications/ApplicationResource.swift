import Foundation
import Runbook
import Sameness
import Tenant

/// An app registration by display name. Graph: `GET /applications`, and for names of permissions and consent
/// `GET /servicePrincipals`, `…/appRoleAssignments`, `GET /oauth2PermissionGrants`.
enum ApplicationResource: Resource {
    static let name = "application"
    static let selector: String? = "a display name"
    private static let needs: [Permission] = [.applicationReadAll]
    private static let place = "App registrations → {selector}"
    private static let keepOne =
        "Entra admin center → App registrations: keep the one that is in use, delete the others."
    private static let register = "Entra admin center → App registrations → New registration."

    /// A property of a registration that is there, and the only one of its name.
    private static func property(
        _ name: String, _ type: ValueType, same: Sameness = .text, choices: [String] = [], _ label: String,
        needs: [Permission] = needs, remedy: String,
        _ read: @escaping @Sendable (Application, Probe) async throws -> Observed
    ) -> Property {
        Property(name, type, same: same, choices: choices, label: label, needs: needs, remedy: remedy) {
            selection, probe in try await read(one(selection, probe), probe)
        }
    }

    static let properties = [
        Property(
            "count", .number, label: "App registrations of that name", needs: needs, remedy: keepOne
        ) { selection, probe in
            let found = try await applications(selection, probe)
            return Observed(
                .number(found.count),
                explanation: found.isEmpty
                    ? missing(selection) : "There are \(found.count) app registrations named \(selection.selector).",
                remedy: found.isEmpty ? await registering(selection, probe) : nil)
        },
        property(
            "audience", .text,
            choices: [
                "AzureADMyOrg", "AzureADMultipleOrgs", "AzureADandPersonalMicrosoftAccount", "PersonalMicrosoftAccount",
            ], "Supported account types", remedy: "\(place) → Authentication → Supported account types."
        ) { application, _ in Observed(.text(try application.signInAudience.required(of: "the app registration"))) },
        property(
            "client-id", .text, same: .guid, "Application (client) ID",
            remedy: "\(place) → Overview: copy the Application (client) ID of this app."
        ) { application, _ in Observed(.text(application.appId)) },
        property(
            "enabled", .boolean, "The app may sign in",
            remedy: "Enterprise applications → {selector} → Properties → Enabled for users to sign-in."
        ) { application, probe in
            let name = try application.displayName.required(of: "the app registration")
            guard let principal = try await standing(of: application, probe) else {
                throw Impediment.missing(
                    message:
                        "\(name) is registered and has no enterprise application here, so nothing signs in with it.",
                    remedy: "App registrations → \(name) → API permissions → Grant admin consent makes it.")
            }
            return try AppStanding.observed(principal, of: application, name)
        },
        property(
            "redirect-uris", .list, same: .address, "Web redirect URIs",
            remedy: "\(place) → Authentication → Web → Redirect URIs."
        ) { application, _ in
            Observed(.list(try application.web.required(of: "the app registration").redirectUris))
        },
        property(
            "public-client", .boolean, "Allow public client flows",
            remedy: "\(place) → Authentication → Advanced settings → Allow public client flows → Yes → Save."
        ) { application, _ in
            // Null until somebody sets it, which is as good as false. Microsoft Graph: application,
            // `isFallbackPublicClient`, "The default value is false".
            let isPublic = try application.isFallbackPublicClient.nullable(of: "the app registration")
            return Observed(.boolean(isPublic ?? false))
        },
        property(
            "application-permissions", .list, "Application permissions",
            remedy: "\(place) → API permissions → Add a permission → Microsoft Graph → Application permissions."
        ) { application, probe in
            try await permissions(application, "Role", probe)
        },
        property(
            "delegated-permissions", .list, "Delegated permissions",
            needs: [.directoryReadAll],
            remedy: "\(place) → API permissions → Add a permission → Microsoft Graph → Delegated permissions."
        ) { application, probe in
            try await permissions(application, "Scope", probe)
        },
        property(
            "consent", .text, choices: ["granted", "partial", "missing"], "Admin consent",
            needs: [.directoryReadAll], remedy: "\(place) → API permissions → Grant admin consent."
        ) { application, probe in try await consent(application, probe) },
        property(
            "certificate-expires", .time, "The certificate's end",
            remedy: "\(place) → Certificates & secrets → Certificates → Upload certificate."
        ) { application, probe in
            try credentials("certificate", application, "Certificates → Upload certificate.", probe)
                .expiry(of: application.keyCredentials)
        },
        property(
            "secret-expires", .time, "The client secret's expiry",
            remedy: "\(place) → Certificates & secrets → New client secret; "
                + "then give it to whatever uses it\(Menu.useSecret.gap)."
        ) { application, probe in
            try credentials(
                "client secret", application, "New client secret. Copy its Value at once: it is shown only once.", probe
            ).expiry(of: application.passwordCredentials)
        },
    ]

    private static func credentials(
        _ kind: String, _ application: Application, _ remedy: String, _ probe: Probe
    ) throws -> AppCredentials {
        AppCredentials(
            kind: kind, app: try application.displayName.required(of: "the app registration"), remedy: remedy,
            now: probe.now)
    }

    private static func missing(_ selection: Selection) -> String {
        "There is no app registration named \(selection.selector)."
    }

    private static func registering(_ selection: Selection, _ probe: Probe) async -> String {
        await Neighbours.before(register, ofApp: selection.selector, in: "applications", probe)
    }

    private static func applications(_ selection: Selection, _ probe: Probe) async throws -> [Application] {
        let found = try await probe.all(
            GraphPath(["applications"], [("$filter", "displayName eq \(GraphPath.literal(selection.selector))")]),
            of: Application.self)
        for application in found {
            let name = try application.displayName.required(of: "what was asked for as \(selection.selector)")
            try GraphDecoding.isAbout(selection.selector, name)
        }
        return found
    }

    private static func one(_ selection: Selection, _ probe: Probe) async throws -> Application {
        let found = try await applications(selection, probe)
        guard let application = found.first else {
            throw Impediment.missing(message: missing(selection), remedy: await registering(selection, probe))
        }
        guard found.count == 1 else {
            throw Impediment.missing(
                message: "There are \(found.count) app registrations named \(selection.selector); "
                    + "nothing tells which one is meant.", remedy: keepOne)
        }
        return application
    }
}
