import Foundation
import Journal
import Runbook
import SessionStore
import TestSupport
import Testing

/// What no runbook takes away, and where a runbook comes from.
@Suite struct FloorTests {
    /// Sessions begin with it whatever its author asks for: an earlier build's may have.
    private static func main(_ cutover: String, certificate: String) -> String {
        """
        id: own
        title: Own
        summary: s
        inputs:
          - { id: domain, type: domain, ask: Which domain? }
        phases:
          - { id: only, title: Only, text: t, may-break: Nothing. }
        steps: [one.yaml]
        cutover:
          step: one
          domain: "{{domain}}"
        \(cutover)
          federation:
            display-name: Own
            issuer: https://own.example/saml
            sign-in-url: https://own.example/sso
            sign-out-url: https://own.example/out
            certificate: \(certificate)
            protocol: saml
            mfa-behaviour: acceptIfMfaDoneByFederatedIdp
        """
    }

    private static func step(_ checklist: String) -> String {
        "id: one\ntitle: One\nphase: only\nchecklist:\n\(checklist)"
    }

    private static let check =
        "  - { id: there, text: t, check: { domain: \"{{domain}}\", expect: { exists: true } } }\n"

    private static func write(_ folder: URL, _ cutover: String, _ checklist: String, certificate: String) throws {
        let own = folder.appending(path: "books/own")
        try FileManager.default.createDirectory(at: own, withIntermediateDirectories: true)
        try Data(main(cutover, certificate: certificate).utf8).write(to: own.appending(path: "runbook.yaml"))
        try Data(step(checklist).utf8).write(to: own.appending(path: "one.yaml"))
    }

    /// An author is told, with file and line, what is never heeded.
    @Test func anAuthorIsToldWhatIsNeverHeeded() async throws {
        try await blocking {
            let folder = try TemporaryFolder()
            try Self.write(folder.url, "  cooldown: 0s\n  fresh-for: 36500d", Self.check, certificate: "MII")
            let books = folder.url.appending(path: "books").path
            let result = try Program.run(["lint", books + "/own"], store: folder.url)
            let said = (result.output + result.errors).replacing(/\s+/, with: " ")
            #expect(result.code != 0)
            #expect(said.contains("\"cooldown\" is 10 minutes at least"), "\(said)")
            #expect(said.contains("\"fresh-for\" is 5 minutes at most"), "\(said)")
            #expect(said.contains("runbook.yaml:12:"), "\(said)")
        }
    }

