import Console
import Foundation
import Reconciliation
import Runbook
import Tenant
import Verification

/// Reads both sides for a person who watches, and keeps what was found.
struct AccountReading {
    let conversation: Conversation

    /// Reads the tenant and the other system.
    /// - Returns: nil where it could not be done, which was told then.
    func read(_ comparison: Comparison) async -> IdentifierDesk.Kept? {
        let screen = conversation.screen
        let (access, writer) = (conversation.access, conversation.writer)
        screen.progress("Reading the accounts of both sides…")
        let now = writer.time
        do throws(Impediment) {
            let outcome = try await conversation.interruptible { () async throws(Impediment) in
                try await comparison.run(access, now: Date()) { screen.progress($0.words) }
            }
            screen.clearProgress()
            let kept = IdentifierDesk.Kept(comparison: comparison, outcome: outcome, time: now)
            conversation.identifiers.keep(kept)
            return kept
        } catch {
            screen.clearProgress()
            switch error {
            case .absent(let message, let remedy), .missing(let message, let remedy),
                .fault(.elsewhere(let message, let remedy)):
                screen.error(message)
                screen.text(remedy, first: "  → ", rest: "    ")
            case .fault(let fault):
                screen.error("Unknown: \(fault.reason)")
                screen.text(fault.remedy, first: "  → ", rest: "    ")
            }
            return nil
        }
    }

    /// What the runbook compares, its questions asked where they weren't answered yet.
    /// - Returns: nil if the person broke off.
    func comparison(_ plan: IdentifierPlan) async throws -> Comparison? {
        guard try await Questions(conversation: conversation).ask(for: plan.inputs) else { return nil }
        guard let found = Comparison(plan, answers: conversation.state.answers, access: conversation.access) else {
            throw UsageError("Where are \(plan.system)'s accounts? Type: identifiers with FILE")
        }
        return found
    }
}
