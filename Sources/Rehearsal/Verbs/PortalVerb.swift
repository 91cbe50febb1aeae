import ArgumentParser

/// One thing that can be done at a portal in a rehearsal: its options are parsed as a command line's are.
public protocol PortalVerb: ParsableArguments, Sendable {
    static var verb: String { get }
    static var summary: String { get }
    /// Throws `PortalRefusal`, as each verb's signature says. Untyped here for the optimizer's sake: see
    /// `Property.Reader`.
    func run(_ portal: PortalClient, _ stage: PortalStage) async throws
}

/// Every verb, by what it is about, in the order in which a deployment needs them.
public enum PortalVerbs {
    public static let groups: [(title: String, verbs: [any PortalVerb.Type])] = [
        (
            "Tenant",
            [
                AddDomain.self, VerifyDomain.self, SetDefaultDomain.self, ShowDomains.self, AssignRole.self,
                ActivateRole.self,
                ApproveRole.self, DeactivateRole.self, AssignLicense.self,
                AddUser.self, DisableUser.self, EnableUser.self, RenameUser.self, RemoveUser.self,
                AddEmergencyAdmin.self,
                ShowUsers.self,
                RunPowerShell.self, Unfederate.self, SignInAs.self, Wait.self,
            ]
        ),
        (
            "App registration",
            [
                RegisterApp.self, SetRedirect.self, AddPermissions.self, GrantConsent.self, AllowPublicClient.self,
                AddSecret.self, RemoveSecrets.self, DeleteApp.self, ShowApp.self,
            ]
        ),
        (
            "Migration app", [CreateMigrationApp.self, DeleteMigrationApp.self]
        ),
        (
            "Identity provider", [ShowProvider.self, GiveAccount.self]
        ),
        (
            "Peig",
            [
                ShowSAMLInfo.self, AddProvider.self, SaveAuthentication.self, SetProvisioning.self,
                AssignProvider.self, RemoveProvider.self, StartMigration.self, Onboard.self, EndMigration.self,
                ShowPeig.self,
            ]
        ),
        (
            "Peig: MS365 Identifiers",
            [
                ShowIdentifiers.self, LinkAccounts.self, CreatePeigAccount.self, CreateMicrosoftAccount.self,
                DisableAccount.self,
                ShowRequests.self, ApproveRequest.self, MergeRequest.self,
            ]
        ),
        (
            "PingOne",
            [
                AddPingOneConnection.self, TestPingOneConnection.self, SetPingOnePreferences.self,
                EnablePingOneConnection.self, AddPingOneRule.self, MapPingOneAttribute.self, EnablePingOneRule.self,
                ShowPingOne.self,
            ]
        ),
        ("Devices", [JoinDevice.self]),
    ]

    public static let all = groups.flatMap(\.verbs)

    /// The verb of a name, whatever the rehearsal; nil if there is none.
    public static func named(_ name: String) -> (any PortalVerb.Type)? { all.first { $0.verb == name } }

    /// Those that are of Peig's alone, by their group, and those that any other provider has instead.
    private static let ofPeig: Set<String> = ["Migration app", "Peig", "Peig: MS365 Identifiers"]
    private static let ofOthers = "Identity provider"

    /// The names of verbs that only Peig's workspace has.
    public static let ofPeigAlone: Set<String> = {
        let own = groups.filter { ofPeig.contains($0.title) }.flatMap(\.verbs).map { $0.verb }
        let others = Set(groups.filter { !ofPeig.contains($0.title) }.flatMap(\.verbs).map { $0.verb })
        return Set(own).subtracting(others)
    }()

    /// Those that there is something to do with in a rehearsal.
    public static func groups(in desk: RehearsalDesk) -> [(title: String, verbs: [any PortalVerb.Type])] {
        groups.filter {
            ofPeig.contains($0.title)
                ? desk.tenant.hasWorkspace : $0.title != ofOthers || desk.tenant.providerName != nil
        }
    }

    /// The verb of a name, as it is in a rehearsal; nil if there is none.
    /// - Throws: what there isn't in this rehearsal, where a verb works with that.
    public static func named(_ name: String, in desk: RehearsalDesk) throws(PortalRefusal) -> (
        any PortalVerb.Type
    )? {
        if let verb = groups(in: desk).flatMap(\.verbs).first(where: { $0.verb == name }) { return verb }
        guard all.contains(where: { $0.verb == name }) else { return nil }
        if desk.tenant.hasWorkspace {
            throw PortalRefusal(message: "Peig signs people in here, and has a verb of its own: portal onboard")
        }
        throw PortalRefusal(
            message: "There is no Peig workspace in this rehearsal"
                + (desk.tenant.providerName.map {
                    ": \($0) signs people in. What it says of itself: portal \(ShowProvider.verb)"
                } ?? ", and its scenario tells of no identity provider."))
    }
}
