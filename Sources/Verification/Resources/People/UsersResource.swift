import Foundation
import Reconciliation
import Runbook
import Tenant

/// The users of a domain and of the subdomains that are switched with it, counted. Graph: `GET /users`.
///
/// Who is signed in by this tenant counts, whatever their `userType`. Somebody without `onPremisesImmutableId` can't sign
/// in once the domain is federated: the provider's answer names the user by it.
enum UsersResource: Resource {
    static let name = "users"
    static let selector: String? = "a domain's name"
    static let form = LiteralForm.domain
    static let isProvenByComparison = true

    private static let needs: [Permission] = [.userReadAll, .domainReadAll]

    private static func count(
        _ name: String, _ label: String, _ remedy: String,
        _ count: @escaping @Sendable (UserTally) throws -> Int
    ) -> Property {
        Property(name, .number, label: label, needs: needs, remedy: remedy) { selection, probe in
            Observed(.number(try count(try await tally(selection.selector.lowercased(), probe).byName)))
        }
    }

    static let properties = [
        count(
            "enabled", "Enabled accounts that sign in here",
            "Entra admin center → Users: look at the accounts of {selector}."
        ) { $0.people },
        Property(
            "without-immutable-id", .number, label: "Enabled accounts without an immutable ID",
            needs: [.userReadAll, .domainReadAll, .organizationReadAll],
            remedy:
                "Let them onboard, or link them to the account that they use there already\(Menu.linkAccount.gap). An account that "
                + "an administrator makes for them is only a beginning: they have still to onboard."
        ) { selection, probe in try await Onboarding.observed(selection.selector.lowercased(), probe) },
        Property(
            "lacking-immutable-id", .number, label: "Enabled accounts that have no immutable ID at all",
            needs: [.userReadAll, .domainReadAll],
            remedy:
                "Let them onboard, or link them to the account that they use there already\(Menu.linkAccount.gap). An account that "
                + "an administrator makes for them is only a beginning: they have still to onboard."
        ) { selection, probe in
            let people = try await tally(selection.selector.lowercased(), probe).byName
            // Whoever is synchronised has an ID from there before anybody has heard of the provider.
            let synced =
                people.synced > 0
                ? "\(people.synced) of \(people.people) are synchronised from an on-premises AD, which writes such IDs: they "
                    + "prove nothing of these" : nil
            return Observed(
                .number(people.without.count),
                detail: people.without.count > 0 ? people.without.words : nil, evidence: synced)
        },
        count(
            "with-immutable-id", "Enabled accounts with an immutable ID",
            "Entra admin center → Users: look at the accounts of {selector}."
        ) { $0.with.count },
        count("guests", "Guests", "Entra admin center → Users → User type: Guest.") {
            if let fault = $0.typeFault { throw fault }
            return $0.guests
        },
        count(
            "without-licence", "Enabled accounts without a licence",
            "Microsoft 365 admin center → Users → Active users → Licenses and apps."
        ) { $0.withoutLicence },
        count(
            "synced", "Enabled accounts synced from on-premises AD",
            "Whoever is synced gets the immutable ID from there: look at Entra Connect."
        ) { $0.synced },
    ]

    /// The people whom a switch of the domain would reach.
    static func tally(_ domain: String, _ probe: Probe) async throws -> (byName: UserTally, byAlternate: UserTally) {
        // Beside the pages, not before them.
        async let census = probe.census()
        let all = try await DomainResource.domains(probe)
        _ = try DomainResource.one(domain, in: all)
        // Subdomains too: they are switched with it.
        try await census.hasSeenSomebody()
        let tally = try await census.reached(
            by: SwitchedDomains(domain, roots: try DomainResource.roots(below: domain, in: all)))
        // Of the people who are judged here: an odd account of another domain is no matter.
        if let fault = tally.byName.fault ?? tally.byAlternate.fault { throw fault }
        return tally
    }
}
