import Foundation
import Journal
import Runbook
import SessionStore
import TestSupport
import Testing

@testable import SimulatedTenant

/// A session's file is its writers' word: it sends nothing anywhere, opens no gate, and ends no doubt.
@Suite struct ForgedSessionTests {
    /// Nothing of what a real tenant is needs the network: whatever isn't the simulated one is refused at once.
    private static let offline = ["https_proxy": "http://127.0.0.1:9", "no_proxy": ""]

    private static func store(_ folder: TemporaryFolder) throws -> SessionStore {
        try SessionStore(folder: folder.url.appending(path: "lockstep"))
    }

    /// The file's addresses, whatever the way to sign in: nobody there hears of a secret, a token or a code.
    @Test(arguments: ["secret", "token", "device-code", "azure-cli"])
    func aFileNamesNoAddress(method: String) async throws {
        let evil = try await LiveTenant()
        let connection = TenantBinding.Connection(
            cloud: "global", authority: evil.tenant.address, graph: evil.tenant.address, method: method,
            clientID: evil.tool.clientID, profile: nil)
        var forger = try Forger.live(evil.tenant.tenantID, connection: connection)
        try forger.add(InputAnswered(input: "domain", answer: "nordwind.example"))
        try forger.add(
            InputAnswered(input: "peig_accounts", answer: "\(evil.tenant.address)/scim/v2"))
        let folder = try TemporaryFolder()
        let file = try forger.file(in: folder.url)
        var environment = Self.offline
        environment["SSL_CERT_FILE"] = evil.environment["SSL_CERT_FILE"]
        environment["AZURE_CLIENT_SECRET"] = evil.tool.secret
        environment["AZURE_CLIENT_ID"] = evil.tool.clientID
        environment["LOCKSTEP_ACCESS_TOKEN"] = "T0KEN"
        environment["LOCKSTEP_SCIM_TOKEN"] = "SC1M"
        try await blocking { [environment] in
            let taken = try Program.run(["import-session", file], store: folder.url)
            #expect(taken.code == 0 && taken.output.contains("came in by a file"), "\(taken.errors)")
            for arguments in [["resume", "handover"], ["check", "handover", "--json"], ["resume", "abcd"]] {
                for way in [[], ["--method", method]] {
                    let result = try Program.run(
                        arguments + way, store: folder.url, input: "check all\ncutover\n", environment: environment)
                    #expect(result.code != 0)
                }
            }
        }
        #expect(try await Service(evil.tenant).trainer(.get, "log").objects("requests").isEmpty)
        #expect(try await Service(evil.tenant).trainer(.get, "log").text.contains("\"path\"") == false)
        await evil.tenant.stop()
    }

    /// The bundled runbook's name on another lock.
    private static func lock(checked: Bool, _ certificate: String) throws -> RunbookSource {
        RunbookSource(
            id: "peig-microsoft-365",
            files: [
                "runbook.yaml": """
                id: peig-microsoft-365
                title: Peig with Microsoft 365
                summary: s
                inputs:
                  - { id: domain, type: domain, ask: Which domain? }
                phases:
                  - { id: only, title: Only, text: t, may-break: Nothing. }
                steps: [one.yaml]
                cutover:
                  step: one
                  domain: "{{domain}}"
                  cooldown: 0s
                  fresh-for: 36500d
                  federation:
                    display-name: Evil
                    issuer: https://evil.example/saml
                    sign-in-url: https://evil.example/sso
                    sign-out-url: https://evil.example/out
                    certificate: \(certificate)
                    protocol: saml
                    mfa-behaviour: acceptIfMfaDoneByFederatedIdp
                """,
                "one.yaml": """
                id: one
                title: One
                phase: only
                checklist:
                \(checked
                    ? "  - { id: there, text: t, check: { domain: \"{{domain}}\", expect: { exists: true } } }"
                    : "  - { id: said, text: t, required: false, attest: so }")
                """,
            ])
    }

