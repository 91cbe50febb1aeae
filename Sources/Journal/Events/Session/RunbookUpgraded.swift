import Runbook

/// The session goes on with another version of its runbook. What of the past means something else there no longer
/// counts; it stays readable.
public struct RunbookUpgraded: EventPayload {
    /// 2: where the other version came from, and who agreed where it blocks less.
    public static let traits = EventTraits(
        kind: "runbookUpgraded", version: 2, isWork: true, weighs: true, isOfSwitch: false, mark: nil)
    public let runbook: RunbookSource
    /// The step that the person is at now.
    public let step: String
    /// Items whose verdicts no longer count.
    public let verdicts: [String]
    /// Items whose waivers no longer count.
    public let waivers: [String]
    /// Inputs to be answered anew.
    public let answers: [String]
    /// What was done and still is there: the actions' ids before and after. What isn't in it is to be done again.
    public let actions: [String: String]
    /// The folder that it was read from; nil for what came with Lockstep.
    public let folder: String?
    /// Why, and by which second person's word, where the other version blocks less.
    public let reason: String?
    public let approvedBy: Person?
    /// Of the one who writes.
    public let account: String?

    init(
        runbook: RunbookSource, step: String, verdicts: [String], waivers: [String], answers: [String],
        actions: [String: String], folder: String? = nil, reason: String? = nil, approvedBy: Person? = nil,
        account: String? = nil
    ) {
        self.runbook = runbook
        self.step = step
        self.verdicts = verdicts
        self.waivers = waivers
        self.answers = answers
        self.actions = actions
        self.folder = folder
        self.reason = reason
        self.approvedBy = approvedBy
        self.account = account
    }

    public var sentence: String {
        "moved it to another version of \(runbook.id)"
            + (verdicts.isEmpty ? "" : "; no longer counts: \(verdicts.joined(separator: ", "))")
            + (reason.map { "; it blocks less, because: \($0)" } ?? "")
            + (approvedBy.map { " (approved by \($0.withCaveat(besides: account)))" } ?? "")
    }
    public var about: String? { nil }
    public var approver: Person? { approvedBy }

    public func fold(into state: inout SessionState, _ entry: StampedEvent) {
        // Nobody elsewhere moves a session that was written here to another lock.
        if entry.stamp.isForeign, state.hasOwnEntries {
            state.ignoredUpgrade = entry.stamp
            return
        }
        state.ignoredUpgrade = nil
        state.runbook = runbook
        state.runbookFolder = folder
        state.currentStep = step
        for item in verdicts { state.verdicts[item] = nil }
        for item in waivers { state.waivers[item] = nil }
        for input in answers {
            state.answers[input] = nil
            state.answered[input] = entry.sequence
        }
        var done: [String: SessionState.Stamp] = [:]
        for (before, after) in actions { done[after] = state.doneActions[before] }
        state.doneActions = done
        // What was approved, skipped or could be taken back was of the other version.
        (state.approval, state.removalApproval) = (nil, nil)
        state.skipped = [:]
        state.forgetUndo()
        state.isRunbookForeign = entry.stamp.isForeign
    }
}
