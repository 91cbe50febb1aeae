import ArgumentParser
import Console
import Tenant
import Text

struct ShowSAMLInfo: PortalVerb {
    static let verb = "show-saml-info"
    static let summary = "Configuration → SAML IDP Info"

    func run(_ portal: PortalClient, _ stage: PortalStage) async throws(PortalRefusal) {
        let workspace = try await portal.workspace()
        var table = Table()
        table.add("IDP Entity ID", "https://\(workspace.server)/idp/shibboleth")
        table.add("IDP Sign-In URL", "https://\(workspace.server)/idp/profile/SAML2/POST/SSO")
        table.add("IDP Sign-Out URL", "https://\(workspace.server)/idp/profile/Logout")
        for line in table.lines(columns: stage.screen.columns, indent: "  ") { stage.screen.line(line) }
        stage.screen.line("  IDP Certificate")
        stage.screen.line(workspace.certificate)
    }
}

struct AddProvider: PortalVerb {
    static let verb = "add-provider"
    static let summary = "Add New Provider → Microsoft 365 → Validate and Add"
    @Option(help: "The corporate domain.") var domain: String
    @Option(help: "The part of the initial domain before .onmicrosoft.com.") var tenantName: String?
    @Option(help: "The pseudonym link.") var pseudonymLink = "User: UDI"

    func run(_ portal: PortalClient, _ stage: PortalStage) async throws(PortalRefusal) {
        let domains = try await portal.read(["domains"], as: Page<Domain>.self).value
        let initial = domains.initial.map { String($0.id.prefix { $0 != "." }) }
        try await portal.send(
            .post, ["peig", "provider"],
            [
                "displayName": "Microsoft 365", "pseudonymLink": .text(pseudonymLink), "domain": .text(domain),
                "tenantName": .text(tenantName ?? initial ?? ""),
            ])
        stage.screen.line("Peig: Microsoft 365 is an Active Provider for \(domain).")
    }
}

struct SaveAuthentication: PortalVerb {
    static let verb = "save-authentication"
    static let summary = "the provider's Authentication → Edit and Create → Save"

    func run(_ portal: PortalClient, _ stage: PortalStage) async throws(PortalRefusal) {
        try await portal.send(.post, ["peig", "provider", "authentication"])
        stage.screen.line("Peig: the provider's authentication is saved.")
    }
}

struct SetProvisioning: PortalVerb {
    static let verb = "set-provisioning"
    static let summary = "the provider's Provisioning: tenant ID, client ID, and the secret, which is asked for"
    @OptionGroup var option: AppOption

    func run(_ portal: PortalClient, _ stage: PortalStage) async throws(PortalRefusal) {
        let app = try option.named(stage)
        let application = try await portal.application(named: app)
        stage.screen.line("  Directory (tenant) ID    \(stage.tenantID)")
        stage.screen.line("  Application (client) ID  \(application.appId)")
        guard let secret = await stage.askSecret("  Client secret (not shown): ") else {
            throw PortalRefusal(message: "Nothing was saved.")
        }
        try await portal.send(
            .post, ["peig", "provider", "provisioning"],
            [
                "tenantId": .text(stage.tenantID), "clientId": .text(application.appId),
                "clientSecret": .text(secret),
            ])
        stage.screen.line("Peig: provisioning is saved; the test sign-in worked.")
    }
}

struct AssignProvider: PortalVerb {
    static let verb = "assign-provider"
    static let summary = "assign the Microsoft 365 provider to a user (not before step 5 is complete!)"
    @Argument(help: "The user principal name.") var user: String?
    @Flag(help: "Every enabled user of the provider's domain.") var all = false

    func validate() throws {
        if (user == nil) != all { throw ValidationError("Name a user, or say --all.") }
    }

