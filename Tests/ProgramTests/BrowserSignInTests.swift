import Foundation
import SimulatedTenant
import TestSupport
import Testing

/// A person signs in with a browser: it comes back by itself, or the address where it landed is pasted, as over SSH. The test
/// plays the browser, and whoever meddles.
@Suite(.serialized) struct BrowserSignInTests {
    private struct Desk {
        let live: LiveTenant
        let environment: [String: String]

        init() async throws {
            live = try await LiveTenant()
            environment = live.environment.merging(["AZURE_CLIENT_ID": "", "AZURE_CLIENT_SECRET": ""]) { $1 }
        }

        func start(_ name: String) throws -> (PseudoTerminal, address: String) {
            let terminal = try PseudoTerminal(
                ["start", "peig-microsoft-365", "--name", name, "--method", "browser"], store: live.folder.url,
                environment: environment)
            return (terminal, try Browser.address(on: terminal))
        }

        func browse(_ address: String, as account: String = Browser.admin, answer: String = "approve") throws -> String
        {
            try Browser.landing(of: address, as: account, answer: answer, live)
        }

        func visit(_ address: String) throws -> String {
            let script = """
                import sys, urllib.error, urllib.request
                try: print(urllib.request.urlopen(sys.argv[1]).read().decode())
                except urllib.error.HTTPError as error: print(error.code, error.read().decode())
                """
            return try Program.run(
                [], store: live.folder.url, through: ["/usr/bin/env", "python3", "-c", script, address]
            ).output
        }
    }

    @Test func theBrowserComesBackByItself() async throws {
        let desk = try await Desk()
        try await blocking {
            let (terminal, address) = try desk.start("near")
            #expect(address.contains("code_challenge_method=S256") && address.contains("prompt=select_account"))
            let landed = try desk.browse(address)
            let base = String(try #require(landed.firstMatch(of: /http:\/\/localhost:\d+/)).output)
            // What belongs to no sign-in of ours ends nothing.
            for meddled in [
                "\(base)/?code=x&state=other", "\(base)/", "\(base)/favicon.ico", "\(base)/?code=x",
                "\(base)/?error=no",
            ] { #expect(!(try desk.visit(meddled)).contains("Signed in"), "\(meddled)") }
            #expect(try desk.visit(landed).contains("Signed in"))
            try terminal.expect("LIVE Nordwind GmbH")
            terminal.type("quit")
            #expect(try terminal.waitForExit() == 0)
            // The code is good once, and nobody listens any more.
            #expect(try desk.visit(landed).isEmpty)
        }
    }

    /// What looks like a token in it is there to be opened: with anything of it masked nobody could sign in.
    @Test func anAddressIsShownWhole() async throws {
        let desk = try await Desk()
        try await blocking {
            let id = "eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0"
            let terminal = try PseudoTerminal(
                ["login", "--method", "browser", "--client-id", id], store: desk.live.folder.url,
                environment: desk.environment)
            let address = try Browser.address(on: terminal)
            #expect(address.contains("client_id=\(id)&"), "\(address)")
            terminal.send("\u{3}")
            #expect(try terminal.waitForExit() == 3)
        }
    }

    @Test func theAddressIsPasted() async throws {
        let desk = try await Desk()
        try await blocking {
            let (terminal, address) = try desk.start("far")
            let landed = try desk.browse(address)
            // Something else than where it landed is said to be that, and asked for again.
            for (text, says) in [
                (address, "That is the address to open"),
                ("http://localhost:1/?code=x&state=y", "belongs to another sign-in"),
                ("code", "That isn't where the browser landed"),
            ] {
                terminal.answer(text)
                try terminal.expect(says)
                try terminal.expect("The address where it landed")
            }
            terminal.answer(landed)
            let screen = try terminal.expect("LIVE Nordwind GmbH")
            #expect(!screen.contains("code=1."), "the code is shown")
            terminal.type("quit")
            #expect(try terminal.waitForExit() == 0)
        }
    }

    @Test func whatIsRefusedIsSaid() async throws {
        let desk = try await Desk()
        try await blocking {
            let (declining, first) = try desk.start("declined")
            declining.answer(try desk.browse(first, answer: "decline"))
            try declining.expect("declined")
            #expect(try declining.waitForExit() == 3)
            // One that doesn't exist stays in the browser, and giving up ends it.
            let (leaving, second) = try desk.start("left")
            #expect(try desk.browse(second, as: "nobody@nordwind.example").contains("AADSTS50034"))
            leaving.send("\u{3}")
            try leaving.expect("→")
            #expect(try leaving.waitForExit() == 3)
            let listed = try Program.run(["sessions"], store: desk.live.folder.url, environment: desk.environment)
            #expect(listed.errors.contains("There are no sessions yet"))
        }
    }
}
