import Foundation
import Journal
import TestSupport
import Testing

@testable import Report
@testable import SessionStore

/// Several people at one session: handing over, taking over, approving, looking on; and what leaves the store.
@Suite(.serialized) struct TeamTests {
    private static let rehearse = [
        "rehearse", "peig-microsoft-365", "--scenario", "ready-to-cut-over", "--name", "friday",
    ]

    @Test func whatWasHandedOverIsReadFirst() async throws {
        try await blocking {
            let folder = try TemporaryFolder()
            let first = try PseudoTerminal.atPrompt(Self.rehearse, store: folder.url)
            first.type("note the firewall team is waiting")
            try first.expect("recorded: your note")
            first.type("set migration_deadline 2030-01-01T18:00Z")
            try first.expect("recorded: migration_deadline")
            first.type("handoff look at step 4 first")
            try first.expect("Handed over:")
            try first.expect("Note by ida")
            #expect(try first.waitForExit() == 0)
            let second = try PseudoTerminal(["resume", "friday", "--as", "kai"], store: folder.url)
            try second.expect("handed over, ")
            try second.expect("look at step 4 first")
            try second.expect("4 User migration: 0 of 7 items")
            try second.expect("the firewall team is waiting")
            try second.expect("The migration deadline: 2030-01-01 18:00:00 UTC")
            try second.expect("> ")
            second.type("status")
            try second.expect("The migration deadline: ")
            second.type("note I have it now")
            try second.expect("recorded: your note")
            second.type("undo")
            try second.expect("taken back: the note “I have it now”")
            second.type("history")
            try second.expect("noted: I have it now (taken back)")
            second.type("quit")
            #expect(try second.waitForExit() == 0)
        }
    }

    @Test func aSecondPersonLooksOnAndTakesOver() async throws {
        try await blocking {
            let folder = try TemporaryFolder()
            let first = try PseudoTerminal.atPrompt(Self.rehearse, store: folder.url)
            let refused = try Program.run(["resume", "friday"], store: folder.url)
            #expect(refused.code == 1 && refused.errors.contains("--read-only"))
            let follower = try PseudoTerminal(["resume", "friday", "--read-only", "--as", "kai"], store: folder.url)
            try follower.expect("ida@")
            try follower.expect("Following; Ctrl-C ends it.")
            first.type("note seen from afar")
            try follower.expect("noted: seen from afar")
            follower.signal(SIGINT)
            _ = try follower.waitForExit()
            let wrong = try Program.run(
                ["resume", "friday", "--take-over", "--as", "kai"], store: folder.url, input: "no\n")
            #expect(wrong.code == 2 && wrong.errors.contains("that isn't the session's name"))
            first.type("note still mine")
            try first.expect("recorded: your note")
            let second = try Program.run(
                ["resume", "friday", "--take-over", "--as", "kai"], store: folder.url,
                input: "friday\nportal add-domain a.example\nnote mine now\n"
            )
            #expect(second.errors.isEmpty || second.output.contains("recorded"), "\(second.errors)")
            // Nor do they meet in the simulated tenant.
            first.type("portal add-domain b.example")
            try first.expect("Another program has taken over this")
            first.type("note lost")
            try first.expect("was taken over by another process")
            let again = try Program.run(
                ["resume", "friday"], store: folder.url, input: "portal add-domain a.example\n")
            #expect(again.output.contains("example is there already"), "\(again.errors)")
            let history = try Program.run(["report", "friday", "--json"], store: folder.url).output
            #expect(history.contains("noted: mine now") && !history.contains("noted: lost"))
            #expect(history.contains("took over from ida@"))
        }
    }

    @Test func whoAsksForThePenIsGivenItOrTold() async throws {
        try await blocking {
            let folder = try TemporaryFolder()
            let first = try PseudoTerminal.atPrompt(Self.rehearse, store: folder.url)
            first.type("give")
            try first.expect("Nobody asks for the pen.")
            let second = try PseudoTerminal(["resume", "friday", "--ask", "--as", "kai"], store: folder.url)
            try second.expect("is asked for the pen")
            try first.expect("asks for the pen. give hands it over")
            first.type("keep ten more minutes")
            try first.expect("is told that you keep it")
            try second.expect("keeps it: “ten more minutes”")
            #expect(try second.waitForExit() == 1)

            let third = try PseudoTerminal(["resume", "friday", "--ask", "--as", "kai"], store: folder.url)
            try first.expect("kai@")
            try first.expect("asks for the pen.")
            first.type("who")
            try first.expect("you, with the pen")
            try first.expect("asks for the pen. give hands it over")
            first.type("give kay")
            try first.expect("did you mean \"kai\"?")
            first.type("give kai")
            try first.expect("The pen goes to kai@")
            #expect(try first.waitForExit() == 0)
            try third.expect("gives you the pen")
            try third.expect("Welcome back.")
            try third.expect("> ")
            third.type("history")
            try third.expect("asked for the pen and got it from ida@")

            // Who waits gets it too when the holder just leaves.
            let fourth = try PseudoTerminal(["resume", "friday", "--ask", "--as", "lea"], store: folder.url)
            try third.expect("lea@")
            third.type("handoff see step 4")
            _ = try third.waitForExit()
            try fourth.expect("see step 4")
            try fourth.expect("> ")
            fourth.type("quit")
            #expect(try fourth.waitForExit() == 0)
            #expect(try Program.run(["resume", "--ask", "--take-over"], store: folder.url).code == 2)
        }
    }

