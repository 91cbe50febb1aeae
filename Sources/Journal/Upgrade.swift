import Runbook

/// A session's move to another version of its runbook: what is different there, and what of the session's past no
/// longer counts. Pure; nothing happens before its event is written.
public struct Upgrade: Hashable, Sendable {
    /// Why a session can't be moved now.
    public enum Refusal: Hashable, Sendable, CustomStringConvertible {
        case inDoubt
        /// What would be switched isn't what was switched.
        case switchedOtherwise

        public var description: String {
            switch self {
            case .inDoubt:
                "A switch was sent, and what became of it is not known yet. Resume the session and type \"verify\" "
                    + "first."
            case .switchedOtherwise:
                "The domain was switched by this session's plan, and the other version's plan is a different one. "
                    + "Finish the session with the runbook that it has."
            }
        }
    }

    /// What somebody did or found that no longer counts.
    public struct Loss: Hashable, Sendable, Encodable {
        public enum What: String, Hashable, Sendable, Codable {
            case verdict, confirmation, waiver, answer, action
        }
        public let what: What
        /// Id of the item, input or action in the old version.
        public let subject: String
    }

    public let difference: RunbookDifference
    /// In the old runbook's order.
    public let losses: [Loss]
    public let body: RunbookUpgraded
    public let refusal: Refusal?

    /// - Parameters:
    ///   - old: the session's runbook, as it is loaded.
    ///   - new: the other version, as it is loaded from `source`.
    public init(of state: SessionState, from old: Runbook, to new: Runbook, source: RunbookSource) {
        difference = RunbookDifference(from: old, to: new)
        let answers = old.inputs.filter { input in
            guard let answer = state.answers[input.id] else { return false }
            guard let other = new.input(input.id), other.kind == input.kind else { return true }
            return (try? other.normalized(answer)) != answer
        }
        let asked = Set(answers.map(\.id))
        let verdicts = old.items.filter { item in
            guard state.verdicts[item.id] != nil else { return false }
            return new.item(item.id)?.check != item.check || !asked.isDisjoint(with: item.check?.inputs ?? [])
        }
        let waivers = old.items.filter { item in
            guard state.waivers[item.id] != nil else { return false }
            guard let other = new.item(item.id) else { return true }
            return (other.check, other.attestation, other.waiving) != (item.check, item.attestation, item.waiving)
        }
        let confirmations = old.items.filter { item in
            state.attestation(of: item) != nil && new.item(item.id)?.attestation != item.attestation
        }
        let actions = difference.keptActions.filter { state.doneActions[$0.key] != nil }
        let undone = old.steps.flatMap(\.actions).filter {
            state.doneActions[$0.id] != nil && actions[$0.id] == nil
        }
        losses =
            answers.map { Loss(what: .answer, subject: $0.id) } + verdicts.map { Loss(what: .verdict, subject: $0.id) }
            + confirmations.map { Loss(what: .confirmation, subject: $0.id) }
            + waivers.map { Loss(what: .waiver, subject: $0.id) }
            + undone.map { Loss(what: .action, subject: $0.id) }
        body = RunbookUpgraded(
            runbook: source, step: Upgrade.step(state.currentStep, old, new), verdicts: verdicts.map(\.id),
            waivers: waivers.map(\.id), answers: answers.map(\.id), actions: actions)
        refusal = Upgrade.refusal(state, old, new, answers: asked)
    }

    private static func refusal(
        _ state: SessionState, _ old: Runbook, _ new: Runbook, answers: Set<String>
    ) -> Refusal? {
        switch state.aftermath {
        case .notKnown: return .inDoubt
        case .nothingSent, .managed, .refused, .rolledBack: return nil
        case .asMeant, .otherwise, .unread, .reverted:
            let isAsked = !answers.isDisjoint(with: old.cutover?.inputs ?? [])
            return old.cutover != new.cutover || isAsked ? .switchedOtherwise : nil
        }
    }

    /// Where the person is in the new version: at the same step, or at the last one before it that is still there.
    private static func step(_ current: String?, _ old: Runbook, _ new: Runbook) -> String {
        let here = old.steps.firstIndex { $0.id == current } ?? 0
        return old.steps[...here].last { new.step($0.id) != nil }?.id ?? new.steps[0].id
    }
}
