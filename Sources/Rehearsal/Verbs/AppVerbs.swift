import ArgumentParser
import Console
import Foundation
import Tenant
import Text

/// What the app-registration verbs share: which app they are about.
struct AppOption: ParsableArguments, Sendable {
    @Option(help: "The app's name.") var app = AppOption.usual

    /// Peig's own name for it: nobody means it where there is no Peig.
    static let usual = "PeigUserManagerApp"

    func named(_ stage: PortalStage) throws(PortalRefusal) -> String {
        try AppOption.checked(app, stage, option: "--app")
    }

    static func checked(_ name: String, _ stage: PortalStage, option: String) throws(PortalRefusal) -> String {
        if name != usual || stage.desk.tenant.hasWorkspace { return name }
        throw PortalRefusal(message: "Which app? Name it: \(option) NAME")
    }
}

struct RegisterApp: PortalVerb {
    static let verb = "register-app"
    static let summary = "register an app (New registration)"
    @Option(help: "The app's name.") var name = AppOption.usual
    @Option(help: "The web redirect URI.") var redirect = "http://localhost"
    @Flag(help: "Supported account types: any Entra tenant.") var multitenant = false

    func run(_ portal: PortalClient, _ stage: PortalStage) async throws(PortalRefusal) {
        let name = try AppOption.checked(name, stage, option: "--name")
        let application = try await portal.send(
            .post, ["applications"],
            [
                "displayName": .text(name), "signInAudience": multitenant ? "AzureADMultipleOrgs" : "AzureADMyOrg",
                "web": ["redirectUris": [.text(redirect)]],
            ], as: Application.self)
        // The portal makes the enterprise application along with the registration.
        try await portal.send(.post, ["servicePrincipals"], ["appId": .text(application.appId)])
        stage.screen.line("Portal: \(name) is registered.")
        stage.screen.line("  Application (client) ID  \(application.appId)")
        stage.screen.line("  Directory (tenant) ID    \(stage.tenantID)")
    }
}

struct SetRedirect: PortalVerb {
    static let verb = "set-redirect"
    static let summary = "replace the app's web redirect URIs"
    @Argument(help: "The redirect URIs.") var uris: [String]
    @OptionGroup var option: AppOption

    func run(_ portal: PortalClient, _ stage: PortalStage) async throws(PortalRefusal) {
        let app = try option.named(stage)
        let application = try await portal.application(named: app)
        try await portal.send(
            .patch, ["applications", application.id], ["web": ["redirectUris": .list(uris.map { .text($0) })]])
        stage.screen.line("Portal: \(app) redirects to \(uris.joined(separator: ", ")).")
    }
}

struct AddPermissions: PortalVerb {
    static let verb = "add-permissions"
    static let summary = "add Peig's Graph permissions to the app, or only those you name"
    @OptionGroup var option: AppOption
    @Option(help: "Application permissions, with commas between them.") var application =
        "User.ReadWrite.All,Group.ReadWrite.All,Organization.Read.All,GroupMember.ReadWrite.All"
    @Option(help: "Delegated permissions, with commas between them.") var delegated = "User.Read"

    func run(_ portal: PortalClient, _ stage: PortalStage) async throws(PortalRefusal) {
        let app = try option.named(stage)
        let target = try await portal.application(named: app)
        let graph = try await portal.graph()
        let roles = try ids(application, graph.appRoles.shown, "application")
        let scopes = try ids(delegated, graph.oauth2PermissionScopes.shown, "delegated")
        let access =
            roles.map { PortalBody.object(["id": .text($0), "type": "Role"]) }
            + scopes.map { PortalBody.object(["id": .text($0), "type": "Scope"]) }
        try await portal.send(
            .patch, ["applications", target.id],
            ["requiredResourceAccess": [["resourceAppId": .text(graph.appId), "resourceAccess": .list(access)]]])
        stage.screen.line(
            "Portal: \(access.count) permissions are added to \(app). Not granted for \(stage.tenantName) yet."
        )
    }

