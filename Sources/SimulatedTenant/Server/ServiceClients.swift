/// The rehearsal's own two identities: the app that checks, and the portal that works as an administrator. Their
/// secrets are made for one run and never leave memory.
struct ServiceClients: Sendable {
    struct Client: Sendable {
        enum Kind: Sendable {
            case checker, portal
        }

        let kind: Kind
        let id: String
        let secret: String

        func token(_ desk: SignInDesk) -> TokenIssuer.AccessToken {
            switch kind {
            case .checker: desk.accessToken(appID: id, roles: ServiceClients.checkerPermissions)
            case .portal:
                desk.accessToken(
                    appID: id, roles: [], scope: "Directory.AccessAsUser.All",
                    templates: ["62e90394-69f5-4237-9190-012177145e10"])
            }
        }
    }

    /// What the checking app may do: read what checks need, and switch the domain.
    private static let checkerPermissions = [
        "Organization.Read.All", "Domain.Read.All", "Domain-InternalFederation.ReadWrite.All",
        "LicenseAssignment.Read.All", "User.Read.All", "RoleManagement.Read.Directory", "Application.Read.All",
        "Directory.Read.All",
    ]

    let checker = Client(kind: .checker, id: Identifiers.new(), secret: Secrets.new())
    let portal = Client(kind: .portal, id: Identifiers.new(), secret: Secrets.new())

    func client(_ id: String, secret: String) -> Client? {
        [checker, portal].first { $0.id == id && $0.secret == secret }
    }
}