    func run(_ portal: PortalClient, _ stage: PortalStage) async throws(PortalRefusal) {
        guard all else {
            try await portal.send(.post, ["peig", "provider", "assignments"], ["user": .text(user ?? "")])
            stage.screen.line("Peig: \(user ?? "") has the Microsoft 365 provider.")
            return
        }
        let domain = try await portal.workspace().provider?.domain ?? ""
        let names = try await portal.users().filter {
            $0.accountEnabled.shown == true && $0.userPrincipalName.lowercased().hasSuffix("@\(domain)")
        }.map(\.userPrincipalName)
        for (index, name) in names.enumerated() {
            stage.screen.progress("Assigning \(index + 1) of \(names.count): \(name)")
            try await portal.send(.post, ["peig", "provider", "assignments"], ["user": .text(name)])
        }
        stage.screen.line("Peig: \(names.count) users have the Microsoft 365 provider.")
    }
}

struct StartMigration: PortalVerb {
    static let verb = "start-migration"
    static let summary = "create the migration configuration"

    func run(_ portal: PortalClient, _ stage: PortalStage) async throws(PortalRefusal) {
        try await portal.send(.post, ["peig", "migration"])
        stage.screen.line("Peig: the migration is open; users can onboard.")
    }
}

struct Onboard: PortalVerb {
    static let verb = "onboard"
    static let summary = "let a user onboard, or everybody with --all"
    @Argument(help: "The user principal names.") var users: [String] = []
    @Flag(help: "Every enabled user of the provider's domain.") var all = false
    @Option(help: "With --all: how many stay away.") var except = 0

    func validate() throws {
        if users.isEmpty != all { throw ValidationError("Name users, or say --all.") }
    }

    func run(_ portal: PortalClient, _ stage: PortalStage) async throws(PortalRefusal) {
        var names = users
        if all {
            guard let domain = try await portal.workspace().provider?.domain else {
                throw PortalRefusal(
                    message:
                        "There is no Microsoft 365 provider yet. That comes first; portal add-provider --help tells how."
                )
            }
            // Whoever has a placeholder has still to onboard.
            let begun = Set(
                try await portal.pages(["peig", "accounts"], of: PeigAccountRow.self).filter {
                    $0.status != "placeholder"
                }
                .compactMap { $0.linked ? $0.microsoftAccount?.lowercased() : nil })
            names = try await portal.users().filter {
                $0.accountEnabled.shown == true && !begun.contains($0.userPrincipalName.lowercased())
                    && $0.userPrincipalName.lowercased().hasSuffix("@\(domain)")
            }.map(\.userPrincipalName)
            names.removeLast(min(max(0, except), names.count))
        }
        for (index, name) in names.enumerated() {
            stage.screen.progress("Onboarding \(index + 1) of \(names.count): \(name)")
            try await portal.send(.post, ["peig", "onboarding"], ["user": .text(name)])
        }
        stage.screen.line("Peig: \(names.count) \(names.count == 1 ? "user has" : "users have") onboarded.")
    }
}

struct EndMigration: PortalVerb {
    static let verb = "end-migration"
    static let summary = "remove the migration configuration"

    func run(_ portal: PortalClient, _ stage: PortalStage) async throws(PortalRefusal) {
        try await portal.send(.delete, ["peig", "migration"])
        stage.screen.line("Peig: the migration configuration is removed.")
    }
}

struct ShowPeig: PortalVerb {
    static let verb = "peig"
    static let summary = "show the workspace: provider, provisioning, migration"

    func run(_ portal: PortalClient, _ stage: PortalStage) async throws(PortalRefusal) {
        let workspace = try await portal.workspace()
        var table = Table()
        if let provider = workspace.provider {
            table.add("Provider", "\(provider.displayName) for \(provider.domain), tenant \(provider.tenantName)")
            table.add("Pseudonym Link", provider.pseudonymLink)
            table.add("Authentication", provider.authentication ? "saved" : "not saved")
            table.add("Provisioning", provider.provisioning.map { "client \($0.clientId)" } ?? "not configured")
            table.add(
                "Assigned to",
                provider.assignedUsers.isEmpty ? "nobody" : provider.assignedUsers.joined(separator: ", "))
        } else {
            table.add("Provider", "none")
        }
        table.add("Migration", workspace.migration ? "configured" : "not configured")
        for line in table.lines(columns: stage.screen.columns, indent: "  ") { stage.screen.line(line) }
    }
}