    private func ids(_ names: String, _ known: [ServicePrincipal.AppRole]?, _ kind: String) throws(PortalRefusal)
        -> [String]
    {
        var ids: [String] = []
        for name in names.split(separator: ",").map(String.init) {
            guard let id = known?.first(where: { $0.value.shown == name })?.id else {
                throw PortalRefusal(message: "Microsoft Graph has no \(kind) permission \(name) here.")
            }
            ids.append(id)
        }
        return ids
    }
}

struct GrantConsent: PortalVerb {
    static let verb = "grant-consent"
    static let summary = "grant admin consent for what the app asks for"
    @OptionGroup var option: AppOption

    func run(_ portal: PortalClient, _ stage: PortalStage) async throws(PortalRefusal) {
        let app = try option.named(stage)
        let application = try await portal.application(named: app)
        let graph = try await portal.graph()
        let principal = try await portal.read(
            ["servicePrincipals(appId=\(GraphPath.literal(application.appId)))"], as: ServicePrincipal.self)
        let given = try await portal.read(
            ["servicePrincipals", principal.id, "appRoleAssignments"], as: Page<AppRoleAssignment>.self
        ).value.map(\.appRoleId)
        let wanted = (application.requiredResourceAccess.shown ?? []).filter { $0.resourceAppId == graph.appId }
            .flatMap(\.resourceAccess)
        for access in wanted where access.type == "Role" && !given.contains(access.id) {
            try await portal.send(
                .post, ["servicePrincipals", graph.id, "appRoleAssignedTo"],
                ["principalId": .text(principal.id), "resourceId": .text(graph.id), "appRoleId": .text(access.id)])
        }
        let scopes = wanted.filter { $0.type == "Scope" }
            .compactMap { access in graph.oauth2PermissionScopes.shown?.first { $0.id == access.id }?.value.shown }
        if !scopes.isEmpty {
            try await portal.send(
                .post, ["oauth2PermissionGrants"],
                [
                    "clientId": .text(principal.id), "consentType": "AllPrincipals", "resourceId": .text(graph.id),
                    "scope": .text(scopes.joined(separator: " ")),
                ])
        }
        stage.screen.line(
            "Portal: granted for \(stage.tenantName): \(wanted.count) permissions.")
    }
}

struct AllowPublicClient: PortalVerb {
    static let verb = "allow-public-client"
    static let summary = "set Allow public client flows to Yes, or to No with --off"
    @OptionGroup var option: AppOption
    @Flag(help: "Set it to No.") var off = false

    func run(_ portal: PortalClient, _ stage: PortalStage) async throws(PortalRefusal) {
        let app = try option.named(stage)
        let application = try await portal.application(named: app)
        try await portal.send(.patch, ["applications", application.id], ["isFallbackPublicClient": .flag(!off)])
        stage.screen.line("Portal: Allow public client flows is \(off ? "No" : "Yes"), saved.")
    }
}

struct AddSecret: PortalVerb {
    static let verb = "add-secret"
    static let summary = "make a client secret; --days -1 makes one that has expired"
    @OptionGroup var option: AppOption
    @Option(parsing: .unconditional, help: "Days until it expires.") var days = 180

    func run(_ portal: PortalClient, _ stage: PortalStage) async throws(PortalRefusal) {
        let app = try option.named(stage)
        let application = try await portal.application(named: app)
        let end = stage.now.addingTimeInterval(Double(days) * 86_400)
        let secret = try await portal.send(
            .post, ["applications", application.id, "addPassword"],
            ["passwordCredential": ["displayName": .text(app), "endDateTime": .text(end.formatted(.iso8601))]],
            as: PortalClient.Secret.self)
        stage.screen.line("Portal: the secret's Value, shown only this once:")
        stage.screen.line("  \(secret.secretText)")
        stage.screen.line("  Expires \(secret.endDateTime)")
    }
}

