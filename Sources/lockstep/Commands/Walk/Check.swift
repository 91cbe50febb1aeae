import ArgumentParser
import Console
import Foundation
import PrivateFiles
import SessionStore

struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check every item of a session against its tenant.",
        discussion: """
            Reads the tenant and changes nothing in it. The verdicts go into the session's journal, unless somebody is \
            at work in the session: then it only looks.

            Examples:
              lockstep check friday
              lockstep check friday --json | jq '.items[] | select(.verdict != "passed")'
              lockstep check friday --format junit > checklist.xml     for a CI server
              lockstep check friday --watch                            until everything passes
              lockstep check friday --watch --json | jq -c '[.takenAt, .failed, .unknown]'

            A waived item says so, and counts as what it is. What is asked before the switch only is held at the switch \
            once this session has sent it. A switch whose outcome isn't known is unknown.

            With --watch it goes on looking, every few seconds, less often while nothing happens, and prints again what has \
            another verdict; as JSON a line for each look that found one (JSON Lines). It only looks: what it finds is not \
            written down, and others may work in the session meanwhile. It ends when everything passes, or with Ctrl-C.

            Without a terminal (cron, a pipe for input) no code is waited for: name an app that signs in by itself, by \
            --method secret, --method certificate or --profile.

            Exit codes: 0 all pass, 1 some fail, 3 some are unknown and none fails, or the tenant can't be reached (with --json \
            the document says why), 2 usage.
            """)

    @Argument(
        help: "The session's id, the beginning of it, or its name. (default: the newest)",
        completion: ShellCompletions.sessions)
    var session: String?
    @Flag(help: "Go on looking, and print what turns.") var watch = false
    @OptionGroup var live: TenantOptions
    @OptionGroup var output: FormatOptions<CheckFormat>
    @OptionGroup var options: StoreOptions

    enum CheckFormat: String, OutputFormat {
        case text, json, junit
    }

    func validate() throws {
        if watch, output.chosen == .junit {
            throw ValidationError("JUnit is one document; --watch prints text, or JSON Lines with --json.")
        }
    }

    func run() async throws {
        let store = try watch ? options.open() : options.openToWrite()
        let id = try store.find(session)
        let writer = try watch ? nil : writer(store, id)
        defer { writer?.release() }
        let screen = Screen()
        var lookout = Lookout(store, id, live, screen, tellsNews: output.chosen == .text)
        var report = try await lookout.look(writer)
        try tell(report, screen)
        var pause = Check.shortest
        while watch, report.error == nil, report.status != .well, try await Check.isStillRead(for: pause) {
            let before = report
            report = try await lookout.look(nil)
            let isNews =
                report.verdicts != before.verdicts || report.status != before.status || report.error != nil
            if isNews { try tell(report, screen, since: before) }
            pause = isNews ? Check.shortest : min(pause * 1.5, Check.longest)
        }
        throw report.status
    }

    /// Waits, and sees meanwhile whether whoever reads has gone.
    private static func isStillRead(for seconds: Double) async throws -> Bool {
        for _ in 0..<Int(seconds) {
            StandardStream.output.notice()
            if StandardStream.output.loss != nil { return false }
            try await Task.sleep(for: .seconds(1))
        }
        return true
    }

    /// Seconds between two looks: soon while things happen, less and less often while nothing does.
    private static let shortest = 2.0
    private static let longest = 60.0

    /// - Parameter before: the look before this one, of which only what is new is told.
    private func tell(_ report: CheckReport, _ screen: Screen, since before: CheckReport? = nil) throws {
        let view = CheckView(report: report, screen: screen)
        switch output.chosen {
        case .text where report.error != nil: break
        case .text: before.map(view.showNews) ?? view.showAll()
        case .json: screen.line(try watch ? JSONText.line(report) : JSONText.document(report))
        case .junit: screen.data(report.junit)
        }
        if let error = report.error { screen.error("Error: \(error.reason)\n  → \(error.remedy)") }
    }

    /// nil when somebody else has the pen, or nothing can be written.
    private func writer(_ store: SessionStore, _ id: String) throws -> SessionWriter? {
        do {
            return try store.open(id, who: try options.who)
        } catch StoreProblem.penHeld(_, let person) {
            Screen().error("\(person) is at work in this session, so these verdicts are not recorded.")
            return nil
        } catch StoreProblem.sealed(_, let whom, _) {
            Screen().error("This session is sealed here and goes on with \(whom), so these verdicts are not recorded.")
            return nil
        } catch StoreProblem.readOnly {
            Screen().error("This store can only be read here, so these verdicts are not recorded.")
            return nil
        }
    }
}
