import ArgumentParser
import Console
import Escaping

struct TrainerDevice: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "device", abstract: "Approve or decline a device's code, as a person at the page would.",
        usage: "lockstep trainer <url> device [<options>] <code>",
        discussion: """
            Examples:
              … device HJ7QK2MPX --account ida.holm@nordwind.example
              … device HJ7QK2MPX --decline
            """)

    @ParentCommand var parent: Trainer
    @Argument(help: "The code that the device shows.") var code: String
    @Option(help: ArgumentHelp("Who signs in.", valueName: "upn")) var account: String?
    @Flag(help: "Say no.") var decline = false

    private struct Wish: Encodable {
        let account: String?
        let decline: Bool
    }

    private struct DeviceReply: Decodable {
        let outcome: String
    }

    func validate() throws {
        if account == nil, !decline { throw ValidationError("Say who signs in with --account, or --decline.") }
    }

    func run() async throws {
        let answer = try await parent.target.client().send(
            .post, "devices/\(PercentText.encoded(code, keeping: ""))", Wish(account: account, decline: decline),
            as: DeviceReply.self)
        Screen().line(answer.outcome)
    }
}
