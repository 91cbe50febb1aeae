import ArgumentParser
import Console
import Text
import YAMLDocument

struct Runbooks: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List the runbooks and the scenarios that each can be rehearsed with.",
        discussion: """
            Examples:
              lockstep runbooks
              lockstep runbooks --json | jq -r '.runbooks[].id'
            """)

    @OptionGroup var output: FormatOptions<ListFormat>
    @OptionGroup var library: RunbookLibrary

    private struct Report: Encodable {
        struct Scenario: Encodable {
            let id: String
            let title: String
        }
        struct Runbook: Encodable {
            let id: String
            let title: String
            let summary: String
            let scenarios: [Scenario]
        }
        /// Of this document's form.
        let version = 1
        let runbooks: [Runbook]
    }

    func run() throws {
        let screen = Screen()
        let runbooks = try library.names().map { name in
            let runbook = try library.load(name).runbook
            return Report.Runbook(
                id: name, title: runbook.title, summary: runbook.summary,
                scenarios: try library.scenarioNames(of: name).map {
                    Report.Scenario(id: $0, title: try library.scenario($0, of: name).title)
                })
        }
        if output.isJSON { return screen.line(try JSONText.encode(Report(runbooks: runbooks))) }
        for runbook in runbooks {
            screen.line("\(Style.bold(runbook.id))  \(runbook.title)")
            screen.text(runbook.summary, first: "  ")
            for scenario in runbook.scenarios { screen.line("  --scenario \(scenario.id)  \(scenario.title)") }
        }
    }
}
