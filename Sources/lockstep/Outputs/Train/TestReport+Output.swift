import Outputs
import SimulatedTenant

extension TestReport: OutputDocument {
    static let outputName = "test"
    static let command = "lockstep test RUNBOOK --json"
    static let about =
        "What a runbook's scenarios came to, against what they say. The exit code is 1 if something is otherwise."
    static let members: [OutputMember<TestReport>] = [
        .init("runbook", "Its id.", \.runbook),
        .init("scenarios", "Those that were played.", \.scenarios),
        .init("judged", "How many verdicts were compared.", \.judged),
        .init("wrong", "How many of them, and of what else was wanted, are otherwise.", \.wrong),
        .init("neverRed", "Items that no scenario shows red; empty where only one was played.", \.neverRed),
        .init("neverGreen", "Items that no scenario shows green; empty where only one was played.", \.neverGreen),
    ]
}

extension TestReport.Played: OutputShape {
    static let outputName = "played-scenario"
    static let about = "One scenario, as it was played."
    static let members: [OutputMember<TestReport.Played>] = [
        .init("id", "Its own.", \.id),
        .init("title", "Its own.", \.title),
        .init("asWanted", "Whether nothing in it is otherwise.", \.isAsWanted),
        .init("stages", "The start, and those that were reached.", \.stages),
        .init("milliseconds", "How long it took.", \.milliseconds),
    ]
}

extension TestReport.Stage: OutputShape {
    static let outputName = "played-stage"
    static let about = "One stage of a scenario."
    static let members: [OutputMember<TestReport.Stage>] = [
        .init("name", "start, or which one.", \.name),
        .init("verdicts", "Of the items that the scenario names.", \.verdicts),
        .init(
            "objections", "What else isn't as it was wanted; after a line that went wrong nothing more is played.",
            \.objections),
    ]
}

extension TestReport.Verdict: OutputShape {
    static let outputName = "played-verdict"
    static let about = "What an item came to."
    static let members: [OutputMember<TestReport.Verdict>] = [
        .init("item", "Its id.", \.item),
        .init("wanted", "What the scenario says.", \.wanted),
        .init("got", "What it came to.", \.got),
        .init("findings", "What stands against the item.", \.findings),
        .init("place", "Where the scenario says so: file:line:column.", \.place),
        .init("itemPlace", "Where the runbook has the item.", \.itemPlace),
    ]
}

extension TestReport.Objection: OutputShape {
    static let outputName = "objection"
    static let about = "Something that a stage wants and doesn't get."
    static let members: [OutputMember<TestReport.Objection>] = [
        .init("words", "What.", \.words),
        .init("place", "Where the scenario says so: file:line:column.", \.place),
    ]
}

extension Scenario.Stage.Word: OutputWord {}
