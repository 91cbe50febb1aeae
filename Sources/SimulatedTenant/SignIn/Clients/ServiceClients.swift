/// The rehearsal's own two identities: the app that checks, and the portal that works as an administrator. Their
/// secrets are made for one run and never leave memory.
struct ServiceClients: Sendable {
    struct Client: Sendable {
        enum Kind: Sendable {
            case checker, portal
            /// PingOne's worker application.
            case worker
        }

        let kind: Kind
        let id: String
        let secret: String

        var name: String {
            switch kind {
            case .checker: "Lockstep"
            case .portal: "Portal"
            case .worker: "Worker"
            }
        }
        var roles: [String]? { kind == .checker ? ServiceClients.checkerPermissions : nil }
        var scope: String? { kind == .portal ? "Directory.AccessAsUser.All" : nil }
        var templates: [String]? { kind == .portal ? [RoleRoutes.globalAdministrator] : nil }
    }

    /// What the checking app may do: read what checks need, and switch the domain.
    private static let checkerPermissions = [
        "Organization.Read.All", "Domain.Read.All", "Domain-InternalFederation.ReadWrite.All",
        "LicenseAssignment.Read.All", "User.Read.All", "RoleManagement.Read.Directory", "Application.Read.All",
        "Directory.Read.All", "Device.Read.All", "AuditLog.Read.All", "Policy.Read.All",
        "Policy.Read.ConditionalAccess", "UserAuthenticationMethod.Read.All",
        "PrivilegedAssignmentSchedule.Read.AzureADGroup", "PrivilegedEligibilitySchedule.Read.AzureADGroup",
    ]

    let checker = Client(kind: .checker, id: Identifiers.new(), secret: Secrets.new())
    let portal = Client(kind: .portal, id: Identifiers.new(), secret: Secrets.new())

    let worker = Client(kind: .worker, id: Identifiers.new(), secret: Secrets.new())

    func client(_ id: String) -> Client? { [checker, portal].first { $0.id == id } }
}
