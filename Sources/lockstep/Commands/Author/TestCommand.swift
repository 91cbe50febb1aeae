import ArgumentParser
import Console
import Foundation
import PrivateFiles
import SimulatedTenant
import UnixSignals

struct TestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Test a runbook by playing its scenarios.",
        discussion: """
            Plays each scenario against a simulated tenant of its own inside this program, with the answers that the rehearsal \
            offers, and compares what the items come to with what the scenario says under "verdicts" and "stages". Names each \
            item that comes to something else, and, where all scenarios are played, each that none of them shows red, or green. \
            Nothing of it is kept.

            Examples:
              lockstep test peig-microsoft-365
              lockstep test my-flow --runbooks Runbooks
              lockstep test my-flow --runbooks Runbooks --scenario first
              lockstep test peig-microsoft-365 --junit runbook.xml     for a CI server
              lockstep test peig-microsoft-365 --json | jq .neverRed

            Exit codes: 0 all is as wanted, 1 something isn't, 2 usage or bad input: then nothing was played.
            """)

    @Argument(help: "The runbook; \"lockstep runbooks\" lists them.", completion: ShellCompletions.runbooks)
    var runbook: String
    @Option(help: "Only this one. (default: all)", completion: ShellCompletions.scenarios) var scenario: String?
    @Option(
        help: ArgumentHelp("Write JUnit XML into this file too; - is standard output.", valueName: "file"),
        completion: .file())
    var junit: String?
    @OptionGroup var overwrite: OverwriteOption
    @OptionGroup var output: FormatOptions<ListFormat>
    @OptionGroup var library: RunbookLibrary

    func validate() throws {
        if output.isJSON, junit == "-" {
            throw ValidationError("--json and --junit - both print to standard output; choose one, or name a file.")
        }
    }

    func run() async throws {
        let screen = Screen()
        let destination = try junit.map { try Destination($0, replaces: overwrite.force) }
        let (source, loaded) = try library.load(runbook)
        let test = RunbookTest(source, loaded, folder: try library.url(of: runbook))
        let scenarios = try library.scenarios(of: runbook, named: scenario, for: test)
        let played = try await endingWithSignals {
            try await test.play(scenarios) { TestCommand.tell($0, screen) }
        }
        let report = TestReport(runbook, played, items: scenario == nil ? loaded.items.map(\.id) : [])
        if let destination {
            try OutputFile.write(Data(report.junit.utf8), to: destination)
            if !destination.isStandardOutput { screen.error(destination.told(report.cases, "case", "cases")) }
        }
        if output.isJSON {
            screen.line(try JSONText.document(report))
        } else if destination?.isStandardOutput != true {
            TestView(report: report, screen: screen).show()
        }
        throw report.status
    }

    private static func tell(_ played: TestReport.Played, _ screen: Screen) {
        let seconds = String(format: "%.1f", Double(played.milliseconds) / 1_000)
        let wrong = played.verdicts.count { !$0.isAsWanted } + played.objections.count
        let count = played.verdicts.count
        screen.error(
            "\(played.id): \(count) \(count == 1 ? "verdict" : "verdicts"), \(wrong == 0 ? "all as wanted" : "\(wrong) otherwise"), "
                + "\(seconds) s")
    }

    /// Ctrl-C, or being asked to end, breaks it off; what was made for it is taken away first.
    private func endingWithSignals(
        _ work: @escaping @Sendable () async throws -> [TestReport.Played]
    ) async throws -> [TestReport.Played] {
        let signals = await UnixSignalsSequence(trapping: .sigint, .sigterm, .sighup)
        let task = Task { try await work() }
        let watch = Task { for await _ in signals { task.cancel() } }
        defer { watch.cancel() }
        do {
            return try await task.value
        } catch {
            guard task.isCancelled else { throw error }
            throw Refusal("The test was broken off; nothing is said of the runbook.")
        }
    }
}
