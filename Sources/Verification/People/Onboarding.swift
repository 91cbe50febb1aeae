import Reconciliation
import Tenant

/// Whether a domain's people are onboarded to the new provider, as their immutable IDs show it. An ID alone says only
/// that somebody wrote one: whose it is shows the comparison with the provider's accounts.
enum Onboarding {
    static func observed(_ domain: String, _ probe: Probe) async throws -> Observed {
        let (byName, byAlternate) = try await UsersResource.tally(domain, probe)
        let login = byAlternate.people > 0 ? await probe.alternateLogin() : .off
        var without = byName.without
        if login == .on { without.add(byAlternate.without) }
        if without.count > 0 {
            let noun = without.count == 1 ? "person isn't" : "people aren't"
            return Observed(
                .number(without.count),
                explanation: "\(without.count) \(noun) onboarded and would lose access: \(without.words).")
        }
        if byName.with.count + byAlternate.people == 0 { return Observed(.number(0)) }
        if let outcome = try await probe.proof(for: domain) {
            try proven(outcome.reconciliation)
            return Observed(.number(0))
        }
        try await unproven(byName, byAlternate, login, probe)
        return Observed(.number(0))
    }

    /// By the comparison: whoever has an ID that no account of the provider has isn't onboarded.
    private static func proven(_ found: Reconciliation) throws {
        let totals = found.totals
        guard totals.losingAccess + totals.unknownAccess > 0 else { return }
        let (losing, unknown) = try (names(found, .loses), names(found, .unknown))
        if totals.losingAccess > 0 {
            throw Impediment.missing(
                message: "Everybody has an immutable ID, and by the comparison of the accounts "
                    + (totals.losingAccess == 1 ? "1 person" : "\(totals.losingAccess) people")
                    + " would lose access all the same: \(losing).",
                remedy: "Type identifiers open to see what is wrong with each.")
        }
        throw Impediment.fault(
            .elsewhere(
                "By the comparison of the accounts it isn't known whether \(unknown) can sign in after the switch.",
                remedy: AccessWords.remedy(totals)))
    }

    static func names(_ found: Reconciliation, _ answer: AccessLoss.Effect) throws -> String {
        let filter = Reconciliation.Filter(access: [answer])
        return Sample.words(
            try found.page(filter, limit: Sample.size).map(\.account.address), of: try found.count(filter))
    }

    /// Without it: an ID that may be an Active Directory's proves nothing.
    private static func unproven(
        _ byName: UserTally, _ byAlternate: UserTally, _ login: AccessLoss.AlternateLogin, _ probe: Probe
    ) async throws {
        let wasSynced = byName.with.count > 0 ? try await probe.synced() == .nowOrOnce : false
        let open = wasSynced ? byName.with : byName.unproven
        if open.count > 0 {
            let why =
                wasSynced
                ? "an on-premises Active Directory is synchronised with this tenant, or once was, and it writes such IDs"
                : "they look like an on-premises Active Directory's, or are as any provider writes them (GUIDs, addresses, "
                    + "long numbers)"
            throw Impediment.fault(
                .elsewhere(
                    "The immutable IDs of \(open.words) don't prove that they are onboarded: \(why).",
                    remedy: "Compare them with the provider's accounts: identifiers with FILE names where those are."))
        }
        if login == .unknown, byAlternate.people > 0 {
            let people = byAlternate.without.count > 0 ? byAlternate.without : byAlternate.with
            throw Impediment.fault(
                .elsewhere(
                    "A mail address of \(people.words) lies on the domain, and they may sign in by it: whether this tenant "
                        + "takes mail addresses for a login could not be read.",
                    remedy: "Take the address away, or check with \(SignInWays.permission); or compare them with the "
                        + "provider's accounts: identifiers with FILE."))
        }
    }
}
