import Foundation
import SimulatedTenant
import TestSupport
import Testing

/// Who would lose access, as the program says it: in a session's checks, `blast`, `identifiers`, JSON and exit codes.
@Suite(.serialized) struct AccessTests {
    /// The workspace's own export, as rows.
    private static func export(_ live: LiveTenant) async throws -> [[String]] {
        try await Service(live.tenant).trainer(.get, "accounts").text.split(separator: "\r\n").map {
            $0.dropFirst().dropLast().components(separatedBy: "\",\"")
        }
    }

    private static func write(_ rows: [[String]], _ live: LiveTenant, as name: String = "accounts.csv") throws -> URL {
        let url = live.folder.url.appending(path: name)
        try rows.map { $0.map { "\"\($0)\"" }.joined(separator: ",") + "\n" }.joined()
            .write(to: url, atomically: true, encoding: .utf8)
        return url
    }

    /// A session that asks for these, with the other system's accounts at a place.
    private static func session(_ live: LiveTenant, accounts: String, _ commands: [String]) async throws
        -> Program.Result
    {
        let script = ["set domain nordwind.example", "set peig_accounts \(accounts)"] + commands
        return try await live.run(
            ["start", "peig-microsoft-365", "--name", "s\(Int.random(in: 0...999_999))"],
            input: script.joined(separator: "\n") + "\n")
    }

