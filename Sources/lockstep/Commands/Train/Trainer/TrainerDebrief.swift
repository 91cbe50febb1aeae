import ArgumentParser
import Console
import Text

struct TrainerDebrief: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "debrief", abstract: "What the scenario looks for at the end, and whether it holds now.")

    @ParentCommand var parent: Trainer

    private struct Answer: Decodable {
        struct Expectation: Decodable {
            let id: String
            let text: String
            let met: Bool
        }
        let expectations: [Expectation]
    }

    func run() async throws {
        let found = try await parent.target.client().send(.get, "debrief", as: Answer.self).expectations
        let screen = Screen()
        if found.isEmpty { screen.line("The scenario looks for nothing.") }
        for expectation in found {
            let mark = expectation.met ? Style.green("✓") : Style.red("✗")
            screen.text(expectation.text, first: "\(mark) ", rest: "  ")
        }
        if found.contains(where: { !$0.met }) { throw ExitCode(1) }
    }
}
