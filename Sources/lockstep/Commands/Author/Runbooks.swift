import ArgumentParser
import Console
import YAMLDocument

struct Runbooks: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List the runbooks and the scenarios that each can be rehearsed with.",
        discussion: """
            Example:
              lockstep runbooks
            """)

    @OptionGroup var library: RunbookLibrary

    func run() throws {
        let screen = Screen()
        for name in try library.names() {
            let runbook = try library.load(name).runbook
            screen.line("\(Style.bold(name))  \(runbook.title)")
            screen.text(runbook.summary, first: "  ")
            for scenario in try library.scenarioNames(of: name) {
                let title = try library.scenario(scenario, of: name).title
                screen.line("  --scenario \(scenario)  \(title)")
            }
        }
    }
}
