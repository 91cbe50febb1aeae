import ArgumentParser
import Console
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
                    Runbooks.self, Show.self, Lint.self, CoverageCommand.self, Import.self, SchemaCommand.self,
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
            var command = try Lockstep.parseAsRoot(arguments)
            if !asksForHelp(arguments) { try OwnProcess.look() }
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
            leave(0)
        } catch {
            end(error)
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
        switch error {
        case let problems as Problems: fail("\(problems)", code: 2)
        case let problem as SessionFileProblem: fail("Error: \(problem)", code: 1)
        case let problem as InputProblem: fail("Error: \(problem)", code: 2)
        case let problem as FileProblem:
            // Somebody reads half of it now, or thinks so.
            if case .lost = problem { fail("Error: \(problem)", code: 1) }
            fail("Error: \(problem)", code: 2)
        case let broken as BrokenOff: fail("\(broken)", code: 1)
        case let problem as SimulationProblem: fail("Error: \(problem)", code: 1)
        case let problem as TenantProblem: fail("Error: \(problem)", code: 3)
        case let problem as TrainerProblem: fail("Error: \(problem)", code: 1)
        case let problem as StoreProblem:
            switch problem {
            case .noSession, .noSessions, .allPutAway, .ambiguous, .diverged, .unfit, .nameTaken:
                fail("Error: \(problem)", code: 2)
            default: fail("Error: \(problem)", code: 1)
            }
        default:
            let code = Lockstep.exitCode(for: error)
            let message = Lockstep.fullMessage(for: error)
            if code.isSuccess {
                if !message.isEmpty { Screen().line(message) }
                leave(0)
            }
            fail(message, code: code == .validationFailure ? 2 : code.rawValue)
        }
    }

    private static func fail(_ message: String, code: Int32) -> Never {
        if message.isEmpty { leave(code) }
        let screen = Screen()
        // A terminal gets whole words on each line; whoever reads a pipe gets the lines as they are. Either way files and
        // servers may have had a word in it.
        let isUsage = message.contains("USAGE:") || message.contains("\nUsage:")
        screen.error(message, wraps: screen.terminal.isInteractive && !isUsage)
        leave(code)
    }

    /// Ends the process. What didn't come through is told here, once for every command: a reader that has gone is none the
    /// wiser, so the shell's code for it is all.
    private static func leave(_ code: Int32) -> Never {
        for stream in [StandardStream.output, StandardStream.input] {
            switch stream.loss {
            case .readerGone: exit(goneCode)
            case .failed(let detail):
                let rest =
                    stream === StandardStream.output
                    ? "What was printed isn't whole." : "What came before it was carried out, nothing after it."
                Screen().error("Error: \(detail). \(rest)", wraps: false)
                exit(1)
            case nil: continue
            }
        }
        // Nobody can be told, but a script sees it.
        if case .failed = StandardStream.error.loss, code == 0 { exit(1) }
        exit(code)
    }

    /// As shells write that SIGPIPE ended a process.
    private static let goneCode: Int32 = 128 + SIGPIPE
}

/// Something that the person named isn't there or isn't fit: what, and what to do.
struct InputProblem: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
