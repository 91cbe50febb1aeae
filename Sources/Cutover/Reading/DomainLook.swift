import Foundation
import Journal
import Runbook
import Tenant

/// One look at a domain: the directory's word, the sign-in service's, and the audit log's, each where it can be had.
struct DomainLook: Sendable {
    /// The directory's word; a fault where it couldn't be read.
    let reading: Result<DomainReading, TenantFault>
    /// The sign-in service's first, so that the directory's is judged beside it.
    let sightings: [DomainSighting]
    let audits: [SwitchAudited]

    /// Which services are asked.
    enum Breadth {
        /// The directory alone: while something is waited for.
        case directory
        case all
    }

    /// - Parameters:
    ///   - plan: what a federation is compared with.
    ///   - now: the session's clock; it is corrected by Microsoft's where that is known.
    static func take(
        _ domain: String, plan: SwitchPlan?, history: SwitchHistory, breadth: Breadth = .all, client: GraphClient,
        patience: Patience, now: @Sendable () -> Date
    ) async -> DomainLook {
        async let log = breadth == .all ? audits(domain, history, client, now()) : []
        async let world = breadth == .all ? client.realm(of: "lockstep@\(domain)", patience: client.noPatience()) : nil
        /// By Microsoft's clock, where it is known, and as it was before the question: what is answered is no younger.
        func seen(_ federation: DomainSighting.Federation?, by source: DomainSighting.Source, asked: Date)
            -> DomainSighting
        {
            let difference = client.clockDifference
            return DomainSighting(
                source: source, federation: federation, readAt: asked.addingTimeInterval(difference ?? 0),
                isTimed: difference != nil)
        }
        var sightings: [DomainSighting] = []
        let asked = now()
        let reading: Result<DomainReading, TenantFault>
        do throws(TenantFault) {
            let found = try await DomainReading.read(domain, client, patience)
            sightings.append(seen(found.federation(of: domain, besides: plan), by: .directory, asked: asked))
            reading = .success(found)
        } catch {
            reading = .failure(error)
        }
        if let realm = try? await world?.result.get(), let isFederated = isFederated(realm) {
            let federation = DomainSighting.Federation(
                configurationID: nil, issuer: nil, differences: [], isOurIssuer: false)
            sightings.insert(seen(isFederated ? federation : nil, by: .signIn, asked: asked), at: 0)
        }
        return DomainLook(reading: reading, sightings: sightings, audits: await log)
    }

    private static func isFederated(_ realm: Realm) -> Bool? {
        switch realm.nameSpaceType.lowercased() {
        case "federated": true
        case "managed": false
        default: nil
        }
    }

    /// A log that can't be read has nothing to say; nobody waits for it for long.
    private static func audits(
        _ domain: String, _ history: SwitchHistory, _ client: GraphClient, _ now: Date
    ) async -> [SwitchAudited] {
        let claims = try? await client.claims()
        let first = history.open.map(\.at).min() ?? now
        let since = min(first, now).addingTimeInterval(-900)
        let found = await DirectoryAudits.read(
            domain, since: since, history: history,
            sender: claims.map { .init(objectID: $0.objectID, clientID: $0.clientID) }, client, client.noPatience())
        return found ?? []
    }

    /// The history as it is with what was seen, whether or not it is written down.
    func applied(to history: SwitchHistory) -> SwitchHistory {
        var history = history
        for audit in audits { history.take(audit) }
        for sighting in sightings { history.see(sighting) }
        return history
    }

    /// Whether the sign-in service hands people over while the directory says managed.
    var isHandedOver: Bool {
        guard case .success(let found) = reading, !found.isFederated else { return false }
        return sightings.contains { $0.source == .signIn && $0.isFederated }
    }
}