    @Test func aWaiverNeedsASecondPersonAndExpires() async throws {
        try await blocking {
            let folder = try TemporaryFolder()
            let terminal = try PseudoTerminal.atPrompt(Self.rehearse, store: folder.url)
            terminal.type("waive all-onboarded")
            try terminal.expect("can't be waived")
            terminal.type("waive powershell-available")
            try terminal.expect("Why may it stay red?")
            terminal.answer("the machine is on its way")
            try terminal.expect("For how long?")
            terminal.answer("2h")
            let screen = try terminal.expect("Waiting for the second person")
            let code = try #require(screen.firstMatch(of: /approve\s+\S+\s+([a-z0-9]{6})/)?.1)
            // Nobody approves their own request, and nobody with a wrong code.
            let own = try Program.run(["approve", "friday", String(code)], store: folder.url, input: "ida\n")
            #expect(own.code == 1 && own.errors.contains("a second person must approve"))
            let wrong = try Program.run(
                ["approve", "friday", "zzzzzz", "--as", "kai"], store: folder.url, input: "kai\n")
            #expect(wrong.code == 2)
            let mistyped = try Program.run(
                ["approve", "friday", String(code), "--as", "kai"], store: folder.url, input: "ki\n")
            #expect(mistyped.code == 1)
            let approved = try Program.run(
                ["approve", "friday", String(code), "--as", "kai"], store: folder.url, input: "kai\n")
            #expect(
                approved.code == 0 && approved.output.contains("asks for your approval of waive powershell-available")
                    && approved.output.contains("the machine is on"))
            try terminal.expect("recorded: powershell-available is waived until")
            try terminal.expect("approved by kai@")
            terminal.type("status all")
            try terminal.expect("powershell-available")
            try terminal.expect("waived until")
            try terminal.expect("> ")
            // Elsewhere too; what is red stays red.
            let checked = try Program.run(["check", "friday"], store: folder.url).output
            #expect(checked.contains("Waived until") && checked.contains("the machine is on its way"))
            let json = try Program.run(["check", "friday", "--json"], store: folder.url).output
            #expect(json.contains("\"waiver\" : {"))
            terminal.type("portal wait 3h")
            try terminal.expect("later.")
            terminal.type("status all")
            try terminal.expect("powershell-available")
            try terminal.expect("needs your word")
            terminal.type("quit")
            _ = try terminal.waitForExit()
            let report = try Program.run(["report", "friday"], store: folder.url).output
            #expect(report.contains("the machine is on its way") && report.contains("approved by `kai@"))
        }
    }

    @Test func sessionsAreNamedPutAwayAndDeleted() async throws {
        try await blocking {
            let folder = try TemporaryFolder()
            _ = try Program.run(Self.rehearse, store: folder.url, input: "note one\n")
            _ = try Program.run(Self.rehearse.dropLast() + ["monday"], store: folder.url, input: "note two\n")
            #expect(try Program.run(["rename", "friday", "monday"], store: folder.url).code == 2)
            #expect(try Program.run(["rename", "friday", "tuesday"], store: folder.url).code == 0)
            #expect(try Program.run(["archive", "tuesday"], store: folder.url).code == 0)
            let listed = try Program.run(["sessions"], store: folder.url).output
            #expect(!listed.contains("tuesday") && listed.contains("monday"))
            #expect(
                try Program.run(["sessions", "--all", "--match", "TUES"], store: folder.url).output.contains("tuesday"))
            let kept = try Program.run(["delete", "tuesday"], store: folder.url, input: "no\n")
            #expect(kept.code == 1)
            let gone = try Program.run(["delete", "tuesday"], store: folder.url, input: "tuesday\n")
            #expect(gone.code == 0 && gone.output.contains("tuesday is deleted."))
            #expect(try Program.run(["verify", "tuesday"], store: folder.url).code == 2)
            #expect(try Program.run(["verify", "monday"], store: folder.url).code == 0)
        }
    }

    @Test func aSessionIsMovedToAnotherVersionOfItsRunbook() async throws {
        try await blocking {
            let folder = try TemporaryFolder()
            _ = try Program.run(
                Self.rehearse, store: folder.url,
                input: "done\ncheck powershell-available\nattest powershell-available\nyes\n")
            let runbooks = folder.url.appending(path: "runbooks")
            try FileManager.default.copyItem(at: Repository.root.appending(path: "Runbooks"), to: runbooks)
            let same = try Program.run(["upgrade", "friday", "--runbooks", runbooks.path], store: folder.url)
            #expect(same.code == 0 && same.output.contains("has this version already"), "\(same.errors)")
            let step = runbooks.appending(path: "peig-microsoft-365/steps/5-federation-setup.yaml")
            let text = try String(contentsOf: step, encoding: .utf8)
            let edited = text.replacing("A Windows PowerShell with internet access is at hand", with: "It is there")
            #expect(edited != text)
            try edited.write(to: step, atomically: true, encoding: .utf8)
            func upgrade(_ more: [String] = [], input: String = "") throws -> Program.Result {
                try Program.run(
                    ["upgrade", "friday", "--runbooks", runbooks.path] + more, store: folder.url, input: input)
            }
            let listed = try upgrade(["--dry-run", "--json"])
            #expect(listed.code == 0 && listed.output.contains("\"the sentence to confirm\""), "\(listed.errors)")
            #expect(try upgrade(["--json"]).code == 2)
            let terminal = try PseudoTerminal(["resume", "friday", "--runbooks", runbooks.path], store: folder.url)
            try terminal.expect("this Lockstep has another version of it")
            try terminal.expect("> ")
            // Not under somebody's hands.
            #expect(try upgrade(input: "friday\n").errors.contains("is working on session"))
            terminal.type("quit")
            _ = try terminal.waitForExit()
            let kept = try upgrade(input: "no\n")
            #expect(kept.code == 1 && kept.errors.contains("Nothing was changed"))
            let moved = try upgrade(input: "friday\n")
            #expect(moved.code == 0 && moved.output.contains("1 confirmation: powershell-available"), "\(moved.errors)")
            let board = try Program.run(["resume", "friday"], store: folder.url, input: "status all\nhistory\n").output
            #expect(board.contains("moved it to another version of peig-microsoft-365"))
            #expect(board.contains(/powershell-available\s+needs your word/))
            #expect(board.contains(/1 Microsoft Entra ID setup\s+items 0\/5\s+actions 1\//))
            #expect(try Program.run(["verify", "friday"], store: folder.url).code == 0)
        }
    }

    /// (That a flipped byte anywhere is found: SessionArchiveTests.)
    @Test func whatIsExportedComesInWholeOrNotAtAll() async throws {
        try await blocking {
            let folder = try TemporaryFolder()
            _ = try Program.run(Self.rehearse, store: folder.url, input: "set domain nordwind.example\nnote one\n")
            let file = folder.url.appending(path: "friday.lockstep")
            #expect(try Program.run(["export", "friday", "--to", file.path], store: folder.url).code == 0)
            let elsewhere = try TemporaryFolder()
            #expect(try Program.run(["import-session", file.path], store: elsewhere.url).code == 0)
            let again = try Program.run(["import-session", file.path], store: elsewhere.url)
            #expect(again.code == 0 && again.output.contains("is here already"))
            let left = try Program.run(["report", "friday", "--json"], store: folder.url).output
            let right = try Program.run(["report", "friday", "--json"], store: elsewhere.url).output
            func head(_ text: String) -> String? {
                text.firstMatch(of: /"head" : "([0-9a-f]{64})"/).map { String($0.1) }
            }
            #expect(head(left) == head(right) && head(left) != nil)
            let whole = try Data(contentsOf: file)
            var random = SeededGenerator(5)
            for _ in 0..<8 {
                var data = whole
                let place = Int.random(in: 0..<data.count, using: &random)
                data[place] ^= UInt8(1 << Int.random(in: 0..<7, using: &random))
                let broken = folder.url.appending(path: "broken.lockstep")
                try data.write(to: broken)
                let result = try Program.run(["verify", "--file", broken.path], store: folder.url)
                #expect(result.code != 0 && !result.errors.isEmpty, "byte \(place) was changed unnoticed")
            }
        }
    }

    /// Names that would be code elsewhere are only read, also where a mark makes another character of a quote.
    @Test(.computing, arguments: ["", "\u{301}", "\u{200D}", "\u{FE0F}", "\u{338}", "\r", "\n"])
    func reportsAreSafeWithHostileNames(joined: String) throws {
        let hostile =
            "<\(joined)script>alert('\(joined)x')</\(joined)script>\u{202E}&\(joined)\"\(joined)]]>`|\n# h @\(joined)ida http://e.example *\(joined)x*"
        let source = try Repository.runbook("peig-microsoft-365")
        let who = Person(name: hostile, host: "h\u{1B}[31m")
        var events = [
            try Event(
                session: "s", after: nil, time: Date(timeIntervalSince1970: 1_800_000_000), who: who,
                payload: SessionStarted(
                    name: hostile, runbook: source,
                    tenant: TenantBinding(
                        kind: .rehearsal, tenantID: hostile, displayName: hostile, scenario: nil)))
        ]
        let evidence = Evidence(
            requests: [.init(method: "GET", path: hostile, status: 200, requestID: hostile, milliseconds: 3)],
            observations: [.init(property: hostile, seen: hostile)], milliseconds: 3)
        let payloads: [any EventPayload] = [
            InputAnswered(input: "domain", answer: hostile), NoteAdded(text: hostile),
            ItemChecked(
                item: "tenant-active",
                verdict: .failed([Finding(property: hostile, message: hostile, remedy: hostile)]),
                evidence: evidence, attempt: nil),
            ItemChecked(
                item: "business-premium", verdict: .unknown(Obstacle(reason: hostile, remedy: hostile)),
                evidence: evidence, attempt: nil),
            ItemAttested(
                item: "peig-admin", statement: "I have signed in to the Peig workspace as a Global Admin",
                words: hostile),
            ItemWaived(
                item: "business-premium", reason: hostile, approvedBy: who, expires: "2099-01-01T00:00:00Z"),
            CutoverFailed(attempt: "a", domain: hostile, outcome: .federatedOtherwise, reason: hostile),
        ]
        for payload in payloads {
            events.append(
                try Event(session: "s", after: events.last, time: Date(), who: who, payload: payload))
        }
        let state = try SessionState(events)
        let report = SessionReport(events, state, try CheckableRunbook.peig(), at: Date())
        let html = HTMLReport.text(report)
        #expect(!html.contains("<script") && !html.contains("\u{202E}") && !html.contains("\u{1B}"))
        #expect(html.contains("&lt;") && html.contains("<svg"))
        // Scalar by scalar, as a browser reads: no tag but the report's own, no quote that ends an attribute early.
        #expect(
            !html.unicodeScalars.split(separator: "<").dropFirst().contains {
                ![0x21, 0x2F].contains($0.first?.value) && $0.first?.properties.isAlphabetic != true
            })
        // Every element is closed, whatever stood in the names: it is XML, too.
        try Self.isWellFormed(html)
        let markdown = MarkdownReport.text(report)
        // Out of code, each of these stands behind a backslash, and no address or name stands at all.
        let marks = Self.bareMarks(markdown)
        #expect(marks.allSatisfy { !"<|@".unicodeScalars.contains($0) }, "\(markdown.debugDescription)")
        #expect(!String(String.UnicodeScalarView(marks)).contains("http:") && !markdown.contains("\n# h"))
        #expect(!markdown.contains("\u{1B}"))
        let junit = JUnitReport.text(report)
        #expect(!junit.contains("<script") && !junit.contains("\u{202E}"))
        try Self.isWellFormed(junit)
        #expect(junit.contains("failures=\"1\"") && junit.contains("skipped=\""))
    }

    /// As CI servers read it: a red item in a file that isn't XML is no red item.
    private static func isWellFormed(_ xml: String) throws {
        let folder = try TemporaryFolder()
        let file = folder.url.appending(path: "junit.xml")
        try Data(xml.utf8).write(to: file)
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [
            "python3", "-c",
            "import sys, xml.etree.ElementTree as t; t.parse(sys.argv[1])",
            file.path,
        ]
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0, "\(xml)")
    }

    /// What of a page is neither code nor behind a backslash, as a reader goes through it.
    private static func bareMarks(_ markdown: String) -> [Unicode.Scalar] {
        var bare: [Unicode.Scalar] = []
        for line in markdown.unicodeScalars.split(separator: "\n") {
            var rest = Array(line)[...]
            while let scalar = rest.first {
                let fence = rest.prefix { $0 == "`" }.count
                if scalar == "\\" {
                    rest = rest.dropFirst(2)
                } else if fence > 0 {
                    rest = rest.dropFirst(fence)
                    while !rest.isEmpty {
                        let run = rest.prefix { $0 == "`" }.count
                        rest = rest.dropFirst(max(1, run))
                        if run == fence { break }
                    }
                } else {
                    bare.append(scalar)
                    rest = rest.dropFirst()
                }
            }
        }
        return bare
    }
}
