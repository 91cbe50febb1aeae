import ArgumentParser
import Console
import Tenant
import Text

/// An account in Peig, as its MS365 Identifiers tool lists it.
struct PeigAccountRow: Decodable, Hashable, Sendable {
    let userName: String
    let displayName: String
    let status: String
    let linked: Bool
    let microsoftAccount: String?
}

private struct MicrosoftAccountRow: Decodable, Hashable, Sendable {
    let userPrincipalName: String
    let linked: Bool
    let insideDomain: Bool
    let peigAccount: String?
}

private struct OnboardingRequest: Decodable, Hashable, Sendable {
    let email: String
    let displayName: String
    let status: String
}

struct ShowIdentifiers: PortalVerb {
    static let verb = "identifiers"
    static let summary = "MS365 Identifiers: both tabs, what is not linked; --all for everybody"
    @Flag(help: "Linked accounts too.") var all = false

    func run(_ portal: PortalClient, _ stage: PortalStage) async throws(PortalRefusal) {
        let screen = stage.screen
        let accounts = try await portal.pages(["peig", "accounts"], of: PeigAccountRow.self)
        let users = try await portal.pages(["peig", "microsoft-accounts"], of: MicrosoftAccountRow.self)
        screen.line(Style.bold("Peig Accounts"))
        var table = Table()
        for account in accounts where all || !account.linked || account.status == "placeholder" {
            let standing = account.linked ? "linked" : "not linked"
            table.add(
                account.userName, account.status == "active" ? standing : "\(standing), \(account.status)",
                account.microsoftAccount ?? "")
        }
        show(table, accounts.count { !$0.linked }, accounts.count, screen)
        screen.line(Style.bold("Microsoft 365 Accounts"))
        table = Table()
        // Accounts outside the domain sign in at Microsoft, whatever happens: they need no link.
        let inside = users.filter(\.insideDomain)
        for user in all ? users : inside where all || !user.linked {
            let standing = user.linked ? "linked" : user.insideDomain ? "not linked" : "outside the domain"
            table.add(user.userPrincipalName, standing, user.peigAccount ?? "")
        }
        show(table, inside.count { !$0.linked }, inside.count, screen)
    }

    private func show(_ table: Table, _ open: Int, _ count: Int, _ screen: Screen) {
        for line in table.lines(columns: screen.columns, indent: "  ") { screen.line(line) }
        screen.line("  \(open) of \(count) not linked")
    }
}

struct LinkAccounts: PortalVerb {
    static let verb = "link-accounts"
    static let summary = "MS365 Identifiers → Link: an account in Peig with one at Microsoft"
    @Argument(help: "The Peig account.") var account: String
    @Argument(help: "The Microsoft 365 account.") var user: String

    func run(_ portal: PortalClient, _ stage: PortalStage) async throws(PortalRefusal) {
        try await portal.send(.post, ["peig", "accounts", account, "link"], ["user": .text(user)])
        stage.screen.line("Peig: \(account) and \(user) are linked.")
    }
}

struct CreatePeigAccount: PortalVerb {
    static let verb = "create-peig-account"
    static let summary = "MS365 Identifiers → Create Peig Account, for a Microsoft 365 account"
    @Argument(help: "The Microsoft 365 account.") var user: String

    func run(_ portal: PortalClient, _ stage: PortalStage) async throws(PortalRefusal) {
        try await portal.send(.post, ["peig", "accounts"], ["user": .text(user)])
        stage.screen.line("Peig: a placeholder account is linked to \(user), who has still to onboard.")
    }
}

struct CreateMicrosoftAccount: PortalVerb {
    static let verb = "create-microsoft-account"
    static let summary = "MS365 Identifiers → Create MS365 Account, for a Peig account"
    @Argument(help: "The Peig account.") var account: String

    func run(_ portal: PortalClient, _ stage: PortalStage) async throws(PortalRefusal) {
        try await portal.send(.post, ["peig", "accounts", account, "microsoft-account"])
        stage.screen.line("Peig: \(account) has a Microsoft 365 account, linked.")
    }
}

struct DisableAccount: PortalVerb {
    static let verb = "disable-account"
    static let summary = "switch a Peig account off: nobody signs in with it; --on switches it on again"
    @Argument(help: "The Peig account.") var account: String
    @Flag(help: "Let it sign in again.") var on = false

    func run(_ portal: PortalClient, _ stage: PortalStage) async throws(PortalRefusal) {
        try await portal.send(
            .post, ["peig", "accounts", account, "status"], ["status": .text(on ? "active" : "disabled")])
        stage.screen.line("Peig: \(account) \(on ? "can sign in again" : "is switched off").")
    }
}

struct ShowRequests: PortalVerb {
    static let verb = "requests"
    static let summary = "show the requests to be onboarded that wait"

    func run(_ portal: PortalClient, _ stage: PortalStage) async throws(PortalRefusal) {
        let waiting = try await portal.pages(["peig", "requests"], of: OnboardingRequest.self)
            .filter { $0.status == "pending" }
        var table = Table()
        for request in waiting { table.add(request.email, request.displayName) }
        for line in table.lines(columns: stage.screen.columns, indent: "  ") { stage.screen.line(line) }
        if waiting.isEmpty { stage.screen.line("  No request waits.") }
    }
}

struct ApproveRequest: PortalVerb {
    static let verb = "approve-request"
    static let summary = "approve a request under the address as it was typed"
    @Argument(help: "The address in the request.") var email: String

    func run(_ portal: PortalClient, _ stage: PortalStage) async throws(PortalRefusal) {
        try await portal.send(.post, ["peig", "requests", email, "approve"])
        stage.screen.line("Peig: \(email) is approved.")
    }
}

struct MergeRequest: PortalVerb {
    static let verb = "merge-request"
    static let summary = "merge a request with a mistyped address into the right account"
    @Argument(help: "The address in the request.") var email: String
    @Argument(help: "The Microsoft 365 account that it belongs to.") var user: String

    func run(_ portal: PortalClient, _ stage: PortalStage) async throws(PortalRefusal) {
        try await portal.send(.post, ["peig", "requests", email, "merge"], ["user": .text(user)])
        stage.screen.line("Peig: the request of \(email) is merged with \(user).")
    }
}

struct RemoveProvider: PortalVerb {
    static let verb = "remove-provider"
    static let summary = "remove the Microsoft 365 provider; every group association is lost"

    func run(_ portal: PortalClient, _ stage: PortalStage) async throws(PortalRefusal) {
        try await portal.send(.delete, ["peig", "provider"])
        stage.screen.line("Peig: the provider is removed, and with it every group association.")
    }
}
