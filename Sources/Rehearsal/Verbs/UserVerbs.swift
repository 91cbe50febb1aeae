import ArgumentParser
import Console
import Foundation
import Tenant
import Text
import Verification

struct AssignRole: PortalVerb {
    static let verb = "assign-role"
    static let summary = "give a user the role Global Administrator"
    @Argument(help: "The user principal name.") var user: String

    func run(_ portal: PortalClient, _ stage: PortalStage) async throws(PortalRefusal) {
        try await AssignRole.globalAdministrator(user, portal)
        stage.screen.line("Portal: \(user) is a Global Administrator.")
    }

    /// Global Administrator's, the same in every tenant.
    static let template = "62e90394-69f5-4237-9190-012177145e10"

    static func globalAdministrator(_ user: String, _ portal: PortalClient) async throws(PortalRefusal) {
        try await portal.send(
            .post, ["roleManagement", "directory", "roleAssignments"],
            [
                "principalId": .text(user), "roleDefinitionId": .text(template),
                "directoryScopeId": "/",
            ])
    }
}

struct AssignLicense: PortalVerb {
    static let verb = "assign-license"
    static let summary = "give a user a licence: Business Premium, or the one you name"
    @Argument(help: "The user principal name.") var user: String
    @Option(help: "The licence's part number.") var sku = "SPB"

    func run(_ portal: PortalClient, _ stage: PortalStage) async throws(PortalRefusal) {
        let skus = try await portal.read(["subscribedSkus"], as: Page<SubscribedSku>.self).value
        guard let found = skus.first(where: { $0.skuPartNumber == sku }) else {
            let names = skus.map(\.skuPartNumber).joined(separator: ", ")
            throw PortalRefusal(message: "The tenant has no licence \(sku); it has \(names).")
        }
        try await portal.send(
            .post, ["users", user, "assignLicense"],
            ["addLicenses": [["skuId": .text(found.skuId), "disabledPlans": []]], "removeLicenses": []])
        stage.screen.line("Portal: \(user) has \(Product.name(sku)).")
    }
}

struct AddUser: PortalVerb {
    static let verb = "add-user"
    static let summary = "create a user"
    @Argument(help: "The user principal name.") var user: String
    @Option(help: "The display name.") var name: String?

    func run(_ portal: PortalClient, _ stage: PortalStage) async throws(PortalRefusal) {
        try await AddUser.create(user, name: name ?? String(user.prefix { $0 != "@" }), portal)
        stage.screen.line("Portal: \(user) is created, and not onboarded.")
    }

    static func create(_ user: String, name: String, _ portal: PortalClient) async throws(PortalRefusal) {
        try await portal.send(
            .post, ["users"],
            [
                "userPrincipalName": .text(user), "displayName": .text(name), "accountEnabled": true,
                "mailNickname": .text(String(user.prefix { $0 != "@" })),
                "passwordProfile": ["password": .text(UUID().uuidString), "forceChangePasswordNextSignIn": true],
            ])
    }
}

struct DisableUser: PortalVerb {
    static let verb = "disable-user"
    static let summary = "block a user's sign-in"
    @Argument(help: "The user principal name.") var user: String

    func run(_ portal: PortalClient, _ stage: PortalStage) async throws(PortalRefusal) {
        try await portal.send(.patch, ["users", user], ["accountEnabled": false])
        stage.screen.line("Portal: \(user) is disabled.")
    }
}

struct EnableUser: PortalVerb {
    static let verb = "enable-user"
    static let summary = "let a blocked user sign in again"
    @Argument(help: "The user principal name.") var user: String

    func run(_ portal: PortalClient, _ stage: PortalStage) async throws(PortalRefusal) {
        try await portal.send(.patch, ["users", user], ["accountEnabled": true])
        stage.screen.line("Portal: \(user) is enabled.")
    }
}

struct RenameUser: PortalVerb {
    static let verb = "rename-user"
    static let summary = "give a user another user principal name"
    @Argument(help: "The user principal name.") var user: String
    @Argument(help: "The new one.") var name: String

    func run(_ portal: PortalClient, _ stage: PortalStage) async throws(PortalRefusal) {
        try await portal.send(.patch, ["users", user], ["userPrincipalName": .text(name)])
        stage.screen.line("Portal: \(user) is \(name) now.")
    }
}

struct RemoveUser: PortalVerb {
    static let verb = "remove-user"
    static let summary = "delete a user"
    @Argument(help: "The user principal name.") var user: String

    func run(_ portal: PortalClient, _ stage: PortalStage) async throws(PortalRefusal) {
        try await portal.send(.delete, ["users", user])
        stage.screen.line("Portal: \(user) is deleted.")
    }
}

struct AddEmergencyAdmin: PortalVerb {
    static let verb = "add-emergency-admin"
    static let summary = "create a Global Administrator on the .onmicrosoft.com domain"

    func run(_ portal: PortalClient, _ stage: PortalStage) async throws(PortalRefusal) {
        let domains = try await portal.read(["domains"], as: Page<Domain>.self).value
        guard let initial = domains.initial?.id else {
            throw PortalRefusal(message: "The tenant has no initial domain.")
        }
        let user = "emergency@\(initial)"
        try await AddUser.create(user, name: "Emergency Access", portal)
        try await AssignRole.globalAdministrator(user, portal)
        stage.screen.line("Portal: \(user) is a Global Administrator outside the domain.")
    }
}

struct ShowUsers: PortalVerb {
    static let verb = "users"
    static let summary = "list the users, and who has an immutable ID"

    func run(_ portal: PortalClient, _ stage: PortalStage) async throws(PortalRefusal) {
        var table = Table()
        for user in try await portal.users().prefix(200) {
            let standing =
                user.accountEnabled.shown == false
                ? "disabled" : user.onPremisesImmutableId.shown == nil ? "" : "has an immutable ID"
            table.add(user.userPrincipalName, user.displayName.shown ?? "", standing)
        }
        for line in table.lines(columns: stage.screen.columns, indent: "  ") { stage.screen.line(line) }
    }
}
