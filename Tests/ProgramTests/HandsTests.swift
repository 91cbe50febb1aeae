import Foundation
import Glibc
import TestSupport
import Testing

/// What hands do at a terminal and in a pipe: they paste, stop and go on, and type before the question is there.
@Suite(.serialized) struct HandsTests {
    private static let said = [
        "peig-admin", "secret-stored", "provider-active", "pseudonym-link", "authentication-saved",
        "provisioning-configured", "provider-unassigned", "deadline-announced", "everyone-onboarded",
        "identifiers-linked", "migration-configuration-removed", "low-activity", "migration-closed", "all-onboarded",
        "still-unassigned", "saml-info-confirmed", "way-back",
        "powershell-available",
    ]
    static let rehearsal = [
        "rehearse", "peig-microsoft-365", "--scenario", "ready-to-cut-over", "--name", "night",
    ]
    private static let tooFast = "That came before anybody could have read the question"

    static func run(
        _ arguments: [String], store: URL, input: String = "", through starter: [String] = []
    ) async throws -> Program.Result {
        try await blocking { try Program.run(arguments, store: store, input: input, through: starter) }
    }

    static func answers(_ store: URL) async throws -> [String: Any] {
        let report = try await Self.run(["report", "night", "--json"], store: store)
        let json = try JSONSerialization.jsonObject(with: Data(report.output.utf8)) as? [String: Any]
        return json?["answers"] as? [String: Any] ?? [:]
    }

    /// A store with the session "night", which may switch.
    static func ready() async throws -> TemporaryFolder {
        let store = try TemporaryFolder()
        let words = said.map { "attest \($0) yes\n" }.joined()
        _ = try await run(rehearsal, store: store.url, input: words + "check all\ncutover --dry-run\nquit\n")
        return store
    }

    // MARK: - Questions that have to be seen

    @Test func whatIsPastedBehindACommandConfirmsNothing() async throws {
        let store = try await Self.ready()
        try await blocking {
            let terminal = try PseudoTerminal.atPrompt(["resume", "night"], store: store.url)
            terminal.send("cutover\rnordwind.example\r")
            try terminal.expect(" domain: ")
            // Once more, as fast as no hand is.
            terminal.type("nordwind.example")
            try terminal.expect(Self.tooFast)
            try terminal.expect(" domain: ")
            terminal.answer("no")
            try terminal.expect("Nothing was switched: \"no\" isn't nordwind.example.")
            try terminal.expect("> ")
            terminal.send("undo\rattest powershell-available\ryes\r")
            try terminal.expect("Type yes to confirm: ")
            terminal.answer("no")
            try terminal.expect("Not recorded")
            terminal.type("quit")
            #expect(try terminal.waitForExit() == 0)
            let removal = try PseudoTerminal(["delete", "night"], store: store.url)
            removal.send("night\r")
            try removal.expect("Type its name to delete it: ")
            removal.type("night")
            try removal.expect(Self.tooFast)
            removal.answer("")
            _ = try removal.waitForExit()
        }
        let all = try await Self.run(["sessions"], store: store.url)
        #expect(all.output.contains("night") && !all.output.contains("switched to federated"))
    }

    @Test func aPipeConfirmsAsItAlwaysDid() async throws {
        let store = try TemporaryFolder()
        let result = try await Self.run(
            Self.rehearsal, store: store.url, input: "attest powershell-available\nyes\nattest way-back yes\nquit\n")
        #expect(result.output.contains("recorded: powershell-available"))
    }

    // MARK: - What isn't shown

    @Test func aSecretStaysHiddenWhenTheProcessWasStopped() async throws {
        let store = try TemporaryFolder()
        try await blocking {
            let terminal = try PseudoTerminal.atPrompt(
                ["rehearse", "license-management-microsoft-365", "--scenario", "first-setup", "--name", "night"],
                store: store.url)
            for turn in 0..<3 {
                terminal.type("set client_secret")
                try terminal.expect("client_secret: ")
                // The last time nobody stops it: another program gave the terminal its mode back, and a line comes.
                if turn < 2 { terminal.signal(SIGSTOP) }
                terminal.shows(true)
                if turn < 2 { terminal.signal(SIGCONT) } else { terminal.send("\r") }
                // The question is drawn again once the terminal is quiet.
                try terminal.expect("client_secret: ")
                terminal.send("VISIBLE\(turn)\r")
                try terminal.expect("written nowhere: client_secret")
                try terminal.expect("> ")
            }
            #expect(!terminal.transcript.contains("VISIBLE"))
            terminal.type("quit")
            _ = try terminal.waitForExit()
        }
    }

