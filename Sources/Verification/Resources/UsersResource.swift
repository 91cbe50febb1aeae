import Foundation
import Runbook
import Tenant

/// The users of a domain and of the subdomains that are switched with it, counted. Graph: `GET /users`.
///
/// A member without `onPremisesImmutableId` can't sign in once the domain is federated: the provider's answer names
/// the user by it.
enum UsersResource: Resource {
    static let name = "users"
    static let selector: String? = "a domain's name"

    private static func count(
        _ name: String, _ label: String, _ remedy: String, _ count: @escaping @Sendable (UserTally) -> Observed
    ) -> Property {
        Property(name, .number, label: label, permission: "User.Read.All and Domain.Read.All", remedy: remedy) {
            selection, probe in count(try await tally(selection.selector.lowercased(), probe))
        }
    }

    static let properties = [
        count("enabled", "Enabled members", "Entra admin center → Users: look at the accounts of {selector}.") {
            Observed(.number($0.members))
        },
        count(
            "without-immutable-id", "Enabled members without an immutable ID",
            "Let them onboard, or link them: Peig → MS365 Identifiers → Microsoft 365 Accounts → "
                + "Create Peig Account or Link."
        ) { tally in
            let noun = tally.without == 1 ? "person isn't" : "people aren't"
            return Observed(
                .number(tally.without),
                explanation: tally.without == 0
                    ? nil
                    : "\(tally.without) \(noun) onboarded and would lose access: "
                        + "\(Sample.words(tally.sample, of: tally.without)).")
        },
        count(
            "with-immutable-id", "Enabled members with an immutable ID",
            "Entra admin center → Users: look at the accounts of {selector}."
        ) { Observed(.number($0.members - $0.without)) },
        count("guests", "Guests", "Entra admin center → Users → User type: Guest.") { Observed(.number($0.guests)) },
        count(
            "without-licence", "Enabled members without a licence",
            "Microsoft 365 admin center → Users → Active users → Licenses and apps."
        ) { Observed(.number($0.withoutLicence)) },
        count(
            "synced", "Members synced from on-premises AD",
            "Whoever is synced gets the immutable ID from there: look at Entra Connect."
        ) { Observed(.number($0.synced)) },
    ]

    private static func tally(_ domain: String, _ probe: Probe) async throws -> UserTally {
        // Beside the pages, not before them.
        async let census = probe.census()
        async let domains = DomainResource.domains(probe)
        let all = try await domains
        _ = try DomainResource.one(domain, in: all)
        let roots = Set(all.filter { !$0.follows(domain) }.map { $0.id.lowercased() })
        var tally = UserTally()
        // Subdomains too: they are switched with it.
        for (name, part) in try await census.byDomain.sorted(by: { $0.key < $1.key })
        where name == domain || name.hasSuffix("." + domain) && !roots.contains(name) { tally.add(part) }
        // Of the people who are judged here: an odd account of another domain is no matter.
        if let fault = tally.fault { throw fault }
        return tally
    }
}
