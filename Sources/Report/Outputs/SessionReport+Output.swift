import Journal
import Outputs

extension Standing: OutputWord {}

extension Aftermath.Kind: OutputWord {}

extension SessionReport: OutputDocument {
    /// In the schema.
    public static let outputName = "report"
    /// The command line that prints it.
    public static let command = "lockstep report SESSION --json"
    /// What it is.
    public static let about = "What was done in a session, by whom, when, and on what it rests."
    /// As a program reads it.
    public static let members: [OutputMember<SessionReport>] = [
        .init("id", "The session's.", \.id),
        .init("name", "The session's.", \.name),
        .init("runbook", "Its id.", \.runbook),
        .init("title", "The runbook's.", \.title),
        .init("tenant", "Its name.", \.tenant),
        .init("tenantID", "Its id; of a rehearsal one that was made up.", \.tenantID),
        .init("kind", "live or rehearsal.", \.kind),
        .init("startedAt", "When the session began.", \.startedAt),
        .init("startedBy", "Who began it.", \.startedBy),
        .init("takenAt", "The moment that the report is of.", \.takenAt),
        .init("people", "Whoever wrote something or approved it.", \.people),
        .init("answers", "To the runbook's questions, by their ids; without what is secret.", \.answers),
        .init("cutover", "How far the switch has come, in words.", \.cutover),
        .init("cutoverState", "The same, exactly.", \.cutoverState),
        .init("cutoverFromFile", "Whether only a file that was taken in tells of it.", \.cutoverFromFile),
        .init("cutoverGrounds", "What that rests on, a sentence each.", \.cutoverGrounds),
        .init("switches", "Whether the runbook switches a domain at all.", \.switches),
        .init("steps", "In the runbook's order.", \.steps),
        .init("lockedOut", "Who lost access with the switch, or would lose it.", \.lockedOut),
        .init("cutoverEntries", "The journal's entries about the switch, refusals included.", \.cutoverEntries),
        .init("entries", "The whole journal.", \.entries),
        .init("head", "The last entry's hash: stands for the whole journal.", \.head),
    ]
}

extension SessionReport.Step: OutputShape {
    /// In the schema.
    public static let outputName = "step"
    /// What it is.
    public static let about = "One step of the runbook, with its items."
    /// As a program reads it.
    public static let members: [OutputMember<SessionReport.Step>] = [
        .init("number", "From 1.", \.number),
        .init("id", "Its own.", \.id),
        .init("title", "Its own.", \.title),
        .init("phase", "The title of the phase that it is in.", \.phase),
        .init("actions", "How many it has.", \.actions),
        .init("actionsDone", "How many of them are done.", \.actionsDone),
        .init("items", "In the runbook's order.", \.items),
    ]
}

extension SessionReport.Item: OutputShape {
    /// In the schema.
    public static let outputName = "report-item"
    /// What it is.
    public static let about = "One item, as it stands in the journal."
    /// As a program reads it.
    public static let members: [OutputMember<SessionReport.Item>] = [
        .init("id", "Its own.", \.id),
        .init("text", "What it asks for.", \.text),
        .init("required", "Whether the switch waits for it.", \.required),
        .init("hasCheck", "Whether the tenant is asked about it; otherwise only a person's word is.", \.hasCheck),
        .init("standing", "How it stands, both parts together; later comes with the switch.", \.standing),
        .init("findings", "What isn't as it must be.", \.findings),
        .init("obstacle", "Why it is unknown, if it is.", \.obstacle),
        .init("skippedBecause", "Why it doesn't apply, if it doesn't.", \.skippedBecause),
        .init("checkedAt", "When it was read last.", \.checkedAt),
        .init("checkedBy", "By whom.", \.checkedBy),
        .init("confirmed", "A person's word for it.", \.confirmed),
        .init("waiver", "What lets it be red.", \.waiver),
        .init("evidence", "What its verdict rests on.", \.evidence),
        .init("fromFile", "Whether its verdict was found elsewhere, and came in by a file.", \.fromFile),
        .init("atSwitch", "How it stood when the session sent its last switch.", \.atSwitch),
    ]
}

extension SessionReport.Confirmation: OutputShape {
    /// In the schema.
    public static let outputName = "confirmation"
    /// What it is.
    public static let about = "Somebody's word, as it was given."
    /// As a program reads it.
    public static let members: [OutputMember<SessionReport.Confirmation>] = [
        .init("statement", "What was asked.", \.statement),
        .init("words", "What was answered.", \.words),
        .init("by", "Who said so.", \.by),
        .init("at", "When.", \.at),
    ]
}

extension SessionReport.Waiver: OutputShape {
    /// In the schema.
    public static let outputName = "report-waiver"
    /// What it is.
    public static let about = "What lets an item be red, and whether it still does."
    /// As a program reads it.
    public static let members: [OutputMember<SessionReport.Waiver>] = [
        .init("reason", "As it was given.", \.reason),
        .init("by", "Who waived it.", \.by),
        .init("approvedBy", "The second person, if there was one.", \.approvedBy),
        .init("until", "When it ends.", \.until),
        .init("holds", "Whether it still counts.", \.holds),
    ]
}

extension SessionReport.AtSwitch: OutputShape {
    /// In the schema.
    public static let outputName = "at-switch"
    /// What it is.
    public static let about = "How an item stood when the session sent its last switch."
    /// As a program reads it.
    public static let members: [OutputMember<SessionReport.AtSwitch>] = [
        .init("verdict", "passed, failed or unknown.", \.verdict),
        .init("checkedAt", "When it was read.", \.checkedAt),
        .init("checkedBy", "By whom.", \.checkedBy),
        .init("evidence", "What the verdict rested on.", \.evidence),
    ]
}

extension SessionReport.Entry: OutputShape {
    /// In the schema.
    public static let outputName = "entry"
    /// What it is.
    public static let about = "One entry of the journal."
    /// As a program reads it.
    public static let members: [OutputMember<SessionReport.Entry>] = [
        .init("sequence", "From 1.", \.sequence),
        .init("at", "When it was written.", \.at),
        .init("who", "Who wrote it, and why it counts for nothing, if it does.", \.who),
        .init("kind", "What happened: cutoverStarted, itemChecked.", \.kind),
        .init("words", "The same as a sentence.", \.words),
        .init("isUndone", "Whether it was taken back.", \.isUndone),
    ]
}

extension LockedOut: OutputShape {
    /// In the schema.
    public static let outputName = "locked-out"
    /// What it is.
    public static let about = "Who lost access with the switch, or would lose it: by the checks that count such people."
    /// As a program reads it.
    public static let members: [OutputMember<LockedOut>] = [
        .init("switchedAt", "When the switch was sent last.", \.switchedAt),
        .init("lines", "What the checks found: for the switch, and since.", \.lines),
    ]
}

extension LockedOut.Line: OutputShape {
    /// In the schema.
    public static let outputName = "locked-out-line"
    /// What it is.
    public static let about = "What one check found."
    /// As a program reads it.
    public static let members: [OutputMember<LockedOut.Line>] = [
        .init("item", "Whose check it is.", \.item),
        .init("at", "When it was read.", \.at),
        .init("isOfSwitch", "Whether it was taken for the switch itself.", \.isOfSwitch),
        .init("people", "How many; missing where the check could not say.", \.people),
        .init("words", "With names, as far as the check gave them.", \.words),
    ]
}
