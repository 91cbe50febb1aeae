import Foundation
import SessionStore
import TestSupport
import Testing

/// The program without a terminal.
@Suite(.serialized) struct PipedTests {
    /// Lines that take a ready tenant to its cutover.
    static let readyScript = """
        # answers first
        check all
        attest peig-admin yes
        attest secret-stored yes
        attest provider-active yes
        attest pseudonym-link yes
        attest authentication-saved yes
        attest provisioning-configured yes
        attest provider-unassigned yes
        attest low-activity yes
        attest deadline-announced yes
        attest everyone-onboarded yes
        attest identifiers-linked yes
        attest migration-configuration-removed yes
        attest migration-closed yes
        attest all-onboarded yes
        attest saml-info-confirmed yes
        attest still-unassigned yes
        attest way-back yes, tried at 21:40
        attest powershell-available yes

        """

    @Test func aScriptGoesThroughToTheCutover() async throws {
        try await blocking {
            let folder = try TemporaryFolder()
            let result = try Program.run(
                ["rehearse", "peig-microsoft-365", "--scenario", "ready-to-cut-over"], store: folder.url,
                input: Self.readyScript + "cutover\nnordwind.example\nstatus\n")
            #expect(result.output.contains("✓ nordwind.example is federated, read back and configured as planned."))
            #expect(!result.output.contains("> "), "a prompt in a pipe")
            #expect(!result.output.contains("\u{1B}"), "an escape sequence in a pipe")
            // The first check found the words missing, so the script's worst outcome is a failure.
            #expect(result.code == 1)
            let sessions = try Program.run(["sessions", "--json"], store: folder.url)
            #expect(sessions.code == 0 && sessions.output.contains("\"cutover\" : \"done\""))
        }
    }

    /// What was mistyped gets one clear error, with what may have been meant, and code 2.
    @Test(arguments: [
        (["upgrad"], "did you mean \"upgrade\"?"), (["xyzzy"], "lockstep --help lists them"),
        (["rehearse", "peig-microsoft-356"], "did you mean \"peig-microsoft-365\"?"),
        (["rehearse", "peig-microsoft-365", "--scenario", "fresh-tenent"], "did you mean \"fresh-tenant\"?"),
        (["resume", "--read-onyl"], "--read-only"), (["resume"], "There are no sessions yet"),
        (["resume", "nobody"], "no session \"nobody\""),
        (["resume", "--ask", "--read-only"], "choose one"), (["upgrade", "x", "--json"], "--dry-run"),
    ])
    func mistypedArgumentsAreTold(arguments: [String], says: String) async throws {
        try await blocking {
            let folder = try TemporaryFolder()
            let result = try Program.run(arguments, store: folder.url)
            #expect(result.code == 2 && result.output.isEmpty, "\(result.output)")
            #expect(result.errors.contains(says), "\(result.errors)")
        }
    }

    /// The hours agreed on: refused before and after them, rehearsed at any time, switched within.
    @Test func theSwitchWaitsForItsHours() async throws {
        try await blocking {
            let folder = try TemporaryFolder()
            let hour = Date(timeIntervalSinceNow: 3 * 3_600).formatted(.iso8601)
            let end = Date(timeIntervalSinceNow: 5 * 3_600).formatted(.iso8601)
            let before = try Program.run(
                ["rehearse", "peig-microsoft-365", "--scenario", "ready-to-cut-over", "--name", "n"],
                store: folder.url,
                // A word on the deadline is a word on that one.
                input: "set migration_deadline \(end)\n" + Self.readyScript
                    + "set switch_opens \(hour)\nset switch_closes \(end)\ncutover\ncutover --dry-run\n"
            )
            #expect(before.output.contains("The hours agreed on for the switch begin at"))
            #expect(before.output.contains("LOCKED: 1 reason. Nothing was switched."))
            #expect(before.output.contains("set switch_opens"))
            #expect(before.output.contains("Not yet: The hours agreed on"))
            #expect(before.output.contains("Not over yet: The migration deadline:"))
            #expect(before.output.contains("Everything else passes. Nothing was switched: this was a dry run."))
            let after = try Program.run(
                ["resume", "n"], store: folder.url, input: "portal wait 6h\ncutover\n")
            #expect(after.output.contains("The hours agreed on for the switch ended at"), "\(after.output)")
            let within = try Program.run(
                ["resume", "n"], store: folder.url,
                input: "set switch_closes none\n\(Self.readyScript)cutover\nnordwind.example\n")
            #expect(within.output.contains("is federated, read back and configured as planned"))
        }
    }

