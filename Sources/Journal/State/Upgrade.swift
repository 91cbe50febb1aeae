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
    public struct Loss: Hashable, Sendable {
        /// What kind of thing no longer counts.
        public enum What: String, Hashable, Sendable, CaseIterable {
            case verdict, confirmation, waiver, answer, action
        }
        public let what: What
        /// Id of the item, input or action in the old version.
        public let subject: String
    }

    public let difference: RunbookDifference
    /// In the old runbook's order.
    public let losses: [Loss]
    /// What no longer stands before the switch, a sentence each: such a move needs a reason and a second person.
    public let loosened: [String]
    public let refusal: Refusal?
    private let source: RunbookSource
    private let folder: String?
    private let step: String
    private let actions: [String: String]

    /// - Parameters:
    ///   - old: the session's runbook, as it is loaded.
    ///   - new: the other version, as it is loaded from `source`.
    ///   - folder: that it was read from; nil for what comes with Lockstep.
    public init(
        of state: SessionState, from old: Runbook, to new: Runbook, source: RunbookSource, folder: String? = nil
    ) {
        difference = RunbookDifference(from: old, to: new)
        loosened = RunbookLoosening.sentences(from: old, to: new)
        self.source = source
        self.folder = folder
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
        self.actions = actions
        let undone = old.steps.flatMap(\.actions).filter {
            state.doneActions[$0.id] != nil && actions[$0.id] == nil
        }
        losses =
            answers.map { Loss(what: .answer, subject: $0.id) } + verdicts.map { Loss(what: .verdict, subject: $0.id) }
            + confirmations.map { Loss(what: .confirmation, subject: $0.id) }
            + waivers.map { Loss(what: .waiver, subject: $0.id) }
            + undone.map { Loss(what: .action, subject: $0.id) }
        step = Upgrade.step(state.currentStep, old, new)
        refusal = Upgrade.refusal(state, old, new, answers: asked)
    }

    /// `RunbookSource.hash` of the other version.
    public var hash: String { source.hash }

    /// Where the other version comes from, for people.
    public var place: String {
        "\(folder.map { "from \($0)" } ?? "the one that comes with Lockstep"); SHA-256 \(hash.prefix(16))…"
    }

    /// What is written down.
    /// - Parameters:
    ///   - reason: why, where the other version blocks less; with the second person who agreed.
    ///   - writer: whose account is noted beside it.
    public func body(reason: String? = nil, approvedBy: Person? = nil, writer: Person? = nil) -> RunbookUpgraded {
        func lost(_ what: Loss.What) -> [String] { losses.filter { $0.what == what }.map(\.subject) }
        return RunbookUpgraded(
            runbook: source, step: step, verdicts: lost(.verdict), waivers: lost(.waiver), answers: lost(.answer),
            actions: actions, folder: folder, reason: reason, approvedBy: approvedBy, account: writer?.account)
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
