import Tenant

/// Who can still get in when sign-in through a new provider fails: enabled Global Administrators whose user principal
/// name is on a domain that stays managed. Graph: `GET /directoryRoles(roleTemplateId=…)/members`, `GET /domains`,
/// `GET /users/{id}`.
public enum EmergencyAdministrators {
    /// Which resource's checks say the same.
    public static let resource = EmergencyAccessResource.name

    /// Their user principal names, read by itself and now.
    /// - Parameter domain: that would be switched, with the subdomains that follow it.
    public static func read(outside domain: String, _ access: TenantAccess) async -> Result<[String], Impediment> {
        let probe = Probe(TenantSnapshot(access), now: .distantPast)
        do {
            return .success(try await names(outside: domain, probe))
        } catch {
            return .failure(Impediment(error))
        }
    }

    static func names(outside domain: String, _ probe: Probe) async throws -> [String] {
        let switched = domain.lowercased()
        let members = try await probe.all(
            GraphPath(["directoryRoles(roleTemplateId='\(RoleHolderResource.globalAdministrator)')", "members"]),
            of: DirectoryObject.self)
        let domains = try await DomainResource.domains(probe)
        // Everybody is outside a domain that isn't the tenant's.
        _ = try DomainResource.one(switched, in: domains)
        let managed = Set(
            domains.filter { $0.authentication == .managed && $0.isVerified }.map { $0.id.lowercased() }
                // Subdomains follow the domain above them.
                .filter { $0 != switched && !$0.hasSuffix("." + switched) })
        var names: [String] = []
        for member in members where try member.type.required(of: "an administrator") == "#microsoft.graph.user" {
            let user = try await probe.readIfThere(
                GraphPath(["users", member.id], [("$select", "id,userPrincipalName,accountEnabled")]),
                as: UserAccount.self)
            guard let user else { continue }
            try GraphDecoding.isAbout(member.id, user.id)
            let own = user.userPrincipalName.split(separator: "@").last.map { $0.lowercased() } ?? ""
            // Whoever isn't outside is no matter.
            guard managed.contains(own), try user.accountEnabled.required(of: user.userPrincipalName) else { continue }
            names.append(user.userPrincipalName)
        }
        return names
    }
}