    /// Started in the background, or sent there: nothing is read before the terminal is the process's own, and quiet.
    @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/bin/bash")))
    func aSecretWaitsForTheTerminal() async throws {
        let live = try await LiveTenant("fresh-tenant")
        let environment = live.environment.merging(["AZURE_CLIENT_SECRET": ""]) { $1 }
        try await blocking {
            let terminal = try PseudoTerminal(
                ["doctor", "peig-microsoft-365", "--method", "secret"], store: live.folder.url,
                environment: environment,
                through: [
                    "/bin/bash", "--norc", "-ic",
                    "\"$0\" \"$@\" & until [ -n \"$(jobs -s)\" ]; do :; done; echo stopped; fg; echo \"code $?\"",
                ])
            try terminal.expect("stopped ")
            try terminal.expect("(not shown): ")
            #expect(!terminal.isShowing)
            terminal.answer("VISIBLE-secret")
            try terminal.expect("code ")
            _ = try terminal.waitForExit()
            #expect(!terminal.transcript.contains("VISIBLE"), "\(terminal.transcript.suffix(600))")
        }
        await live.tenant.stop()
    }

    /// A list of commands that is pasted confirms no sentence that nobody has seen.
    @Test func whatIsTypedAlongIsAskedAtATerminal() async throws {
        let store = try TemporaryFolder()
        try await blocking {
            let terminal = try PseudoTerminal.atPrompt(Self.rehearsal, store: store.url)
            terminal.send("attest peig-admin yes\rattest secret-stored yes\r")
            try terminal.expect("Type yes to confirm: ")
            terminal.answer("no")
            try terminal.expect("Not recorded")
            terminal.type("attest peig-admin yes, tried at 21:40")
            try terminal.expect("Type yes to confirm: ")
            terminal.answer("yes")
            try terminal.expect("recorded: peig-admin")
            terminal.type("quit")
            #expect(try terminal.waitForExit() == 0)
            let report = try Program.run(["report", "night"], store: store.url).output
            #expect(report.contains("tried at 21:40"))
        }
    }

    /// However the process ends, whoever goes on at the terminal sees what they type.
    @Test(arguments: [SIGTERM, SIGHUP, SIGQUIT, SIGABRT, SIGSEGV])
    func theTerminalIsGivenBack(signal: Int32) async throws {
        let store = try TemporaryFolder()
        try await blocking {
            for isSecret in [false, true] {
                let terminal = try PseudoTerminal.atPrompt(
                    ["rehearse", "license-management-microsoft-365", "--scenario", "first-setup"], store: store.url)
                if isSecret {
                    terminal.type("set client_secret")
                    try terminal.expect("client_secret: ")
                }
                #expect(!terminal.isShowing)
                terminal.signal(signal)
                let code = try terminal.waitForExit()
                #expect(terminal.isShowing, "\(signal) \(isSecret)")
                // What they paste has no marks around it.
                #expect(terminal.raw.components(separatedBy: "\u{1B}[?2004h").last?.contains("\u{1B}[?2004l") == true)
                // A crash stays one for whoever waits for the process.
                #expect([SIGTERM, SIGHUP].contains(signal) || code == -signal)
            }
        }
    }

    /// A line on several rows stands there once, after the window changed and above it something was said.
    @Test func aLongLineIsDrawnAnewFromItsPrompt() async throws {
        let store = try TemporaryFolder()
        try await blocking {
            let terminal = try PseudoTerminal.atPrompt(
                ["rehearse", "peig-microsoft-365", "--name", "night"], store: store.url)
            // The prompt is 26 columns wide.
            let text = "note " + String(repeating: "a", count: 100) + "Z"
            terminal.send(text)
            try terminal.expect("Z")
            for (columns, rows) in [(60, 2), (44, 3), (100, 1), (200, 0)] {
                terminal.resize(columns: UInt16(columns), rows: 24)
                try terminal.expect("Z")
                let back = (rows > 0 ? "\u{1B}[\(rows)A" : "") + "\r\u{1B}[J"
                #expect(terminal.raw.contains(back), "\(columns): \(terminal.raw.suffix(300))")
                #expect(rows > 0 || !terminal.raw.hasSuffix("A" + back))
            }
            terminal.type("")
            try terminal.expect("recorded")
            terminal.type("quit")
            #expect(try terminal.waitForExit() == 0)
        }
    }

    @Test func whatNoKeyTypesIsNoPartOfASecret() async throws {
        let store = try TemporaryFolder()
        try await blocking {
            let terminal = try PseudoTerminal.atPrompt(
                ["rehearse", "license-management-microsoft-365", "--scenario", "first-setup", "--name", "night"],
                store: store.url)
            terminal.type("set client_secret")
            try terminal.expect("client_secret: ")
            // Whoever is told to paste it again does, and it is as unseen as before.
            for refused in ["abc\u{1}VISIBLE\r", "\u{1B}[AVISIBLE\r"] {
                terminal.send(refused)
                try terminal.expect("There are characters in it that can't be typed: nothing of it was taken.")
                try terminal.expect("client_secret: ")
            }
            terminal.send("\u{1B}[200~abcdef\u{1B}[201~\r")
            try terminal.expect("written nowhere: client_secret")
            terminal.type("quit")
            _ = try terminal.waitForExit()
            #expect(!terminal.transcript.contains("VISIBLE"))
        }
    }

