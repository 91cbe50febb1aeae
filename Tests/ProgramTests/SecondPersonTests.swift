import Foundation
import Journal
import SessionStore
import TestSupport
import Testing

/// Two people are two, whatever one of them types; they read what they approve, and may say no.
@Suite struct SecondPersonTests {
    private static let rehearse = [
        "rehearse", "peig-microsoft-365", "--scenario", "ready-to-cut-over", "--name", "friday", "--approvals", "2",
    ]

    /// The code that a session waits for.
    private static func code(_ terminal: PseudoTerminal) throws -> String {
        let screen = try terminal.expect("Waiting for the second person")
        return String(try #require(screen.matches(of: /approve\s+\S+\s+([a-z0-9]{6})/).last?.1))
    }

    private static func ready(_ folder: TemporaryFolder, people: Int = 2) throws -> PseudoTerminal {
        let rehearse = Array(rehearse.dropLast()) + ["\(people)"]
        _ = try Program.run(rehearse, store: folder.url, input: PipedTests.readyScript + "cutover --dry-run\n")
        return try PseudoTerminal.atPrompt(["resume", "friday"], store: folder.url)
    }

    @Test func noSpellingMakesASecondPerson() async throws {
        try await blocking {
            let folder = try TemporaryFolder()
            let terminal = try Self.ready(folder)
            terminal.type("cutover")
            try terminal.expect("domain: ")
            terminal.answer("nordwind.example")
            let code = try Self.code(terminal)
            for name in ["ida", "Ida", " IDA ", "ＩＤＡ", "іdа", "ida@desk", "i.d.a", "ⓘⓓⓐ", "ídà"] {
                for way in [["--as", name], []] {
                    let result = try Program.run(
                        ["approve", "friday", code] + way, store: folder.url, input: "\(name)\nida\n",
                        environment: ["LOCKSTEP_USER": name])
                    #expect(result.code == 1 && result.errors.contains("a second person must approve"), "\(name)")
                    #expect(!result.errors.contains("--as"), "no refusal explains the way round")
                }
            }
            for name in ["\u{200B}", "\u{202E}kai", "😀", "kai\u{1B}[2J", String(repeating: "k", count: 65)] {
                let result = try Program.run(
                    ["approve", "friday", code, "--as", name], store: folder.url, input: "\(name)\n")
                #expect(
                    result.code == 2 && result.errors.contains("is no name")
                        || result.code == 1 && result.errors.contains("a second person must"),
                    "\(name): \(result.errors)")
            }
            let approved = try Program.run(
                ["approve", "friday", code, "--as", "kai"], store: folder.url, input: "kai\n")
            #expect(approved.code == 0)
            // Exactly what is switched, where, and that names prove nothing.
            let said = approved.output.replacing(/\s+/, with: " ")
            for part in [
                "the switch of nordwind.example to federated", "Tenant Nordwind GmbH, a rehearsal", "Session friday (",
                "Runbook peig-microsoft-365, which comes with Lockstep", "SHA-256", "Issuer https://", "Plan ",
                "Locked out nobody", "typed, not proven",
            ] { #expect(said.contains(part), "\(part): \(said)") }
            try terminal.expect("is federated, read back and configured as planned")
            terminal.type("quit")
            _ = try terminal.waitForExit()
            let report = try Program.run(["report", "friday"], store: folder.url).output
            #expect(report.contains("kai@") && report.contains("typed, not proven"))
        }
    }

    /// Whoever has approved isn't asked again because somebody else's approval doesn't count; what was tried is written down.
    @Test func oneWhoDoesntCountCostsNobodyElseAnything() async throws {
        try await blocking {
            let folder = try TemporaryFolder()
            let terminal = try Self.ready(folder, people: 3)
            terminal.type("cutover")
            try terminal.expect("domain: ")
            terminal.answer("nordwind.example")
            func code(_ number: Int) throws -> String {
                if number == 2 { return try Self.code(terminal) }
                let screen = try terminal.expect("Waiting for person number \(number)")
                return String(try #require(screen.matches(of: /approve\s+\S+\s+([a-z0-9]{6})/).last?.1))
            }
            func approve(_ name: String, _ code: String) throws {
                let result = try Program.run(
                    ["approve", "friday", code, "--as", name], store: folder.url, input: "\(name)\n")
                #expect(result.code == 0, "\(result)")
            }
            try approve("kai", try code(2))
            try terminal.expect("approved by kai@")
            for _ in 0..<2 {
                try approve("Kai", try code(3))
                try terminal.expect("is no other person than")
                try terminal.expect("number 3 approves it")
            }
            try approve("lena", try code(3))
            try terminal.expect("approved by lena@")
            try terminal.expect("is federated, read back and configured as planned")
            terminal.type("quit")
            _ = try terminal.waitForExit()
            let store = try SessionStore(folder: folder.url.appending(path: "lockstep"))
            let state = try store.state(of: try store.find("friday"))
            #expect(state.notes.count { $0.text.contains("didn't count: Kai@") } == 2, "\(state.notes)")
        }
    }

    @Test func whoSaysNoIsReadAtOnce() async throws {
        try await blocking {
            let folder = try TemporaryFolder()
            let terminal = try Self.ready(folder)
            for (number, command) in ["decline", "approve"].enumerated() {
                terminal.type("cutover")
                try terminal.expect("domain: ")
                terminal.answer("nordwind.example")
                let code = try Self.code(terminal)
                let reason = "the certificate is the old one, \(number)"
                let result =
                    command == "decline"
                    ? try Program.run(
                        ["decline", "friday", code, reason, "--as", "kai"], store: folder.url)
                    : try Program.run(
                        ["approve", "friday", code, "--as", "kai"], store: folder.url, input: "decline \(reason)\n")
                #expect(result.code == (command == "decline" ? 0 : 1), "\(result.errors)")
                try terminal.expect("declined: “\(reason)”")
                try terminal.expect("Nothing was sent: 2 people must approve, and 1 did.")
                try terminal.expect("> ")
            }
            terminal.type("quit")
            _ = try terminal.waitForExit()
            #expect(try Program.run(["report", "friday"], store: folder.url).output.contains(/was told no by `?kai@/))
        }
    }

    /// What the second person was shown is what counts: a store that somebody changes in between approves nothing.
    @Test func aRequestThatWasChangedIsApprovedByNobody() async throws {
        try await blocking {
            let folder = try TemporaryFolder()
            let terminal = try Self.ready(folder)
            terminal.type("cutover")
            try terminal.expect("domain: ")
            terminal.answer("nordwind.example")
            let code = try Self.code(terminal)
            try StoreFile(folder).execute(
                "UPDATE approvals SET what = replace(what, 'nordwind', 'sudwind'), plan = ''")
            let approved = try Program.run(
                ["approve", "friday", code, "--as", "kai"], store: folder.url, input: "kai\n")
            #expect(approved.output.contains("sudwind"))
            try terminal.expect("was shown something else")
            try terminal.expect("Nothing was sent")
        }
    }

    /// Where two must approve, two must agree to other hours; where one does, it is said.
    @Test func agreedHoursAreChangedByAsManyAsSwitch() async throws {
        try await blocking {
            let folder = try TemporaryFolder()
            let hour = Date().addingTimeInterval(86_400).formatted(.iso8601)
            _ = try Program.run(
                Self.rehearse, store: folder.url,
                input: PipedTests.readyScript + "set switch_opens \(hour)\ncutover --dry-run\n")
            let alone = try Program.run(
                ["resume", "friday"], store: folder.url,
                input: "set switch_opens none\nset switch_opens none because it is late\ncutover\n")
            #expect(alone.errors.replacing(/\s+/, with: " ").contains("set switch_opens ANSWER because REASON"))
            #expect(alone.output.contains("Nothing was changed: switch_opens is"))
            #expect(alone.output.contains("The hours agreed on for the switch begin at"))
            let terminal = try PseudoTerminal.atPrompt(["resume", "friday"], store: folder.url)
            terminal.type("set switch_opens none")
            try terminal.expect("Why other hours?")
            terminal.type("the provider is down tomorrow")
            let code = try Self.code(terminal)
            let approved = try Program.run(
                ["approve", "friday", code, "--as", "kai"], store: folder.url, input: "kai\n")
            #expect(approved.output.contains("the provider is down tomorrow") && approved.output.contains("Agreed on"))
            try terminal.expect("recorded: switch_opens is none")
            terminal.type("cutover")
            let plan = try terminal.expect("domain: ")
            #expect(plan.contains("and was changed by ida@"), "\(plan)")
            #expect(plan.contains("the provider is down tomorrow"))
        }
    }

    /// An answer that takes an item of the gate away is changed by as many people as switch, and stands in the plan.
    @Test func nobodyTakesAnItemAwayAlone() async throws {
        try await blocking {
            let (folder, night) = (try TemporaryFolder(), "night@nordwind.onmicrosoft.com")
            let rehearse = ["rehearse", "peig-microsoft-365", "--scenario", "approved-role", "--name"]
            let ready = PipedTests.readyScript + "set switching_account \(night)\n"
            let less = "set switching_account none because PIM is down\n"
            let two = try Program.run(
                rehearse + ["two", "--approvals", "2"], store: folder.url, input: ready + less + "check role-approved\n"
            )
            let said = (two.output + two.errors).replacing(/\s+/, with: " ")
            #expect(
                said.contains("Nothing was changed: switching_account is \(night)") && said.contains("✗ role-approved"),
                "\(said)")
            let one = try Program.run(
                rehearse + ["one"], store: folder.url, input: ready + less + "cutover --dry-run\n")
            #expect(
                one.output.replacing(/\s+/, with: " ").contains(
                    "role-approved isn't asked: switching_account was \(night), and is none by ida@"), "\(one)")
            #expect(one.output.contains("PIM is down"))
        }
    }

