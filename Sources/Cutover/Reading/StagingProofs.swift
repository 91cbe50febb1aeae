import Foundation
import Journal
import Runbook
import Sameness
import SessionStore
import Verification

/// Finds what sessions of a store tried on a domain without people. Each claim rests on entries that were written here: what
/// came in by a file counts for nothing, and what can't be read is left out.
public struct StagingProofs: Sendable {
    private let store: SessionStore
    private let tenantID: String

    /// - Parameter tenantID: of the tenant in which it must have been tried.
    public init(_ store: SessionStore, tenantID: String) {
        self.store = store
        self.tenantID = tenantID.lowercased()
    }

    /// The newest one for a domain; nil if there is none.
    public func newest(of domain: String) throws(StoreProblem) -> StagingProof? {
        let domain = DomainName.folded(domain)
        var newest: StagingProof?
        for summary in try store.sessions().sessions {
            let state = summary.state
            guard state.tenant.kind == .live, state.tenant.tenantID.lowercased() == tenantID,
                state.histories[domain] != nil
            else { continue }
            let events = try store.events(of: state.id)
            guard let found = try? StagingProofs.proof(of: domain, state, events) else { continue }
            if found.switched > newest?.switched ?? .distantPast { newest = found }
        }
        return newest
    }

    /// What is sent there, as the session's answers were when it was sent.
    private struct Trial {
        let attempt: String
        let plan: SwitchPlan
        /// Of the items that look for a pilot's sign-in: whose.
        let pilots: [String: Template]
        var switched: Date?
        var pilotSeen: Date?
        var takenBack: Date?
    }

    static func proof(of domain: String, _ state: SessionState, _ events: [Event]) throws -> StagingProof? {
        var trial: Trial?
        var last: Trial?
        for (index, event) in events.enumerated() where !state.foreign.contains(event.sequence) {
            switch event.payload {
            case let body as CutoverStarted where DomainName.folded(body.domain) == domain:
                trial = try begun(body, try SessionState(events[..<index]))
            case let body as CutoverVerified where body.attempt == trial?.attempt:
                trial?.switched = event.time
                last = trial
            case let body as ItemChecked:
                guard last?.takenBack == nil, body.verdict == .passed, let pilot = last?.pilots[body.item],
                    let name = pilot.filled(try SessionState(events[..<index]).answers),
                    // Whoever has a name on another domain has proved nothing of this one.
                    DomainName.foldedAddress(name).hasSuffix("@" + domain)
                else { break }
                if last?.pilotSeen == nil { last?.pilotSeen = event.time }
            case let body as RolledBack where body.isManaged && DomainName.folded(body.domain) == domain:
                if last?.takenBack == nil { last?.takenBack = event.time }
            default: break
            }
        }
        guard let last, let switched = last.switched else { return nil }
        return StagingProof(
            session: state.id, name: state.name, head: events.last?.hash ?? "", federation: last.plan.federation,
            switched: switched, pilotSeen: last.pilotSeen, takenBack: last.takenBack)
    }

    /// - Returns: nil unless what was sent is what the answers make: an older build's sending says nothing of it.
    private static func begun(_ body: CutoverStarted, _ state: SessionState) throws -> Trial? {
        let runbook = try RunbookLoader.load(state.runbook, vocabulary: Registry.vocabulary, isKept: true)
        guard let cutover = runbook.cutover, let plan = SwitchPlan(cutover, answers: state.answers),
            plan.seal(tenantID: state.tenant.tenantID).content == body.content
        else { return nil }
        var pilots: [String: Template] = [:]
        for item in runbook.items {
            guard let check = item.check, PilotSignIn.isSeen(by: check) else { continue }
            pilots[item.id] = check.selector
        }
        return Trial(attempt: body.attempt, plan: plan, pilots: pilots)
    }
}

extension TenantAccess {
    /// Lets checks see what a live session's store knows of trials in the same tenant.
    public mutating func knowTrials(of state: SessionState, in store: SessionStore) {
        let proofs = StagingProofs(store, tenantID: state.tenant.tenantID)
        stagingProof = { try proofs.newest(of: $0) }
    }
}
