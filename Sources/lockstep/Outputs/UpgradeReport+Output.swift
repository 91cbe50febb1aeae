import Journal
import Outputs
import Runbook

extension UpgradeReport: OutputDocument {
    static let outputName = "upgrade"
    static let command = "lockstep upgrade SESSION --dry-run --json"
    static let about = "What moving a session to another version of its runbook means."
    static let members: [OutputMember<UpgradeReport>] = [
        .init("changes", "What is different.", \.changes),
        .init("noLongerCounts", "What was done and found, and is to be done again.", \.noLongerCounts),
        .init("loosens", "What no longer stands before the switch, a sentence each.", \.loosens),
        .init("refusal", "Why it can't be moved now, if it can't.", \.refusal),
    ]
}

extension RunbookDifference.Change: OutputShape {
    public static let outputName = "change"
    public static let about = "One part that isn't as it was."
    public static let members: [OutputMember<RunbookDifference.Change>] = [
        .init("kind", "What became of it.", \.kind),
        .init("part", "What it is: item, step.", \.part),
        .init("id", "Its id, or its title; empty for what is there once.", \.id),
        .init("aspects", "What of it is different; empty where all of it is.", \.aspects),
    ]
}

extension RunbookDifference.Kind: OutputWord {}

extension Upgrade.Loss: OutputShape {
    public static let outputName = "loss"
    public static let about = "Something that no longer counts."
    public static let members: [OutputMember<Upgrade.Loss>] = [
        .init("what", "What kind of thing it is.", \.what),
        .init("subject", "The id of the item, question or action.", \.subject),
    ]
}

extension Upgrade.Loss.What: OutputWord {}