    /// An event that somebody writes past the conversation lifts no hours either.
    @Test func hoursThatWereChangedInTheJournalAloneStayShut() async throws {
        try await blocking {
            let folder = try TemporaryFolder()
            // Where nobody looks at keys: what is unsigned elsewhere answers nothing otherwise.
            let unsigned = ["LOCKSTEP_SIGNING_KEY": "none"]
            let hour = Date().addingTimeInterval(86_400).formatted(.iso8601)
            _ = try Program.run(
                Self.rehearse, store: folder.url,
                input: PipedTests.readyScript + "set switch_opens \(hour)\ncutover --dry-run\n",
                environment: unsigned)
            let store = try SessionStore(folder: folder.url.appending(path: "lockstep"))
            let writer = try store.open(try store.find("friday"), who: Person(name: "ida", host: "h"))
            try writer.append(
                InputAnswered(
                    input: "switch_opens", answer: "", reason: "r", approvedBy: Person(name: "Ida", host: "x")))
            writer.release()
            let result = try Program.run(
                ["resume", "friday"], store: folder.url, input: "cutover\nnordwind.example\n", environment: unsigned)
            #expect(result.output.contains("LOCKED: 1 reason."), "\(result.output)")
            #expect(result.output.replacing(/\s+/, with: " ").contains("2 people must agree to other hours"))
        }
    }
}
