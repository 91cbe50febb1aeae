import Runbook

/// The session goes on with another version of its runbook. What of the past means something else there no longer
/// counts; it stays readable.
public struct RunbookUpgraded: EventBody {
    public static let kind = "runbookUpgraded"
    /// 2: where the other version came from, and who agreed where it blocks less.
    public static var version: Int { 2 }
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
}