    // MARK: - What is pasted

    @Test func theMarksOfAPasteAreNoText() async throws {
        let store = try TemporaryFolder()
        try await blocking {
            let terminal = try PseudoTerminal.atPrompt(Self.rehearsal, store: store.url)
            terminal.send("\u{1B}[200~set app_name First\u{1B}[201~\r")
            try terminal.expect("recorded: app_name is First")
            terminal.type("set app_name")
            try terminal.expect(" app_name [First]: ")
            terminal.send("\u{1B}[200~Second\u{1B}[201~\r")
            try terminal.expect("recorded: app_name is Second")
            // A key that begins as a mark does (insert) is none.
            terminal.send("set app_name Thirt\u{1B}[2~\u{7F}d\r")
            try terminal.expect("recorded: app_name is Third")
            terminal.type("quit")
            _ = try terminal.waitForExit()
        }
        #expect(try await Self.answers(store.url)["app_name"] as? String == "Third")
    }

    @Test func aCertificateIsPastedAsOneAnswer() async throws {
        let store = try TemporaryFolder()
        let wrapped = CertificateSamples.next.chunked(by: 64)
        let pem = "-----BEGIN CERTIFICATE-----\r\(wrapped.joined(separator: "\r"))\r-----END CERTIFICATE-----\r"
        _ = try await Self.run(Self.rehearsal, store: store.url, input: "check all\nquit\n")
        try await blocking {
            let terminal = try PseudoTerminal.atPrompt(["resume", "night"], store: store.url)
            terminal.type("set idp_certificate")
            try terminal.expect(" idp_certificate [")
            terminal.paste(pem)
            try terminal.expect("recorded: idp_certificate is the certificate of")
            terminal.type("set idp_certificate")
            try terminal.expect(" idp_certificate [")
            terminal.paste(wrapped.joined(separator: "\r") + "\r")
            try terminal.expect("recorded: idp_certificate is the certificate of")
            // Right after an answer that was refused Enter keeps nothing: it may be the end of what was pasted.
            terminal.type("set idp_certificate")
            try terminal.expect(" idp_certificate [")
            terminal.send("not a certificate\r")
            try terminal.expect(" idp_certificate [")
            terminal.send("\r")
            try terminal.expect("Nothing was typed. Enter once more takes ")
            try terminal.expect("Ctrl-C leaves the question.")
            terminal.send("\u{3}")
            try terminal.expect("> ")
            // Where nobody asked for it, it is no list of commands.
            terminal.paste(pem)
            try terminal.expect("A certificate or a key takes several lines")
            terminal.type("quit")
            _ = try terminal.waitForExit()
        }
    }

    // MARK: - Other letters

    @Test func whatIsNotUTF8IsRefusedWithItsLine() async throws {
        let store = try TemporaryFolder()
        let bytes =
            Array("set app_name Gr".utf8) + [0xF6, 0xDF] + Array("e\nset app_name Good\nset app_name Fl".utf8) + [
                0xFC, 0x0A,
            ]
        let file = store.url.appending(path: "typed")
        try Data(bytes).write(to: file)
        let result = try await Self.run(
            Self.rehearsal, store: store.url, through: ["/bin/sh", "-c", "exec \"$0\" \"$@\" < '\(file.path)'"])
        #expect(result.errors.contains("Line 1: Byte 16 of that line isn't UTF-8"))
        #expect(result.errors.contains("Line 3: Byte 16 of that line isn't UTF-8"))
        #expect(try await Self.answers(store.url)["app_name"] as? String == "Good" && result.code == 2)
        try await blocking {
            let terminal = try PseudoTerminal.atPrompt(["resume", "night"], store: store.url)
            terminal.send(bytes: Array("set app_name Gr".utf8) + [0xF6, 0xDF, 0x65, 0x0D])
            try terminal.expect("isn't UTF-8: nothing of it was taken")
            terminal.type("quit")
            _ = try terminal.waitForExit()
        }
        #expect(try await Self.answers(store.url)["app_name"] as? String == "Good")
    }
}

extension String {
    fileprivate func chunked(by size: Int) -> [String] {
        var (rest, parts) = (self[...], [String]())
        while !rest.isEmpty {
            parts.append(String(rest.prefix(size)))
            rest = rest.dropFirst(size)
        }
        return parts
    }
}
