import Runbook
import Tenant

/// The users of a domain and of the subdomains that are switched with it, counted. Graph: `GET /users`.
///
/// A member without `onPremisesImmutableId` can't sign in once the domain is federated: the provider's answer names
/// the user by it.
enum UsersResource: Resource {
    static let name = "users"
    static let selector: String? = "a domain's name"
    private static let permission = "User.Read.All and Domain.Read.All"
    static let properties = [
        Property(
            "enabled", .number, label: "Enabled members", permission: permission,
            remedy: "Entra admin center → Users: look at the accounts of {selector}."),
        Property(
            "without-immutable-id", .number, label: "Enabled members without an immutable ID", permission: permission,
            remedy: "Let them onboard, or link them: Peig → MS365 Identifiers → Microsoft 365 Accounts → "
                + "Create Peig Account or Link."),
        Property(
            "with-immutable-id", .number, label: "Enabled members with an immutable ID", permission: permission,
            remedy: "Entra admin center → Users: look at the accounts of {selector}."),
        Property(
            "guests", .number, label: "Guests", permission: permission,
            remedy: "Entra admin center → Users → User type: Guest."),
        Property(
            "without-licence", .number, label: "Enabled members without a licence", permission: permission,
            remedy: "Microsoft 365 admin center → Users → Active users → Licenses and apps."),
        Property(
            "synced", .number, label: "Members synced from on-premises AD", permission: permission,
            remedy: "Whoever is synced gets the immutable ID from there: look at Entra Connect."),
    ]

    static func observe(_ property: String, of selection: Selection, _ probe: Probe) async throws(Impediment)
        -> Observed
    {
        let domain = selection.selector.lowercased()
        // Beside the pages, not before them.
        async let others = DomainResource.domains(probe)
        let found = await census(probe)
        let roots: Set<String>
        do {
            roots = Set(try await others.filter { !$0.follows(domain) }.map { $0.id.lowercased() })
        } catch let impediment as Impediment {
            throw impediment
        } catch {
            throw .fault(.unexpected("\(error)"))
        }
        var tally = UserTally()
        // Subdomains too: they are switched with it.
        for (name, part) in try found.get().byDomain.sorted(by: { $0.key < $1.key })
        where name == domain || name.hasSuffix("." + domain) && !roots.contains(name) { tally.add(part) }
        switch property {
        case "enabled": return Observed(.number(tally.members))
        case "with-immutable-id": return Observed(.number(tally.members - tally.without))
        case "guests": return Observed(.number(tally.guests))
        case "without-licence": return Observed(.number(tally.withoutLicence))
        case "synced": return Observed(.number(tally.synced))
        default: break
        }
        let noun = tally.without == 1 ? "person isn't" : "people aren't"
        return Observed(
            .number(tally.without),
            explanation: tally.without == 0
                ? nil
                : "\(tally.without) \(noun) onboarded and would lose access: \(Sample.words(tally.sample, of: tally.without))."
        )
    }

    private static func census(_ probe: Probe) async -> Result<UserCensus, Impediment> {
        do throws(TenantFault) {
            return .success(try await probe.census())
        } catch {
            return .failure(.fault(error))
        }
    }
}