    /// The session keeps the rehearsal's time, and never goes back, whichever way the program ended.
    @Test func timePassesForTheSessionToo() async throws {
        try await blocking {
            let folder = try TemporaryFolder()
            let first = try Program.run(
                ["rehearse", "peig-microsoft-365"], store: folder.url,
                input: "note one\nportal wait 3h\nnote two\nnote\n")
            let second = try Program.run(["resume"], store: folder.url, input: "note three\nnote\n")
            func times(_ text: String) throws -> [Date] {
                try text.matches(of: /(\d{4}-\d\d-\d\dT\d\d:\d\d) ida:/).map {
                    try Date("\($0.1):00Z", strategy: .iso8601)
                }
            }
            let early = try times(first.output)
            let late = try times(second.output)
            #expect(early.count == 2 && early[1].timeIntervalSince(early[0]) >= 3 * 3_600)
            #expect(late.count == 3 && late[2] >= late[1])
        }
    }

    @Test func aRefusedCutoverSaysSoByItsCode() async throws {
        try await blocking {
            let folder = try TemporaryFolder()
            let result = try Program.run(["rehearse", "peig-microsoft-365"], store: folder.url, input: "cutover\n")
            #expect(result.code == 1)
            #expect(result.output.contains("LOCKED: 29 reasons. Nothing was switched."))
        }
    }

