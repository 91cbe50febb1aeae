import ArgumentParser
import Console
import Foundation
import Tenant
import Text

struct Login: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Try a sign-in, and keep it as a profile.",
        discussion: """
            Signs in once, shows who you are, and with --save keeps tenant, cloud, method and client ID under a name. \
            No secret and no token is kept: each command signs in anew.

            Examples:
              lockstep login --tenant contoso.com --save contoso
              lockstep login --tenant contoso.com --client-id ID --certificate app.pem --save contoso-app

            Exit codes: 0 signed in, 3 nobody could sign in, 2 usage.
            """)

    @Option(help: ArgumentHelp("Keep it as a profile of this name.", valueName: "name")) var save: String?
    @OptionGroup var overwrite: OverwriteOption
    @OptionGroup var tenant: TenantOptions

    func run() async throws {
        let screen = Screen()
        let file = ProfileFile.usual
        if save?.isEmpty == true { throw InputProblem("the profile's name is empty; nothing was written. Name one") }
        // A file that can't be read is told before anybody signs in.
        let known = save == nil ? [:] : try file.load()
        let link = try await tenant.link(
            try tenant.resolved(), permissions: ["Organization.Read.All"], screen)
        try Attendance.demandReader(link)
        let identity = try await SigningIn.identity(link.client(), screen)
        Whoami.show(identity, link, screen)
        guard let save else { return }
        var profile = link.profile
        profile.tenant = identity.tenantID
        if let old = known[save], old != profile { try await allow(old, save, screen) }
        try file.save(profile, as: save)
        screen.line("Kept as profile \(save) in \(file.url.path)")
    }

    /// Another profile has the name: it goes only if they say so.
    private func allow(_ old: Profile, _ name: String, _ screen: Screen) async throws {
        if overwrite.force { return }
        guard screen.terminal.isInteractive else {
            throw InputProblem("profile \(name) is there already; nothing was written. --force replaces it")
        }
        screen.text("Profile \(name) is there already, and holds something else:")
        for line in ProfileText.lines(old, as: name).split(separator: "\n") { screen.line("  \(line)") }
        guard try await TypedAnswer.read("Type its name to replace it: ", on: screen) == name else {
            throw InputProblem("profile \(name) stays as it was: its name wasn't typed")
        }
    }
}

struct Whoami: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Sign in, and show the tenant, the account or app, and what it may do.",
        discussion: """
            Examples:
              lockstep whoami --profile contoso
              lockstep whoami --profile contoso --json | jq .permissions

            Exit codes: 0 all well, 3 nobody could sign in, 2 usage. Without a terminal no code is waited for.
            """)

    @OptionGroup var output: FormatOptions<ListFormat>
    @OptionGroup var tenant: TenantOptions

    func run() async throws {
        let screen = Screen()
        let link = try await tenant.link(
            try tenant.resolved(), permissions: ["Organization.Read.All"], screen)
        let identity = try await SignInFailure.told(asJSON: output.isJSON, screen) {
            try Attendance.demand(link)
            return try await SigningIn.identity(link.client(), screen)
        }
        guard output.isJSON else { return Whoami.show(identity, link, screen) }
        let claims = identity.claims
        screen.line(
            try JSONText.document(
                WhoamiOutput(
                    tenantID: identity.tenantID, tenant: identity.displayName, account: claims?.account,
                    clientID: claims?.clientID, isAppOnly: claims?.isAppOnly,
                    permissions: claims?.permissions.sorted() ?? [], minutesLeft: Whoami.minutes(claims))))
    }

    private static func minutes(_ claims: TokenClaims?) -> Int? {
        claims?.expires.map { max(0, Int($0.timeIntervalSinceNow / 60)) }
    }

    static func show(_ identity: LiveLink.Identity, _ link: LiveLink, _ screen: Screen) {
        var table = Table()
        table.add("Tenant", "\(identity.displayName) (\(identity.tenantID))")
        table.add("Cloud", link.profile.graph.map { "\($0)" } ?? link.profile.cloud.name)
        if let claims = identity.claims {
            let app = [claims.appName, claims.clientID].compactMap { $0 }.joined(separator: " ")
            if let account = claims.account {
                table.add("Account", account)
                table.add("Through the app", app)
            } else {
                table.add("App", app)
            }
            let permissions = claims.permissions.sorted().joined(separator: ", ")
            table.add("Permissions", permissions.isEmpty ? "none: consent is missing" : permissions)
            if let minutes = minutes(claims) { table.add("Minutes left", "\(minutes)") }
        } else {
            table.add("Token", "can't be read; only Graph knows what it may do")
        }
        for line in table.lines(columns: screen.columns) { screen.line(line) }
    }
}