    /// The tenant as no switch may find it, with a runbook that asks for nothing of the kind.
    @Test(arguments: ["empty", "unverified", "default", "admins"])
    func theFloorStandsWhateverTheRunbookAsks(lack: String) async throws {
        let live = try await LiveTenant()
        let service = Service(live.tenant)
        let token = try await service.token(of: .portal)
        let certificate = try await live.read("peig/workspace")["certificate"] as? String ?? ""
        try Self.write(
            live.folder.url, "  cooldown: 10m\n  fresh-for: 5m",
            lack == "empty" ? "  - { id: said, text: t, required: false, attest: so }\n" : Self.check,
            certificate: certificate)
        var says = ""
        switch lack {
        case "empty": says = "No item before the switch is checked live"
        case "default":
            _ = try await service.send(
                .patch, "/v1.0/domains/nordwind.example", token: token, json: #"{"isDefault":true}"#)
            says = "is the tenant's default domain"
        case "admins":
            for user in try await service.send(.get, "/v1.0/users", token: token).objects() {
                guard let name = user["userPrincipalName"] as? String, !name.hasSuffix("@nordwind.example") else {
                    continue
                }
                _ = try await service.send(
                    .patch, "/v1.0/users/\(name)", token: token, json: #"{"accountEnabled":false}"#)
            }
            says = "no enabled Global Administrator would be outside"
        default:
            _ = try await service.send(.post, "/v1.0/domains", token: token, json: #"{"id":"sudwind.example"}"#)
            says = "sudwind.example isn't verified"
        }
        let domain = lack == "unverified" ? "sudwind.example" : "nordwind.example"
        let books = live.folder.url.appending(path: "books").path
        let result = try await live.run(
            ["start", "own", "--runbooks", books, "--name", "own"],
            input: "set domain \(domain)\ncheck all\ncutover\n\(domain)\nown\n")
        let said = result.output.replacing(/\s+/, with: " ")
        #expect(said.contains(says), "\(said)\(result.errors)")
        #expect(said.contains("LOCKED") && !said.contains("read back"))
        #expect(try await live.read("domains/\(domain)")["authenticationType"] as? String == "Managed")
        await live.tenant.stop()
    }

    /// A runbook that doesn't come with Lockstep is named with its folder, hash and items, and wants its name typed,
    /// once.
    @Test func anOwnRunbookIsNamedAndItsNameTyped() async throws {
        let live = try await LiveTenant()
        let certificate = try await live.read("peig/workspace")["certificate"] as? String ?? ""
        try Self.write(
            live.folder.url, "  cooldown: 10m\n  fresh-for: 5m", Self.check, certificate: certificate)
        let books = live.folder.url.appending(path: "books").path
        let start = ["start", "own", "--runbooks", books, "--name", "own"]
        let script = "set domain nordwind.example\ncheck all\ncutover\nnordwind.example\n"
        let untyped = try await live.run(start, input: script + "yes\n")
        let said = untyped.output.replacing(/\s+/, with: " ")
        #expect(said.contains("your own, from \(books)/own; SHA-256"), "\(said)")
        #expect(said.contains("1 item blocks, 1 checked live") && !said.contains("Everything passes."))
        #expect(said.contains("that isn't the runbook's name"))
        #expect(try await live.authentication() == "Managed")
        let typed = try await live.run(["resume", "own"], input: "cutover\nnordwind.example\nown\n")
        #expect(typed.output.contains("is federated, read back"), "\(typed.output)")
        await live.tenant.stop()
    }

    /// A session moves to a version that lets more through only with a reason and a second person's word.
    @Test func aVersionThatBlocksLessNeedsASecondPerson() async throws {
        try await blocking {
            let folder = try TemporaryFolder()
            let books = folder.url.appending(path: "books")
            try FileManager.default.createDirectory(at: books, withIntermediateDirectories: true)
            let own = books.appending(path: "peig-microsoft-365")
            try FileManager.default.copyItem(
                at: Repository.root.appending(path: "Runbooks/peig-microsoft-365"), to: own)
            try FileManager.default.copyItem(
                at: Repository.root.appending(path: "Runbooks/shared"), to: books.appending(path: "shared"))
            _ = try Program.run(
                ["rehearse", "peig-microsoft-365", "--name", "friday"], store: folder.url, input: "note n\n")
            let main = own.appending(path: "runbook.yaml")
            let text = try String(contentsOf: main, encoding: .utf8)
            let step = own.appending(path: "steps/1-entra-id-setup.yaml")
            try Data(text.replacing("fresh-for: 2m", with: "fresh-for: 5m").utf8).write(to: main)
            let items = try String(contentsOf: step, encoding: .utf8)
            try Data(items.replacing("waivable: never", with: "waivable: one-person").utf8).write(to: step)
            let upgrade = ["upgrade", "friday", "--runbooks", books.path]
            let json = try Program.run(upgrade + ["--dry-run", "--json"], store: folder.url).output
            #expect(json.contains("verdicts may be 5 minutes old"), "\(json)")
            let alone = try Program.run(upgrade, store: folder.url, input: "friday\nbecause\n")
            #expect(alone.code == 1 && alone.output.contains("What no longer stands before the switch"))
            let terminal = try PseudoTerminal(upgrade, store: folder.url)
            try terminal.expect("Type the session's name to move it:")
            terminal.answer("friday")
            try terminal.expect("Why may less stand before the switch?")
            terminal.type("the provider asks for it")
            let screen = try terminal.expect("Waiting for the second person")
            let code = String(try #require(screen.firstMatch(of: /approve\s+\S+\s+([a-z0-9]{6})/)?.1))
            let approved = try Program.run(
                ["approve", "friday", code, "--as", "kai"], store: folder.url, input: "kai\n")
            #expect(approved.code == 0 && approved.output.contains("Falls away"), "\(approved.errors)")
            try terminal.expect("goes on with this version")
            #expect(try terminal.waitForExit() == 0)
            let report = try Program.run(["report", "friday"], store: folder.url).output
            #expect(report.contains("it blocks less, because: the provider asks for it"))
        }
    }
}
