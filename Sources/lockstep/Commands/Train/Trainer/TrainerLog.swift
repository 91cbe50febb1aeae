import ArgumentParser
import Console
import PrivateFiles
import Text

struct TrainerLog: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "log", abstract: "Every request with its outcome.",
        usage: "lockstep trainer <url> log [<options>]",
        discussion: """
            Shows who asked, by the app's name, and the command where the Azure CLI tells it.

            Examples:
              … log
              … log --follow
              … log --after 120
              … log --follow --json | jq -r 'select(.status >= 400) | .path'
            """)

    @ParentCommand var parent: Trainer
    @Option(help: ArgumentHelp("Only those after this number.", valueName: "number")) var after = 0
    @Flag(name: .shortAndLong, help: "Go on as requests come in, until Ctrl-C.") var follow = false
    @OptionGroup var output: FormatOptions<ListFormat>

    private struct Page: Decodable {
        let requests: [LoggedRequest]
    }

    func run() async throws {
        let client = try parent.target.client()
        let screen = Screen()
        var last = after
        repeat {
            let requests = try await client.send(.get, "log?after=\(last)", as: Page.self).requests
            for request in requests {
                last = max(last, request.number)
                screen.line(output.isJSON ? try JSONText.line(request) : TrainerLog.text(request))
            }
            if follow { try await Task.sleep(for: .milliseconds(500)) }
            // Whoever reads may go away.
            StandardStream.output.notice()
        } while follow && StandardStream.output.loss == nil
    }

    private static func text(_ request: LoggedRequest) -> String {
        var line = "\(request.number)  \(request.time.dropFirst(11).prefix(8))  \(request.status)  "
        line += "\(request.method) \(request.path)"
        if !request.client.isEmpty { line += "  · \(request.client)" }
        if let command = request.command { line += " (\(command))" }
        if let fault = request.fault { line += "  · fault \(fault)" }
        return request.status < 400 ? line : Style.red(SafeText.clean(line))
    }
}
