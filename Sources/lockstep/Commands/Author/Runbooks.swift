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

    func run() throws {
        let screen = Screen()
        let runbooks = try library.names().map { name in
            let runbook = try library.load(name).runbook
            return RunbooksOutput.Runbook(
                id: name, title: runbook.title, summary: runbook.summary,
                scenarios: try library.scenarioNames(of: name).map {
                    RunbooksOutput.Scenario(id: $0, title: try library.scenario($0, of: name).title)
                })
        }
        if output.isJSON { return screen.line(try JSONText.document(RunbooksOutput(runbooks: runbooks))) }
        for runbook in runbooks {
            screen.line("\(Style.bold(runbook.id))  \(runbook.title)")
            screen.text(runbook.summary, first: "  ")
            for scenario in runbook.scenarios { screen.line("  --scenario \(scenario.id)  \(scenario.title)") }
        }
    }
}
