import Runbook

/// The session goes on with another version of its runbook. What of the past means something else there no longer
/// counts; it stays readable.
public struct RunbookUpgraded: EventBody {
    public static let kind = "runbookUpgraded"
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

    init(
        runbook: RunbookSource, step: String, verdicts: [String], waivers: [String], answers: [String],
        actions: [String: String]
    ) {
        self.runbook = runbook
        self.step = step
        self.verdicts = verdicts
        self.waivers = waivers
        self.answers = answers
        self.actions = actions
    }
}
