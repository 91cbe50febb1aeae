import ArgumentParser
import Console
import Escaping
import Foundation
import Text

struct TrainerInject: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inject", abstract: "Let one of the scenario's surprises happen now, or list them.",
        usage: "lockstep trainer <url> inject [<id>]")

    @ParentCommand var parent: Trainer
    @Argument(help: "The inject's id.") var id: String?

    private struct List: Decodable {
        let injects: [RehearsalStatus.Inject]
    }

    private struct Happened: Decodable {
        let happened: String
    }

    func run() async throws {
        let client = try parent.target.client()
        let screen = Screen()
        if let id {
            let answer = try await client.send(
                .post, "injects/\(PercentText.encoded(id, keeping: ""))", as: Happened.self)
            screen.line("It has happened: \(answer.happened)")
            return
        }
        let injects = try await client.send(.get, "injects", as: List.self).injects
        if injects.isEmpty { screen.line("The scenario has no injects.") }
        for inject in injects {
            screen.line("\(Style.bold(inject.id))  \(inject.outcome)")
            screen.text(inject.title, first: "  ")
            screen.text("Expected: \(inject.expect)", first: "  ")
        }
    }
}
