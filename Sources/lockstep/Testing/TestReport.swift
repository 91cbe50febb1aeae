import Report
import SimulatedTenant

/// What `lockstep test` found.
struct TestReport: Sendable {
    /// An item at a stage, against what is wanted of it.
    struct Verdict: Sendable {
        let item: String
        let wanted: Scenario.Stage.Word
        let got: Scenario.Stage.Word
        /// What stands against the item.
        let findings: [String]
        /// Where it is wanted: file, line and column.
        let place: String
        /// Where the runbook has the item.
        let itemPlace: String

        var isAsWanted: Bool { wanted == got }
    }

    /// Something that a stage wanted and didn't get, beside verdicts.
    struct Objection: Sendable {
        let words: String
        let place: String
    }

    struct Stage: Sendable {
        let name: String
        let verdicts: [Verdict]
        let objections: [Objection]
    }

    struct Played: Sendable {
        let id: String
        let title: String
        let stages: [Stage]
        let milliseconds: Int
        /// Items that were seen red, and green, at some stage.
        let red: Set<String>
        let green: Set<String>

        var verdicts: [Verdict] { stages.flatMap(\.verdicts) }
        var objections: [Objection] { stages.flatMap(\.objections) }
        var isAsWanted: Bool { objections.isEmpty && verdicts.allSatisfy(\.isAsWanted) }
    }

    let runbook: String
    /// By their ids.
    let scenarios: [Played]
    /// Items that no scenario has shown red, and green, in the runbook's order; empty where only some were played.
    let neverRed: [String]
    let neverGreen: [String]

    /// - Parameter items: all of the runbook's; none where only some of its scenarios were played.
    init(_ runbook: String, _ scenarios: [Played], items: [String]) {
        (self.runbook, self.scenarios) = (runbook, scenarios)
        let red = scenarios.reduce(into: Set()) { $0.formUnion($1.red) }
        let green = scenarios.reduce(into: Set()) { $0.formUnion($1.green) }
        neverRed = items.filter { !red.contains($0) }
        neverGreen = items.filter { !green.contains($0) }
    }

    var judged: Int { scenarios.reduce(0) { $0 + $1.verdicts.count } }
    /// How many cases JUnit's document has.
    var cases: Int { scenarios.reduce(0) { $0 + $1.verdicts.count + $1.objections.count } }
    var wrong: Int { scenarios.reduce(0) { $0 + $1.verdicts.count { !$0.isAsWanted } + $1.objections.count } }
    var status: ExitStatus { scenarios.allSatisfy(\.isAsWanted) ? .well : .failed }

    /// For CI servers: a scenario is a suite, an item at a stage a case.
    var junit: String {
        let suites = scenarios.map { played in
            JUnit.Suite(
                played.id,
                played.stages.flatMap { stage in
                    stage.verdicts.map {
                        JUnit.Case("\(stage.name): \($0.item)", of: played.id, $0.result)
                    }
                        + stage.objections.map {
                            JUnit.Case(
                                "\(stage.name): \($0.place)", of: played.id, .failure($0.words, details: $0.place))
                        }
                })
        }
        return JUnit(runbook, suites).text
    }
}

extension TestReport.Verdict {
    /// A sentence about what is otherwise.
    var words: String { "\(item) is \(got.rawValue), and \(wanted.rawValue) is wanted" }

    fileprivate var result: JUnit.Result {
        isAsWanted
            ? .passed
            : .failure(words, details: (findings + [place, itemPlace]).joined(separator: " · "))
    }
}
