import Console
import Text

/// What a test of a runbook shows to people.
struct TestView {
    let report: TestReport
    let screen: Screen

    func show() {
        for played in report.scenarios where !played.isAsWanted {
            for stage in played.stages { show(stage, of: played) }
        }
        note("No scenario shows red", report.neverRed)
        note("No scenario shows green", report.neverGreen)
        let scenarios = report.scenarios.count
        let count =
            "\(report.judged) \(report.judged == 1 ? "verdict" : "verdicts") in \(scenarios) "
            + (scenarios == 1 ? "scenario" : "scenarios")
        guard report.wrong > 0 else {
            screen.text("\(report.runbook): \(count), all as wanted.", first: "\(Style.green("✓")) ", rest: "  ")
            return
        }
        screen.text(
            "\(report.runbook): \(count), \(report.wrong) otherwise than wanted.", first: "\(Style.red("✗")) ",
            rest: "  ")
    }

    private func show(_ stage: TestReport.Stage, of played: TestReport.Played) {
        let place = "\(played.id), \(stage.name): "
        for verdict in stage.verdicts where !verdict.isAsWanted {
            screen.text(place + verdict.words + ".", first: "\(Style.red("✗")) ", rest: "  ")
            if !verdict.findings.isEmpty { screen.text(verdict.findings.joined(separator: " · "), first: "  ") }
            screen.line("  \(verdict.place)")
            screen.line("  \(verdict.itemPlace)")
        }
        for objection in stage.objections {
            screen.text(place + objection.words, first: "\(Style.red("✗")) ", rest: "  ")
            screen.line("  \(objection.place)")
        }
    }

    private func note(_ what: String, _ items: [String]) {
        guard !items.isEmpty else { return }
        screen.text("\(what): \(items.joined(separator: ", "))", first: "\(Style.yellow("Note:")) ", rest: "      ")
    }
}
