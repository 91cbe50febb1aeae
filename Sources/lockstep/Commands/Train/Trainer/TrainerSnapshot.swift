import ArgumentParser
import Console
import Escaping
import Foundation

struct TrainerSnapshot: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "snapshot", abstract: "Keep the world as it is under a name, or list the names.",
        usage: "lockstep trainer <url> snapshot [<name>]")

    @ParentCommand var parent: Trainer
    @Argument(help: "The name.") var name: String?

    private struct Kept: Decodable {
        let snapshot: String
    }

    private struct List: Decodable {
        let snapshots: [String]
    }

    func run() async throws {
        let client = try parent.target.client()
        let screen = Screen()
        if let name {
            let kept = try await client.send(
                .post, "snapshots/\(PercentText.encoded(name, keeping: ""))", as: Kept.self)
            screen.line("Kept as \(kept.snapshot).")
        } else {
            let names = try await client.send(.get, "snapshots", as: List.self).snapshots
            screen.line(names.isEmpty ? "There is no snapshot." : names.joined(separator: "\n"))
        }
    }
}

struct TrainerRestore: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Make the world what it was at a snapshot; time goes on.",
        usage: "lockstep trainer <url> restore <name>")

    @ParentCommand var parent: Trainer
    @Argument(help: "The snapshot's name.") var name: String

    private struct Restored: Decodable {
        let restored: String
    }

    func run() async throws {
        let answer = try await parent.target.client().send(
            .post, "snapshots/\(PercentText.encoded(name, keeping: ""))/restore", as: Restored.self)
        Screen().line("The world is as it was at \(answer.restored).")
    }
}