    private static func said(_ result: Program.Result) -> String {
        (result.output + result.errors).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    private static let everywhere = [
        "attest all-onboarded yes", "check nobody-locked-out", "check all-onboarded", "blast",
    ]

    /// What the provider says of Ida's account decides, whatever the word and whoever's it is.
    @Test func aLinkedAccountThatIsOffLocksItsPersonOut() async throws {
        let live = try await LiveTenant()
        let rows = try await Self.export(live)
        for (word, mark, code) in [
            ("DEPROVISIONED", "✗", 1), ("gesperrt", "✗", 1), ("on leave", "?", 3), ("", "?", 3),
            ("Password_Expired", "✓", 0),
        ] {
            let file = try Self.write(
                rows.map { $0[1].hasPrefix("ida.holm@") ? $0.prefix(4) + [word] + $0.suffix(2) : $0 }, live)
            let result = try await Self.session(live, accounts: file.path, Self.everywhere)
            let said = Self.said(result)
            for item in ["nobody-locked-out", "all-onboarded"] {
                #expect(said.contains("\(mark) \(item)"), "\(word): \(said)")
            }
            #expect(result.code == code, "\(word)")
            let alone = try await live.run(
                ["identifiers", "--with", file.path, "--domain", "nordwind.example", "--blast", "--json"])
            let json = try #require(
                try JSONSerialization.jsonObject(with: Data(alone.output.utf8)) as? [String: Any], "\(alone.errors)")
            #expect(
                json["losingAccess"] as? Int == (code == 1 ? 1 : 0)
                    && json["unknownAccess"] as? Int == (code == 3 ? 1 : 0))
            // What is open is red, whatever makes it so.
            #expect(alone.code == (code == 0 ? 0 : 1), "\(word)")
            let accounts = json["accounts"] as? [[String: Any]] ?? []
            #expect(accounts.count == (code == 0 ? 0 : 1))
            if code == 0 { continue }
            #expect(
                said.contains("ida.holm@nordwind.example")
                    && accounts[0]["standing"] as? String == (code == 1 ? "inactive" : "unclear"))
            #expect(accounts[0]["access"] as? String == (code == 1 ? "loses" : "unknown"))
            if !word.isEmpty { #expect(said.contains("\"\(word)\"")) }
        }
        await live.tenant.stop()
    }

    /// `userType` decides nothing: who signs people in does.
    @Test func whoSignsInHereIsCountedWhateverTheyAreCalled() async throws {
        let live = try await LiveTenant(adding: [
            (
                before: "population:\n",
                text: """
                  - { upn: terry@nordwind.example, name: Terry Temp, type: guest }
                  - { upn: pat@nordwind.example, name: Pat Partner, type: guest, invited: accepted }
                  - { upn: may@nordwind.example, name: May Member, type: member, invited: accepted }
                  - { upn: quin@nordwind.example, name: Quin Quick, type: guest, invited: pending }
                  - { upn: gone@nordwind.example, name: Gone Long, type: guest, enabled: false }

                """
            )
        ])
        let file = try Self.write(try await Self.export(live), live)
        let result = try await Self.session(live, accounts: file.path, Self.everywhere + ["identifiers excluded"])
        let said = Self.said(result)
        #expect(
            said.contains(
                "People who would lose access: is 2, must be 0: quin@nordwind.example, terry@nordwind.example."),
            "\(said)")
        #expect(said.contains("2 people aren't onboarded and would lose access"))
        #expect(said.contains("2 people would lose access if nordwind.example were switched now"))
        for name in ["pat", "may"] { #expect(said.contains("\(name)@nordwind.example left out: guests"), "\(name)") }
        #expect(result.code == 1)
        await live.tenant.stop()
    }

    /// An immutable ID proves onboarding only by comparison with the provider's accounts.
    @Test func immutableIDsAloneProveNothing() async throws {
        for (lines, says) in [
            ([(before: "domains:\n", text: "  synced: once\n")], "is synchronised with this tenant, or once was"),
            ([(before: "domains:\n", text: "  synced: now\n")], "is synchronised with this tenant, or once was"),
            ([], "they look like an on-premises Active Directory's"),
        ] {
            let live = try await LiveTenant(adding: lines)
            let alone = try await Self.session(
                live, accounts: "none", ["check everyone-onboarded", "check all-onboarded", "blast"])
            let said = Self.said(alone)
            for item in ["everyone-onboarded", "all-onboarded"] { #expect(said.contains("? \(item)"), "\(said)") }
            #expect(said.contains(says) && said.contains("identifiers with FILE names where those are"), "\(said)")
            #expect(said.contains("isn't known:") && !said.contains("✓ Nobody would lose access") && alone.code == 3)
            if !lines.isEmpty, lines[0].text.contains("now") {
                await live.tenant.stop()
                continue
            }
            let file = try Self.write(try await Self.export(live), live)
            let compared = try await Self.session(live, accounts: file.path, Self.everywhere)
            #expect(
                compared.code == 0 && Self.said(compared).contains("✓ Nobody would lose access"), "\(compared.output)")
            // Somebody else's identifiers: then the IDs at Microsoft are nobody's.
            let others = try await Self.export(live).enumerated().map {
                $0 == 0 ? $1 : $1.prefix(3) + ["udi-\($0)"] + $1.suffix(3)
            }
            let strange = try await Self.session(live, accounts: try Self.write(others, live).path, Self.everywhere)
            #expect(Self.said(strange).contains("21 people would lose access") && strange.code == 1)
            #expect(Self.said(strange).contains("looks like an Active Directory's"))
            await live.tenant.stop()
        }
    }

    /// Whoever has only a mail address on the domain may sign in by it.
    @Test func alternateLoginsAreNamed() async throws {
        let user = "  - { upn: dan@nordwind.onmicrosoft.com, name: Dan Dorn, mail: Dan.Dorn@nordwind.example }\n"
        for (isOn, mark, code) in [(false, "?", 3), (true, "✗", 1)] {
            let live = try await LiveTenant(adding: [
                (before: "population:\n", text: user),
                (before: "domains:\n", text: "  alternate-login: \(isOn)\n"),
            ])
            let file = try Self.write(try await Self.export(live), live)
            let result = try await Self.session(live, accounts: file.path, Self.everywhere)
            let said = Self.said(result)
            for item in ["nobody-locked-out", "all-onboarded"] { #expect(said.contains("\(mark) \(item)"), "\(said)") }
            #expect(said.contains("dan@nordwind.onmicrosoft.com") && result.code == code, "\(said)")
            if !isOn { #expect(said.contains("may sign in by Dan.Dorn@nordwind.example")) }
            let alone = try await live.run(["identifiers", "--with", file.path, "--domain", "nordwind.example"])
            #expect(alone.code == code, "\(alone.output)")
            await live.tenant.stop()
        }
    }

    /// A domain that the tenant doesn't have passes nothing.
    @Test func aDomainThatIsNotThereProvesNothing() async throws {
        let live = try await LiveTenant()
        let file = try Self.write(try await Self.export(live).dropLast(11) + [], live)
        for (domain, near) in [
            ("nordwind.exampel", "did you mean nordwind.example?"), ("nordwind", "did you mean nordwind.example?"),
            ("https://nordwind.example", "did you mean nordwind.example?"),
            ("contoso.com", "It has nordwind.onmicrosoft.com"),
            ("*.example", "isn't a domain of this tenant"), ("mail.nordwind.example", "isn't a domain of this tenant"),
        ] {
            for more in domain == "nordwind.exampel" ? [[], ["--blast"], ["--json"]] : [[]] {
                let result = try await live.run(["identifiers", "--with", file.path, "--domain", domain] + more)
                #expect(result.code == 2 && result.output.isEmpty && Self.said(result).contains(near), "\(result)")
            }
        }
        let session = try await Self.session(
            live, accounts: file.path,
            ["set domain nordwind.exampel", "check nobody-locked-out", "check all-onboarded"])
        #expect(session.code == 1 && !session.output.contains("✓ nobody-locked-out"))
        #expect(Self.said(session).contains("did you mean nordwind.example?"))
        // The real one, for which eleven have no account.
        let real = try await live.run(["identifiers", "--with", file.path, "--domain", "NORDWIND.example"])
        #expect(real.code == 1 && real.output.contains("11 people would lose access"))
        await live.tenant.stop()
    }

    /// A link is as old as what it leads to; a pipe is read once.
    @Test func theAgeIsThatOfTheFileThatWasRead() async throws {
        let live = try await LiveTenant()
        let file = try Self.write(try await Self.export(live), live)
        let link = live.folder.url.appending(path: "link.csv")
        try FileManager.default.createSymbolicLink(at: link, withDestinationURL: file)
        for (age, says) in [
            (25.0 * 86_400, "days, must be at most 1 hour"), (-86_400, "can't be told"),
            (0, "✓ identifiers-compared"),
        ] {
            try FileManager.default.setAttributes(
                [.modificationDate: Date(timeIntervalSinceNow: -age)], ofItemAtPath: file.path)
            let result = try await Self.session(live, accounts: link.path, ["check identifiers-compared"])
            #expect(Self.said(result).contains(says), "\(Self.said(result))")
        }
        let piped = try await live.run(
            ["identifiers", "--with", "-", "--domain", "nordwind.example"],
            input: try String(contentsOf: file, encoding: .utf8))
        #expect(piped.code == 0 && piped.output.contains("beside the standard input"), "\(piped)")
        await live.tenant.stop()
    }

    /// Files that nobody may be linked by, and advice that can be followed where it is given.
    @Test func damagedFilesLockAndSayWhatToDo() async throws {
        let live = try await LiveTenant()
        let rows = try await Self.export(live)
        let rounded = try Self.write(
            rows.enumerated().map { $0 == 0 ? $1 : $1.prefix(3) + ["1.00000E+17"] + $1.suffix(3) }, live)
        let result = try await Self.session(live, accounts: rounded.path, ["check nobody-locked-out"])
        #expect(
            Self.said(result).contains("? nobody-locked-out")
                && Self.said(result).contains("was rounded by a spreadsheet"))
        let strange = try Self.write([["mailbox", "x"], ["ida.holm@nordwind.example", "1"]], live)
        let session = try await Self.session(live, accounts: strange.path, ["check nobody-locked-out"])
        #expect(Self.said(session).contains("Call that column userName") && !Self.said(session).contains("--column"))
        let alone = try await live.run(["identifiers", "--with", strange.path, "--domain", "nordwind.example"])
        #expect(alone.code == 2 && Self.said(alone).contains("--column address=NAME"))
        let named = try await live.run(
            ["identifiers", "--with", strange.path, "--domain", "nordwind.example", "--column", "address=mailbox"])
        #expect(named.code == 1 && named.output.contains("people would lose access"))
        let nothing = try Self.write(
            rows.enumerated().map { $0 == 0 ? $1 : $1.prefix(3) + ["NULL"] + $1.suffix(3) }, live)
        let void = try await live.run(["identifiers", "--with", nothing.path, "--domain", "nordwind.example"])
        #expect(
            Self.said(void).contains("21 accounts of Peig hold \"NULL\" where the identifier belongs"), "\(void.output)"
        )
        #expect(!void.output.contains("Create a Peig account"))
        await live.tenant.stop()
    }

    /// In a rehearsal an account is switched off in the workspace, seen by the gate, and switched on again.
    @Test func aRehearsalSwitchesAnAccountOffAndOn() async throws {
        try await blocking {
            let folder = try TemporaryFolder()
            let result = try Program.run(
                ["rehearse", "peig-microsoft-365", "--scenario", "ready-to-cut-over"], store: folder.url,
                input: """
                    check nobody-locked-out
                    portal disable-account ida.holm@nordwind.example
                    check nobody-locked-out
                    identifiers read
                    identifiers inactive
                    portal disable-account ida.holm@nordwind.example --on
                    check nobody-locked-out

                    """)
            let marks = result.output.split(separator: "\n").filter { $0.contains(" nobody-locked-out ") }.map {
                $0.prefix(1)
            }
            #expect(marks == ["✓", "✗", "✓"], "\(result.output)")
            #expect(
                Self.said(result).contains("Let the Peig account sign in again: linked to ida.holm@nordwind.example"))
        }
    }
}