struct RemoveSecrets: PortalVerb {
    static let verb = "remove-secrets"
    static let summary = "delete all of the app's client secrets"
    @OptionGroup var option: AppOption

    func run(_ portal: PortalClient, _ stage: PortalStage) async throws(PortalRefusal) {
        let app = try option.named(stage)
        let application = try await portal.application(named: app)
        let secrets = application.passwordCredentials.shown ?? []
        for key in secrets.compactMap(\.keyId.shown) {
            try await portal.send(.post, ["applications", application.id, "removePassword"], ["keyId": .text(key)])
        }
        stage.screen.line("Portal: \(secrets.count == 1 ? "1 secret is" : "\(secrets.count) secrets are") deleted.")
    }
}

struct DeleteApp: PortalVerb {
    static let verb = "delete-app"
    static let summary = "delete the app registration"
    @OptionGroup var option: AppOption

    func run(_ portal: PortalClient, _ stage: PortalStage) async throws(PortalRefusal) {
        let app = try option.named(stage)
        let application = try await portal.application(named: app)
        try await portal.send(.delete, ["applications", application.id])
        stage.screen.line("Portal: \(app) is deleted.")
    }
}

struct ShowApp: PortalVerb {
    static let verb = "app"
    static let summary = "show the app registration as the portal does"
    @OptionGroup var option: AppOption

    func run(_ portal: PortalClient, _ stage: PortalStage) async throws(PortalRefusal) {
        let app = try option.named(stage)
        let application = try await portal.application(named: app)
        let permissions = (application.requiredResourceAccess.shown ?? []).flatMap(\.resourceAccess).count
        var table = Table()
        table.add("Display name", application.displayName.shown ?? "")
        table.add("Application (client) ID", application.appId)
        table.add("Directory (tenant) ID", stage.tenantID)
        table.add("Supported account types", application.signInAudience.shown ?? "")
        table.add("Web redirect URIs", (application.web.shown?.redirectUris ?? []).joined(separator: ", "))
        table.add("Public client flows", application.isFallbackPublicClient.shown == true ? "Yes" : "No")
        table.add("API permissions", String(permissions))
        for credential in application.passwordCredentials.shown ?? [] {
            table.add(
                "Client secret", "\(credential.displayName.shown ?? ""), expires \(credential.endDateTime.shown ?? "")")
        }
        for line in table.lines(columns: stage.screen.columns, indent: "  ") { stage.screen.line(line) }
    }
}

struct CreateMigrationApp: PortalVerb {
    static let verb = "create-migration-app"
    static let summary = "create the enterprise application PeigMigrationManager"

    func run(_ portal: PortalClient, _ stage: PortalStage) async throws(PortalRefusal) {
        try await portal.send(
            .post, ["applicationTemplates", "8adf8e6e-67b2-4cf2-a259-e3dc5476c621", "instantiate"],
            ["displayName": "PeigMigrationManager"])
        for principal in try await portal.principals(named: "PeigMigrationManager") {
            try await portal.send(.patch, ["servicePrincipals", principal.id], ["preferredSingleSignOnMode": "saml"])
        }
        stage.screen.line(
            "Portal: the enterprise application PeigMigrationManager is there, single sign-on SAML.")
    }
}

struct DeleteMigrationApp: PortalVerb {
    static let verb = "delete-migration-app"
    static let summary = "delete the enterprise application PeigMigrationManager"

    func run(_ portal: PortalClient, _ stage: PortalStage) async throws(PortalRefusal) {
        let applications = try await portal.applications(named: "PeigMigrationManager")
        guard !applications.isEmpty else {
            throw PortalRefusal(message: "There is no enterprise application PeigMigrationManager.")
        }
        // Deleting the registration takes its enterprise application with it.
        for application in applications { try await portal.send(.delete, ["applications", application.id]) }
        stage.screen.line("Portal: PeigMigrationManager is deleted.")
    }
}
