import ArgumentParser
import Console
import Text

struct TrainerDebrief: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "debrief",
        abstract: "What the scenario looks for at the end; exit code 1 if something of it doesn't hold.",
        usage: "lockstep trainer <url> debrief [<options>]")

    @ParentCommand var parent: Trainer
    @OptionGroup var output: FormatOptions<ListFormat>

    func run() async throws {
        let answer = try await parent.target.client().send(.get, "debrief", as: RehearsalDebrief.self)
        let found = answer.expectations
        let screen = Screen()
        if output.isJSON {
            screen.line(try JSONText.document(answer))
        } else {
            if found.isEmpty { screen.line("The scenario looks for nothing.") }
            for expectation in found {
                let mark = expectation.met ? Style.green("✓") : Style.red("✗")
                screen.text(expectation.text, first: "\(mark) ", rest: "  ")
            }
        }
        if found.contains(where: { !$0.met }) { throw ExitStatus.failed }
    }
}
