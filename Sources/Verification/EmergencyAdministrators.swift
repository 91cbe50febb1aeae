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
        do throws(Impediment) {
            return .success(try await names(outside: domain, probe))
        } catch {
            return .failure(error)
        }
    }

    static func names(outside domain: String, _ probe: Probe) async throws(Impediment) -> [String] {
        let switched = domain.lowercased()
        let members = try await reading { () async throws(TenantFault) in
            try await probe.all(
                GraphPath(["directoryRoles(roleTemplateId='\(RoleHolderResource.globalAdministrator)')", "members"]),
                of: DirectoryObject.self)
        }
        let managed = Set(
            try await DomainResource.domains(probe)
                .filter { $0.authenticationType == "Managed" && $0.isVerified }.map { $0.id.lowercased() }
                // Subdomains follow the domain above them.
                .filter { $0 != switched && !$0.hasSuffix("." + switched) })
        var names: [String] = []
        for member in members where member.type == "#microsoft.graph.user" {
            let user = try await reading { () async throws(TenantFault) in
                try await probe.readIfThere(
                    GraphPath(["users", member.id], [("$select", "id,userPrincipalName,accountEnabled")]),
                    as: User.self)
            }
            guard let user, user.accountEnabled == true,
                let domain = user.userPrincipalName.split(separator: "@").last.map({ $0.lowercased() })
            else { continue }
            if managed.contains(domain) { names.append(user.userPrincipalName) }
        }
        return names
    }
}
