import ArgumentParser
import Foundation
import PrivateFiles

struct TrainerAccounts: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "accounts", abstract: "The provider's accounts and requests as CSV: what trainees compare with.",
        usage: "lockstep trainer <url> accounts",
        discussion: """
            Examples:
              … accounts > peig.csv
              lockstep identifiers --with peig.csv --domain nordwind.example
            """)

    @ParentCommand var parent: Trainer

    func run() async throws {
        // A file for other programs: as it is, byte for byte.
        let accounts = try await parent.target.client().send(.get, "accounts", Data())
        try OutputFile.write(accounts, to: try Destination("-", replaces: false))
    }
}
