import Outputs
import Report

extension CheckReport: OutputDocument {
    static let outputName = "check"
    static let command = "lockstep check SESSION --json"
    static let about =
        "What lockstep check found. The exit code is 1 if something failed, 3 if something is unknown and nothing failed, or if "
        + "the tenant could not be reached."
    static let members: [OutputMember<CheckReport>] = [
        .init("session", "Whose items these are.", \.session),
        .init("takenAt", "When they were read.", \.takenAt),
        .init(
            "error", "Why nothing could be read, if the tenant could not be reached: every check is unknown for it.",
            \.error),
        .init("cutover", "How the switch stands; missing while nothing was ever sent.", \.cutover),
        .init(
            "recorded",
            "Whether the journal has it now: not while somebody else has the pen, nor where nothing may be written, nor with --watch.",
            \.recorded
        ),
        .init("items", "In the runbook's order.", \.items),
        .init("passed", "How many of them.", \.passed),
        .init("failed", "How many of them.", \.failed),
        .init("unknown", "How many of them.", \.unknown),
        .init("held", "How many of them.", \.held),
        .init("skipped", "How many of them.", \.skipped),
    ]
}

extension CheckReport.Session: OutputShape {
    static let outputName = "session"
    static let about = "A session."
    static let members: [OutputMember<CheckReport.Session>] = [
        .init("id", "Its own.", \.id),
        .init("name", "Its own.", \.name),
        .init("runbook", "The runbook's id.", \.runbook),
        .init("tenant", "The tenant's name.", \.tenant),
        .init("kind", "live or rehearsal.", \.kind),
    ]
}

extension CheckReport.Item: OutputShape {
    static let outputName = "item"
    static let about = "One item, with what was found."
    static let members: [OutputMember<CheckReport.Item>] = [
        .init("id", "Its own.", \.id),
        .init("step", "The id of the step that it is in.", \.step),
        .init("text", "What it asks for.", \.text),
        .init("required", "Whether the switch waits for it.", \.required),
        .init(
            "verdict",
            "Both parts together. held is asked on one side of the switch only, and stood there; skipped "
                + "doesn't apply here, or comes with the switch.", \.verdict),
        .init("findings", "What isn't as it must be.", \.findings),
        .init("obstacle", "Why it is unknown, if it is.", \.obstacle),
        .init("attestation", "A person's word, where one is asked for.", \.attestation),
        .init("waiver", "What keeps it from blocking; the verdict stays what it is.", \.waiver),
        .init("evidence", "What the verdict rests on.", \.evidence),
        .init("heldAt", "When it was held, if it is.", \.heldAt),
        .init("skippedBecause", "Why it is skipped, if it is.", \.skippedBecause),
    ]
}

extension CheckReport.Word: OutputWord {}

extension CheckReport.Attestation: OutputShape {
    static let outputName = "attestation"
    static let about = "What a person has to confirm."
    static let members: [OutputMember<CheckReport.Attestation>] = [
        .init("statement", "The sentence.", \.statement),
        .init("confirmed", "Whether somebody did, and it still counts.", \.confirmed),
        .init("by", "Who did.", \.by),
        .init("at", "When.", \.at),
    ]
}

extension CheckReport.Waiver: OutputShape {
    static let outputName = "waiver"
    static let about = "What keeps a red item from blocking."
    static let members: [OutputMember<CheckReport.Waiver>] = [
        .init("until", "When it ends.", \.until),
        .init("reason", "As it was given.", \.reason),
        .init("by", "Who waived it.", \.by),
    ]
}

extension CheckReport.Switch: OutputShape {
    static let outputName = "switch"
    static let about = "How the session's switch stands."
    static let members: [OutputMember<CheckReport.Switch>] = [
        .init("state", "readsManaged was federated before, and nobody can say yet what it is now.", \.state),
        .init("domain", "What was to be switched.", \.domain),
        .init("words", "The same as a sentence.", \.words),
        .init("grounds", "What that rests on.", \.grounds),
        .init("remedy", "What to do, if there is something to do.", \.remedy),
    ]
}