    /// A lock of the file's own: without a live check it never opens, and with one it is named for what it is, and
    /// wants its name typed.
    @Test(arguments: [false, true])
    func aFileBringsNoLockOfItsOwn(checked: Bool) async throws {
        let live = try await LiveTenant()
        let certificate =
            try await live.read("peig/workspace")["certificate"] as? String ?? ""
        var forger = try Forger.live(live.tenant.tenantID, runbook: Self.lock(checked: checked, certificate))
        try forger.add(InputAnswered(input: "domain", answer: "nordwind.example"))
        let file = try forger.file(in: live.folder.url)
        let taken = try await live.run(["import-session", file])
        #expect(taken.code == 0, "\(taken.errors)")
        #expect(taken.output.contains("Its runbook: peig-microsoft-365, came in with a file"), "\(taken.output)")
        let result = try await live.run(
            ["resume", "handover"],
            input: "set domain nordwind.example\ncheck all\ncutover\nnordwind.example\npeig-microsoft-365\n")
        #expect(!result.output.contains("is federated, read back"))
        if checked {
            #expect(
                result.output.replacing(/\s+/, with: " ").contains(
                    "came in with a file, written by others; SHA-256"))
            #expect(result.output.contains("that isn't the runbook's name"))
        } else {
            #expect(result.output.contains("No item before the switch is checked live"), "\(result.output)")
            #expect(!result.output.contains("Everything passes"))
        }
        #expect(try await live.authentication() == "Managed")
        await live.tenant.stop()
    }

    /// Confirmations, waivers and approvals that a file adds to a genuine session, and an answer that points elsewhere.
    @Test func whatAFileSaysThatItsWriterDidDoesNotCount() async throws {
        try await blocking {
            let (there, here) = (try TemporaryFolder(), try TemporaryFolder())
            _ = try Program.run(
                ["rehearse", "peig-microsoft-365", "--scenario", "ready-to-cut-over", "--name", "friday"],
                store: there.url, input: PipedTests.readyScript)
            let store = try Self.store(there)
            let id = try store.find("friday")
            var forger = Forger(after: try store.events(of: id))
            let state = try store.state(of: id)
            let runbook = try CheckableRunbook.peig()
            for item in runbook.items where item.attestation != nil {
                try forger.add(
                    ItemAttested(
                        item: item.id, statement: item.attestation?.shown(state.answers) ?? "", words: "yes"))
            }
            try forger.add(
                ItemWaived(
                    item: "powershell-available", reason: "r", approvedBy: Person(name: "lea", host: "h"),
                    expires: "2999-01-01T00:00:00Z"))
            let file = try forger.file(in: here.url)
            let taken = try Program.run(["import-session", file], store: here.url)
            #expect(taken.code == 0, "\(taken.errors)")
            #expect(taken.output.contains("Confirmed there and not here") && taken.output.contains("Waived there"))
            let folded = try Self.store(here).state(of: id)
            #expect(runbook.items.allSatisfy { folded.attestation(of: $0) == nil })
            #expect(runbook.items.allSatisfy { folded.waiver(of: $0, now: Date()) == nil })
            #expect(folded.claim(for: try #require(runbook.item("way-back")))?.stamp.by.hasSuffix("in a file") == true)
            // The same file in the other one's hands: what was written there is theirs still, and what was added isn't.
            #expect(try store.takeIn(forger.events) > 0)
            let back = try store.state(of: id)
            #expect(back.waiver(of: try #require(runbook.item("powershell-available")), now: Date()) == nil)
            let report = try Program.run(["report", id], store: here.url).output
            #expect(report.contains("in a file"))
            let junit = try Program.run(["report", id, "--junit"], store: here.url).output
            #expect(junit.contains("not checked here") && junit.contains("name=\"app-registered\""))
            let board = try Program.run(["resume", id, "--read-only"], store: here.url)
            #expect(board.code == 0, "\(board.errors)")
        }
    }

    /// An answer that a file adds to a session that is ready, and another lock that it moves it to: nothing of either is
    /// switched before somebody here has said the same.
    @Test func aFileMovesNoReadySession() async throws {
        let live = try await LiveTenant()
        let begun = try await live.run(
            ["start", "peig-microsoft-365", "--name", "ready"],
            input: "set idp_certificate \(try await live.certificate())\n" + PipedTests.readyScript
                + "cutover --dry-run\n")
        let store = try Self.store(live.folder)
        let id = try store.find("ready")
        let events = try store.events(of: id)
        let runbook = try CheckableRunbook.peig()
        var answered = Forger(after: events)
        answered.who = Person(name: "ida", host: "vm")
        try answered.add(InputAnswered(input: "peig_server", answer: "login.evil.example"))
        #expect(try store.takeIn(answered.events) == 1, "\(begun.errors)")
        let told = try await live.run(["verify", "ready"]).output
        #expect(told.contains("Answered there and not here") && told.contains("peig_server"), "\(told)")
        let script = "cutover\nnordwind.example\n"
        let refused = try await live.run(["resume", "ready"], input: script).output.replacing(/\s+/, with: " ")
        #expect(refused.contains("in a file, answered peig_server: login.evil.example. Here nobody has."), "\(refused)")
        #expect(try await live.authentication() == "Managed")
        var moved = Forger(after: try store.events(of: id))
        let certificate = try await live.certificate()
        let upgrade = Upgrade(
            of: try store.state(of: id), from: runbook, to: runbook, source: try Self.lock(checked: true, certificate))
        try moved.add(upgrade.body(reason: "r", approvedBy: Person(name: "lea", host: "h")))
        #expect(try store.takeIn(moved.events) == 1)
        let state = try store.state(of: id)
        #expect(state.runbook == events.first?.started?.runbook && state.ignoredUpgrade != nil)
        let said = try await live.run(["resume", "ready"], input: script).output.replacing(/\s+/, with: " ")
        #expect(said.contains("LOCKED") && !said.contains("Evil"), "\(said)")
        #expect(try await live.authentication() == "Managed")
        await live.tenant.stop()
    }

    /// A switch that only a file tells of is said to be a file's, doesn't stand against what is read, and goes with its
    /// session.
    @Test func aSwitchThatAFileTellsOfIsHearsay() async throws {
        let live = try await LiveTenant()
        var forger = try Forger.live(live.tenant.tenantID, name: "fake", time: Date() - 3_600)
        try forger.add(InputAnswered(input: "domain", answer: "nordwind.example"))
        let started = try EventKinds.read(
            "cutoverStarted", 2, #"{"attempt":"a9","domain":"nordwind.example","content":"c"}"#)
        try forger.add(started)
        try forger.add(
            SwitchAnswered(
                attempt: "a9", domain: "nordwind.example",
                answer: SwitchAnswer(
                    kind: .accepted, words: "201", status: 201, requestID: nil, configurationID: "c9")))
        try forger.add(
            DomainSeen(
                domain: "nordwind.example",
                sighting: DomainSighting(
                    source: .directory,
                    federation: .init(configurationID: "c9", issuer: "i", differences: [], isOurIssuer: true),
                    readAt: Date(), isTimed: true)))
        let file = try forger.file(in: live.folder.url)
        #expect(try await live.run(["import-session", file]).code == 0)
        let listed = try await live.run(["sessions", "--json"]).output
        #expect(listed.contains("Says a file that was taken in"), "\(listed)")
        let report = try await live.run(["report", "fake"]).output
        #expect(report.contains("Says a file that was taken in"), "\(report.prefix(600))")
        // A CI server gets no bare pass from it.
        let junit = try await live.run(["report", "fake", "--format", "junit"]).output
        #expect(junit.contains("<error message=\"Says a file that was taken in"), "\(junit.suffix(600))")
        let other = try await live.run(
            ["start", "peig-microsoft-365", "--name", "mine"],
            input: "set domain nordwind.example\nstatus\ncutover\nstatus\n")
        let said = other.output.replacing(/\s+/, with: " ")
        #expect(!said.contains("✓ Cutover") && said.contains("file"), "\(said)")
        #expect(try await live.run(["delete", "fake"], input: "fake\n").code == 0)
        let free = try await live.run(["resume", "mine"], input: "status\n").output
        #expect(!free.contains("a9") && !free.contains("a file"), "\(free)")
        await live.tenant.stop()
    }

    /// What this program would never have written isn't taken in, and nothing is left of it.
    @Test func whatLockstepWouldNotWriteIsNotTakenIn() async throws {
        try await blocking {
            let folder = try TemporaryFolder()
            let victim = folder.url.appending(path: "precious.jsonl")
            try Data("kept".utf8).write(to: victim)
            let tenant = "11111111-2222-4333-8444-555555555555"
            let far = try Date("9999-01-01T00:00:00Z", strategy: .iso8601)
            var cases: [(Forger, String)] = []
            for id in ["../../precious", "x; touch y; true", "abcd234", "ABCD2345", "abcd234\u{0301}5", "abcdl1o0", ""]
            {
                cases.append((try Forger.live(tenant, session: id), "id is none"))
            }
            for name in [
                "", "a\nb", "\u{202E}live", "\u{1B}[31m", "   ", String(repeating: "n", count: 200), "\u{200B}",
            ] {
                cases.append((try Forger.live(tenant, name: name), "name"))
            }
            cases.append((try Forger.live(tenant, time: far), "a time that it can't have been written at"))
            cases.append((try Forger.live("../evil?x="), "the tenant's id"))
            for (input, answer, says) in [
                ("domain", "https://x", "isn't one"), ("domain", "Nordwind.Example", "isn't written as"),
                ("domain", "a/../b.example", "isn't one"), ("idp_certificate", "MII", "isn't one"),
                ("switch_opens", "2026-11-31T00:00:00Z", "to switch_opens"), ("nothing", "x", "doesn't ask"),
                ("admin_upn", "ida@nordwind.example\u{1B}[2J", "isn't one"),
            ] {
                var forger = try Forger.live(tenant)
                try forger.add(InputAnswered(input: input, answer: answer))
                cases.append((forger, says))
            }
            for (number, (forger, says)) in cases.enumerated() {
                let file = try forger.file(in: folder.url, "\(number).lockstep")
                let result = try Program.run(["import-session", file], store: folder.url)
                let said = result.errors.replacing(/\s+/, with: " ")
                #expect(result.code != 0 && said.contains(says), "\(number), \(says): \(said)")
                #expect(said.lowercased().contains("nothing was taken in"), "\(said)")
            }
            let listed = try Program.run(["sessions", "--json", "--all"], store: folder.url)
            #expect(listed.output.contains("\"sessions\" : ["))
            #expect(!listed.output.contains("handover"))
            #expect(try String(contentsOf: victim, encoding: .utf8) == "kept")
        }
    }

    /// An import makes nothing the newest, and deleting it leaves the guard over its rows closed.
    @Test func anImportedSessionIsNotTheNewestAndItsRowsAreGuarded() async throws {
        try await blocking {
            let folder = try TemporaryFolder()
            _ = try Program.run(
                ["rehearse", "peig-microsoft-365", "--name", "mine"], store: folder.url, input: "note n\n")
            let forger = try Forger.live("11111111-2222-4333-8444-555555555555", time: Date() + 200)
            let file = try forger.file(in: folder.url)
            #expect(try Program.run(["import-session", file], store: folder.url).code == 0)
            #expect(try Program.run(["verify"], store: folder.url).output.contains("not here") == false)
            let store = try Self.store(folder)
            #expect(try store.state(of: try store.find(nil)).name == "mine")
            let verified = try Program.run(["verify", "handover"], store: folder.url).output.replacing(/\s+/, with: " ")
            #expect(verified.contains("Nobody has signed it") && verified.contains("came in by a file"))
            let deleted = try Program.run(["delete", "handover"], store: folder.url, input: "handover\n")
            #expect(deleted.code == 0, "\(deleted.errors)")
            #expect(try Program.run(["import-session", file], store: folder.url).code == 0)
            #expect(throws: (any Error).self) { try StoreFile(folder).execute("DELETE FROM events") }
        }
    }

    /// A row that somebody altered is said by the session's name, everywhere that it is asked for.
    @Test func anAlteredRowIsSaidByTheSessionsName() async throws {
        try await blocking {
            let folder = try TemporaryFolder()
            _ = try Program.run(
                ["rehearse", "peig-microsoft-365", "--name", "friday"], store: folder.url, input: "note n\n")
            try StoreFile(folder).execute(
                "DROP TRIGGER events_are_never_changed; "
                    + "UPDATE events SET payload = replace(payload, '\"n\"', '\"m\"') WHERE kind = 'noteAdded'")
            let sessions = try Program.run(["sessions"], store: folder.url)
            #expect(sessions.code == 1 && sessions.errors.contains("\"friday\" ("), "\(sessions.errors)")
            #expect(!sessions.errors.contains("There are no sessions"))
            for command in ["verify", "resume", "check", "export", "report", "delete"] {
                let result = try Program.run([command, "friday"], store: folder.url)
                let said = result.output + result.errors
                #expect(result.code == 1 && said.contains("altered"), "\(command): \(said)")
                #expect(!said.contains("no session"), "\(command)")
            }
            // It goes by its id, for its name can't be trusted either, and lets the name go.
            let id = try #require(sessions.errors.firstMatch(of: /"friday" \(([a-z0-9]{8})\)/)).1
            #expect(try Program.run(["delete", "friday"], store: folder.url, input: "friday\n").code == 1)
            let deleted = try Program.run(["delete", "friday"], store: folder.url, input: "\(id)\n")
            #expect(deleted.code == 0 && deleted.output.contains("\(id) is deleted"), "\(deleted)")
            let left = try Program.run(["sessions"], store: folder.url)
            #expect(left.code == 0 && left.errors.contains("There are no sessions yet"), "\(left)")
            let again = try Program.run(["rehearse", "peig-microsoft-365", "--name", "friday"], store: folder.url)
            #expect(again.code == 0, "\(again.errors)")
        }
    }

    /// A journal whose end was cut off is whole as far as it goes; what was sent is known beside it.
    @Test func aJournalThatWasCutIsSaidToBe() async throws {
        try await blocking {
            let folder = try TemporaryFolder()
            _ = try Program.run(
                ["rehearse", "peig-microsoft-365", "--scenario", "ready-to-cut-over", "--name", "friday"],
                store: folder.url, input: PipedTests.readyScript + "cutover\nnordwind.example\n")
            try StoreFile(folder).execute(
                "DROP TRIGGER events_are_never_deleted; DELETE FROM events WHERE sequence >= "
                    + "(SELECT sequence FROM events WHERE kind = 'cutoverStarted')")
            let verified = try Program.run(["verify", "friday"], store: folder.url)
            #expect(verified.code == 1 && verified.errors.contains("its end was cut off"), "\(verified.errors)")
            let seen = try Program.run(["resume", "friday"], store: folder.url, input: "cutover\nnordwind.example\n")
            #expect(seen.code == 1 && seen.errors.contains("its end was cut off"), "\(seen)")
            // Whoever hasn't seen it has the word of those who signed, and where that is gone, the ledger's.
            try FileManager.default.removeItem(at: folder.url.appending(path: ".config/lockstep/heads"))
            let unseen = try Program.run(["resume", "friday"], store: folder.url, input: "cutover\nnordwind.example\n")
            #expect(unseen.code == 1 && unseen.errors.contains("was signed and isn't there"), "\(unseen)")
            try StoreFile(folder).execute("DROP TRIGGER signatures_are_never_deleted; DELETE FROM signatures")
            let told = try Program.run(["verify", "friday"], store: folder.url)
            #expect(told.code == 1 && told.errors.contains("is lost or out of order"), "\(told.errors)")
            try FileManager.default.removeItem(at: folder.url.appending(path: ".config/lockstep/heads"))
            let again = try Program.run(["resume", "friday"], store: folder.url, input: "cutover\nnordwind.example\n")
            #expect(again.output.contains("LOCKED"), "\(again.output)")
        }
    }

    /// What was sent is in the session's journal; taken out beside it, nothing is sent on top.
    @Test func aLedgerThatWasEmptiedOpensNothing() async throws {
        try await blocking {
            let folder = try TemporaryFolder()
            let first = try Program.run(
                ["rehearse", "peig-microsoft-365", "--scenario", "ready-to-cut-over", "--name", "friday"],
                store: folder.url, input: PipedTests.readyScript + "cutover\nnordwind.example\n")
            #expect(first.output.contains("is federated, read back"))
            try StoreFile(folder).execute("DROP TRIGGER domain_events_are_never_deleted; DELETE FROM domain_events")
            let again = try Program.run(["resume", "friday"], store: folder.url, input: "cutover\nnordwind.example\n")
            #expect(
                again.code != 0 && again.errors.replacing(/\s+/, with: " ").contains("was taken out of the store"),
                "\(again.errors)")
        }
    }
}
