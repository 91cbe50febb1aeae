import ArgumentParser
import Console
import Escaping
import Foundation
import PrivateFiles
import SessionStore
import SimulatedTenant
import YAMLDocument

struct Lockstep: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lockstep",
        abstract: "Walks you through a Microsoft 365 identity migration, checks each item live, and keeps the cutover "
            + "locked until every gate passes.",
        discussion: """
            Examples:
              lockstep rehearse peig-microsoft-365     rehearse against a simulated tenant
              lockstep start peig-microsoft-365 --tenant contoso.com
              lockstep resume                          go on with the newest session
              lockstep sessions                        list all sessions
              lockstep check SESSION --json            every item's verdict, for scripts
              lockstep identifiers --with peig.csv     who would be locked out

            Exit codes: 0 all well, 1 something failed, was refused or couldn't be printed, 2 usage or bad input, 3 something is unknown, \
            141 whoever read the output has gone.
            """,
        version: "lockstep 0.1.0",
        groupedSubcommands: [
            CommandGroup(
                name: "Walk",
                subcommands: [
                    Rehearse.self, Start.self, Resume.self, Check.self, Identifiers.self, Approve.self, Decline.self,
                ]),
            CommandGroup(
                name: "Sessions",
                subcommands: [
                    Sessions.self, Rename.self, Archive.self, Delete.self, Export.self, ImportSession.self,
                    VerifySession.self, Anchor.self, ReportCommand.self, UpgradeSession.self, Trust.self,
                ]),
            CommandGroup(name: "Tenant", subcommands: [Login.self, Whoami.self, Doctor.self, Permissions.self]),
            CommandGroup(
                name: "Author",
                subcommands: [
                    Runbooks.self, Show.self, Lint.self, TestCommand.self, CoverageCommand.self, Import.self,
                    SchemaCommand.self,
                ]),
            CommandGroup(name: "Train", subcommands: [Simulate.self, Trainer.self]),
        ])
}

@main
enum Program {
    static func main() async {
        do {
            try OwnProcess.holdStreams()
            try OwnProcess.protect()
            let arguments = try OwnProcess.arguments()
            try checkName(arguments.first)
            // Without /proc the runtime may end the process as soon as something runs in a task. Help needs none.
            if asksForHelp(arguments) {
                var command = try Lockstep.parseAsRoot(arguments)
                if !(command is any AsyncParsableCommand) {
                    try command.run()
                    leave(.well)
                }
            } else {
                try OwnProcess.look()
            }
            // What an error says is put together where it ends, so that is inside as well.
            await ProgramCommand.$store.withValue(ProgramCommand.store(in: arguments)) {
                do { try await run(arguments) } catch { end(error) }
            }
            leave(.well)
        } catch {
            end(error)
        }
    }

    private static func run(_ arguments: [String]) async throws {
        var command = try Lockstep.parseAsRoot(arguments)
        if var asynchronous = command as? any AsyncParsableCommand {
            try await asynchronous.run()
        } else {
            try command.run()
        }
    }

    /// What is over before anything could come between.
    private static func asksForHelp(_ arguments: [String]) -> Bool {
        arguments.isEmpty || arguments.first == "help"
            || arguments.contains { ["--help", "-h", "--version"].contains($0) }
    }

    /// A command that isn't there, told with the one that may be meant: the parser would only call it unexpected.
    private static func checkName(_ name: String?) throws {
        let names = Lockstep.configuration.subcommands.map { $0._commandName } + ["help"]
        guard let name, !name.hasPrefix("-"), !names.contains(name) else {
            return
        }
        let hint = Suggestion.hint(for: name, in: names)
        throw InputProblem("there is no command \"\(name)\"\(hint.isEmpty ? ". lockstep --help lists them." : hint)")
    }

    /// Says what went wrong, help on standard output and errors on standard error, and ends with the documented code.
    private static func end(_ error: any Error) -> Never {
        if let status = ExitStatus(error) {
            switch error {
            // What there was to say was said.
            case is ExitStatus: leave(status)
            // Each says its own place, or isn't an error.
            case is Problems, is BrokenOff: fail("\(error)", status)
            default: fail("Error: \(error)", status)
            }
        }
        let message = Lockstep.fullMessage(for: error)
        switch Lockstep.exitCode(for: error) {
        case .success:
            if !message.isEmpty { Screen().line(message) }
            leave(.well)
        case .validationFailure: fail(message, .badInput)
        default: fail(message, .failed)
        }
    }

    private static func fail(_ message: String, _ status: ExitStatus) -> Never {
        if message.isEmpty { leave(status) }
        let screen = Screen()
        // A terminal gets whole words on each line; whoever reads a pipe gets the lines as they are. Either way files and
        // servers may have had a word in it.
        let isUsage = message.contains("USAGE:") || message.contains("\nUsage:")
        screen.error(message, wraps: screen.terminal.isInteractive && !isUsage)
        leave(status)
    }

    /// Ends the process. What didn't come through is told here, once for every command: a reader that has gone is none the
    /// wiser, so the shell's code for it is all.
    private static func leave(_ status: ExitStatus) -> Never {
        for stream in [StandardStream.output, StandardStream.input] {
            switch stream.loss {
            case .readerGone: exit(ExitStatus.readerGone.rawValue)
            case .failed(let detail):
                let rest =
                    stream === StandardStream.output
                    ? "What was printed isn't whole." : "What came before it was carried out, nothing after it."
                Screen().error("Error: \(detail). \(rest)", wraps: false)
                exit(ExitStatus.failed.rawValue)
            case nil: continue
            }
        }
        // Nobody can be told, but a script sees it.
        if case .failed = StandardStream.error.loss, status == .well { exit(ExitStatus.failed.rawValue) }
        exit(status.rawValue)
    }
}