    @Test func checkTellsScriptsTheTruth() async throws {
        try await blocking {
            let folder = try TemporaryFolder()
            let ready = ["rehearse", "peig-microsoft-365", "--scenario", "ready-to-cut-over", "--name", "ready"]
            // Before the questions are answered, nothing can be known; what no API shows still fails.
            _ = try Program.run(ready, store: folder.url)
            let before = try Program.run(["check", "ready", "--json"], store: folder.url)
            #expect(before.code == 1)
            _ = try Program.run(["resume", "ready"], store: folder.url, input: Self.readyScript)
            let after = try Program.run(["check", "ready", "--json"], store: folder.url)
            #expect(after.code == 0)
            let report = try #require(
                try JSONSerialization.jsonObject(with: Data(after.output.utf8)) as? [String: Any])
            let items = try #require(report["items"] as? [[String: Any]])
            #expect(items.count == 40)
            // What comes after the switch isn't looked at before it.
            let later = items.filter { $0["step"] as? String == "after-the-switch" }
            #expect(later.count == 5 && later.allSatisfy { $0["verdict"] as? String == "skipped" })
            #expect(items.count { $0["verdict"] as? String == "passed" } == 33)
            #expect(report["failed"] as? Int == 0 && report["recorded"] as? Bool == true)

            // With everybody's word given and one question taken back, the rest is unknown.
            let fresh = ["rehearse", "peig-microsoft-365", "--scenario", "ready-to-cut-over", "--name", "unknown"]
            let words = Self.readyScript.replacingOccurrences(of: "check all\n", with: "")
            _ = try Program.run(fresh, store: folder.url, input: words)
            let unknown = try Program.run(["check", "unknown", "--json"], store: folder.url)
            #expect(unknown.code == 3, "\(unknown.output.suffix(200))")
            // A CI server counts the same: red is a failure, what nobody knows or has confirmed an error.
            for (name, verdicts) in [("ready", after), ("unknown", unknown)] {
                let counted = try #require(
                    try JSONSerialization.jsonObject(with: Data(verdicts.output.utf8)) as? [String: Any])
                let junit = try Program.run(["check", name, "--format", "junit"], store: folder.url)
                #expect(junit.code == verdicts.code)
                let root = try #require(
                    junit.output.firstMatch(
                        of: /<testsuites name="\w+" tests="(\d+)" failures="(\d+)" errors="(\d+)" skipped="(\d+)">/),
                    "\(junit.output.prefix(300))")
                let numbers = [root.1, root.2, root.3, root.4].compactMap { Int($0) }
                let kinds = ["failed", "unknown", "skipped"].compactMap { counted[$0] as? Int }
                #expect(numbers == [40] + kinds)
            }
            #expect(try Program.run(["check", "unknown", "--json", "--format", "junit"], store: folder.url).code == 2)
            #expect(try Program.run(["check", "unknown", "--format", "xml"], store: folder.url).code == 2)
            let text = try Program.run(["check", "unknown"], store: folder.url)
            #expect(text.code == 3 && text.output.contains("0 failed"))
        }
    }

    struct Mistake: Sendable, CustomTestStringConvertible {
        let arguments: [String]
        var input = ""
        let says: String
        var testDescription: String { arguments.joined(separator: " ") + " " + input }
    }

    @Test(arguments: [
        Mistake(arguments: ["reherse"], says: "reherse"),
        Mistake(arguments: ["rehearse", "peig-microsoft-356"], says: "did you mean \"peig-microsoft-365\"?"),
        Mistake(
            arguments: ["rehearse", "peig-microsoft-365", "--scenario", "fresh-tennant"],
            says: "did you mean \"fresh-tenant\"?"),
        Mistake(arguments: ["rehearse"], says: "Missing expected argument"),
        Mistake(
            arguments: ["rehearse", "peig-microsoft-365", "--scenarios", "x"], says: "Unknown option '--scenarios'"),
        Mistake(arguments: ["resume"], says: "There are no sessions yet"),
        Mistake(arguments: ["runbooks", "--runbooks", "/nowhere"], says: "/nowhere holds no runbooks"),
        Mistake(arguments: ["check", "nothing"], says: "There is no session \"nothing\""),
        Mistake(arguments: ["rehearse", "peig-microsoft-365"], input: "chekc\n", says: "did you mean \"check\"?"),
        Mistake(
            arguments: ["rehearse", "peig-microsoft-365"], input: "check nothing-like-it\n", says: "There is no item"),
        Mistake(arguments: ["rehearse", "peig-microsoft-365"], input: "goto 9\n", says: "There is no step \"9\""),
        Mistake(
            arguments: ["rehearse", "peig-microsoft-365"], input: "set domain nonsense\n", says: "isn't a domain name"),
        Mistake(
            arguments: ["rehearse", "peig-microsoft-365"], input: "portal regster-app\n",
            says: "did you mean \"register-app\"?"),
        Mistake(
            arguments: ["rehearse", "peig-microsoft-365"], input: "portal register-app --nam x\n",
            says: "Unknown option '--nam'"),
        Mistake(arguments: ["rehearse", "peig-microsoft-365"], input: "note \"open\n", says: "never closed"),
        Mistake(arguments: ["rehearse", "peig-microsoft-365"], input: "cutover --force\n", says: "no way to force it"),
        Mistake(
            arguments: ["rehearse", "peig-microsoft-365"], input: "attest tenant-active yes\n",
            says: "nobody's word is needed"),
    ])
    func mistakesAreToldOnceWithCodeTwo(mistake: Mistake) async throws {
        try await blocking {
            let folder = try TemporaryFolder()
            let result = try Program.run(mistake.arguments, store: folder.url, input: mistake.input)
            #expect(result.code == 2, "\(result.errors)")
            #expect(result.errors.replacing(/\s+/, with: " ").contains(mistake.says), "\(result.errors)")
        }
    }

    @Test func helpIsOnStandardOutput() async throws {
        try await blocking {
            let folder = try TemporaryFolder()
            for arguments in [["--help"], ["rehearse", "--help"], ["check", "--help"], ["--version"]] {
                let result = try Program.run(arguments, store: folder.url)
                #expect(result.code == 0 && !result.output.isEmpty && result.errors.isEmpty)
            }
            let inside = try Program.run(
                ["rehearse", "peig-microsoft-365"], store: folder.url, input: "help\nhelp cutover\n")
            #expect(inside.code == 0)
            for command in ["status", "next", "done", "check", "why", "attest", "cutover", "portal", "quit"] {
                #expect(inside.output.contains("  \(command)"))
            }
        }
    }

    @Test func brokenRunbooksAndScenariosAreToldWithTheirPlace() async throws {
        try await blocking {
            let folder = try TemporaryFolder()
            let runbooks = folder.url.appending(path: "runbooks")
            try FileManager.default.copyItem(at: Repository.root.appending(path: "Runbooks"), to: runbooks)
            let step = runbooks.appending(path: "peig-microsoft-365/steps/2-app-registration.yaml")
            let text = try String(contentsOf: step, encoding: .utf8)
            try text.replacingOccurrences(of: "public-client: true", with: "pubilc-client: true")
                .write(to: step, atomically: true, encoding: .utf8)
            let result = try Program.run(
                ["rehearse", "peig-microsoft-365", "--runbooks", runbooks.path], store: folder.url)
            #expect(result.code == 2)
            #expect(result.errors.contains("steps/2-app-registration.yaml:"))
            #expect(result.errors.contains("did you mean \"public-client\"?"))
            #expect(
                try Program.run(["sessions"], store: folder.url).errors.contains("no sessions yet"), "nothing was begun"
            )
        }
    }
}
