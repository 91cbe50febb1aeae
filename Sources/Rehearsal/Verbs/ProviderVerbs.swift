import ArgumentParser
import Console
import Text

/// What an identity provider that isn't Peig shows its administrator.
struct ShowProvider: PortalVerb {
    static let verb = "show-saml-info"
    static let summary = "what the identity provider says of itself: issuer, addresses, certificate"

    private struct Shown: Decodable, Sendable {
        let name: String
        let issuer: String
        let signInUrl: String
        let signOutUrl: String
        let `protocol`: String
        let metadataUrl: String
        let certificate: String
    }

    func run(_ portal: PortalClient, _ stage: PortalStage) async throws(PortalRefusal) {
        let shown = try await portal.read(["simulation", "identity-provider"], as: Shown.self)
        var table = Table()
        table.add("Identity provider", shown.name)
        table.add("Issuer (entity ID)", shown.issuer)
        table.add("Sign-in URL", shown.signInUrl)
        table.add("Sign-out URL", shown.signOutUrl)
        table.add("Protocol", shown.protocol)
        table.add("Metadata", shown.metadataUrl)
        for line in table.lines(columns: stage.screen.columns, indent: "  ") { stage.screen.line(line) }
        stage.screen.line("  Certificate")
        stage.screen.line(shown.certificate)
    }
}

struct GiveAccount: PortalVerb {
    static let verb = "give-account"
    static let summary = "give a user an account at the identity provider, linked by the immutable ID"
    @Argument(help: "The user principal names.") var users: [String]

    func run(_ portal: PortalClient, _ stage: PortalStage) async throws(PortalRefusal) {
        for user in users {
            try await portal.send(.post, ["simulation", "identity-provider", "accounts"], ["user": .text(user)])
            stage.screen.line("\(stage.desk.tenant.providerName ?? "The provider"): \(user) has an account, linked.")
        }
    }
}
