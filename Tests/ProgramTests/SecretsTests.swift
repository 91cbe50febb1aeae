import Foundation
import TestSupport
import Testing

/// A marked secret wherever a person can put one: it is in none of the bytes that are left behind, screen and files.
@Suite(.serialized) struct SecretsTests {
    /// In every secret; its halves are letters that nothing else has.
    private static let mark = "Zq9Xw7mark"

    /// A command line of a shell, in which `$0` is the program, `SECRET` a secret and `TENANT` the tenant's address.
    private static let places = [
        "AZURE_CLIENT_SECRET=SECRET $0 whoami", "AZURE_CLIENT_SECRET=\"$(printf 'SECRET\\001x')\" $0 whoami",
        "AZURE_CLIENT_SECRET='SECRET\nx' $0 check night --json", "printf SECRET | $0 whoami --secret-fd 0",
        "printf SECRET | $0 login --save p --secret-fd 0; cat .config/lockstep/profiles.yaml",
        "$0 whoami --secret SECRET", "$0 whoami --profile SECRET-less --secret=SECRET",
        "AZURE_AUTHORITY_HOST=https://ida:SECRET@localhost:1 $0 whoami",
        "AZURE_AUTHORITY_HOST=https://ida:SECRET@localhost:1 $0 login --save p",
        "LOCKSTEP_GRAPH=https://ida:SECRET@localhost:1 $0 start peig-microsoft-365 --method secret --name x",
        "$0 whoami --graph https://ida:SECRET@localhost:1", "$0 whoami --graph https://ida:S@x/SECRET@localhost:1",
        "$0 whoami --authority 'https://ida:a SECRET@localhost:1'",
        "$0 trainer https://ida:SECRET@localhost:1 status", "LOCKSTEP_TRAINER_KEY=SECRET $0 trainer TENANT status",
        "PINGONE_CLIENT_SECRET=SECRET $0 doctor pingone-microsoft-365 --method secret",
        "LOCKSTEP_PINGONE=https://a:SECRET@localhost:1 $0 doctor pingone-microsoft-365 --method secret",
        "$0 identifiers --domain nordwind.example --with https://ida:SECRET@localhost:1/scim/v2",
        "LOCKSTEP_SCIM_TOKEN=SECRET LOCKSTEP_SCIM_HOST=localhost $0 identifiers --domain nordwind.example --with https://localhost:1/scim",
        "printf 'set domain nordwind.example\\nset peig_accounts https://ida:SECRET@scim.contoso.example/v2\\n"
            + "set peig_server https://ida:SECRET@x.example\\nset --metadata https://ida:SECRET@127.0.0.1:1/m\\n"
            + "identifiers with https://ida:SECRET@x.example/v2\\ncheck all\\n' | $0 resume night",
        // The Azure CLI, as it tells what went wrong.
        "mkdir bin; printf '#!/bin/sh\\necho \"ERROR: AADSTS700082 eyJhbGciOiJub25lIn0.SECRET.x Authorization: Bearer SECRET "
            + "https://ida:SECRET@x/ client_secret=SECRET\" >&2; exit 1\\n' > bin/az; chmod +x bin/az; "
            + "PATH=$PWD/bin:$PATH $0 whoami --method azure-cli; rm -r bin",
    ]

    /// Values of HTTPS_PROXY, as people really have them, and what is told of each.
    private static let proxies = [
        ("http://ida:SECRET@127.0.0.1:9", "the proxy of HTTPS_PROXY can't be reached"),
        ("ida:SECRET@127.0.0.1:9", "the proxy of HTTPS_PROXY can't be reached"),
        ("http://ida:SECRET@nowhere.invalid:9", "the proxy of HTTPS_PROXY can't be reached"),
        ("http://SECRET@127.0.0.1:9/", "the proxy of HTTPS_PROXY can't be reached"),
        ("http://ida:S@SECRET@127.0.0.1:9", "isn't an address of a proxy"),
        ("http://ida:a/SECRET@127.0.0.1:9", "isn't an address of a proxy"),
        ("http://ida:a#SECRET@127.0.0.1:9", "isn't an address of a proxy"),
        ("http://ida:a?SECRET@127.0.0.1:9", "isn't an address of a proxy"),
        ("http://ida:a SECRET@127.0.0.1:9", "isn't an address of a proxy"),
        ("http://ida:SECRET@127.0.0.1:nine", "isn't an address of a proxy"),
        ("http://ida:SECRETé@127.0.0.1:9", "isn't an address of a proxy"),
        ("http://ida:SECRET@127.0.0.1:99999", "isn't an address of a proxy"),
        ("htp://ida:SECRET@127.0.0.1:9", "isn't an address of a proxy"),
        ("http://ida:SECRET%zz@127.0.0.1:9", "the proxy of HTTPS_PROXY can't be reached"),
        ("http:/ida:SECRET@127.0.0.1", "isn't an address of a proxy"),
    ]

    @Test func nothingSecretIsLeftBehind() async throws {
        let live = try await LiveTenant("mismatched-identifiers")
        try await blocking {
            let top = live.folder.url
            for place in Self.places {
                let home = try Self.home(in: top, live)
                let script = place.replacing("SECRET", with: Self.mark).replacing("TENANT", with: live.tenant.address)
                let result = try Program.run(
                    [], store: home,
                    environment: live.environment.merging(["XDG_CONFIG_HOME": "\(home.path)/.config"]) { $1 },
                    through: ["/bin/sh", "-c", "cd '\(home.path)'; \(script)"])
                #expect(!result.output.contains(Self.mark), "\(place): \(result)")
                #expect(!result.errors.contains(Self.mark), "\(place): \(result)")
                #expect(try Self.holders(in: home).isEmpty, "\(place)")
            }
        }
        await live.tenant.stop()
    }

    @Test func aProxysPasswordIsInNoMessage() async throws {
        let live = try await LiveTenant("mismatched-identifiers")
        try await blocking {
            let top = live.folder.url
            for (value, told) in Self.proxies {
                let home = try Self.home(in: top, live)
                let environment = live.environment.merging([
                    "HTTPS_PROXY": value.replacing("SECRET", with: Self.mark), "NO_PROXY": "localhost",
                    "LOCKSTEP_SCIM_TOKEN": "scim-token", "LOCKSTEP_SCIM_HOST": "scim.contoso.example",
                ]) { $1 }
                let checked = try Program.run(
                    ["resume", "night"], store: home,
                    input: "set domain nordwind.example\nset peig_accounts https://scim.contoso.example/v2\n"
                        + "check identifiers-compared\n", environment: environment)
                let words = (checked.output + checked.errors).split(whereSeparator: \.isWhitespace).joined(
                    separator: " ")
                #expect(words.contains(told) && words.contains("? identifiers-compared"), "\(value): \(checked)")
                #expect(words.contains("percent-encoded") == told.hasPrefix("isn't"), "\(value): \(checked)")
                for command in [
                    ["report", "night"], ["report", "night", "--html"], ["export", "night"],
                ] {
                    let result = try Program.run(command, store: home, environment: environment)
                    #expect(!(result.output + result.errors).contains(Self.mark), "\(value) \(command)")
                }
                #expect(!words.contains(Self.mark), "\(value): \(checked)")
                #expect(try Self.holders(in: home).isEmpty, "\(value)")
            }
        }
        await live.tenant.stop()
    }

    /// A proxy's loopback is another machine's: what is on this one is reached without.
    @Test func aSimulatedTenantIsReachedInAnOffice() async throws {
        let live = try await LiveTenant("mismatched-identifiers")
        for name in ["HTTPS_PROXY", "https_proxy", "ALL_PROXY"] {
            let result = try await live.run(["whoami"], changes: [name: "http://ida:secret@127.0.0.1:9"])
            #expect(result.code == 0, "\(result)")
        }
        await live.tenant.stop()
    }

    /// What is typed where nothing is shown: in the conversation, and nowhere afterwards.
    @Test func whatIsTypedUnseenIsNowhere() async throws {
        let folder = try TemporaryFolder()
        try await blocking {
            let terminal = try PseudoTerminal.atPrompt(
                ["rehearse", "license-management-microsoft-365", "--scenario", "first-setup", "--name", "night"],
                store: folder.url)
            terminal.type("set client_secret")
            try terminal.expect("client_secret: ")
            terminal.type(Self.mark)
            try terminal.expect("> ")
            terminal.type("check credentials-sign-in")
            try terminal.expect("client_id: ")
            terminal.type("11111111-2222-4333-8444-555555555555")
            try terminal.expect("tenant_id")
            try terminal.expect(": ")
            terminal.type("")
            try terminal.expect("✗")
            try terminal.expect("> ")
            terminal.type("quit")
            _ = try terminal.waitForExit()
            #expect(!terminal.transcript.contains(Self.mark))
            for command in [["report", "night"], ["report", "night", "--json"], ["export", "night"]] {
                #expect(try !Program.run(command, store: folder.url).output.contains(Self.mark))
            }
            #expect(try Self.holders(in: folder.url).isEmpty)
        }
    }

    /// What people type in their own words is kept, and goes to others with the journal: a secret in it is refused.
    @Test(arguments: [
        "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.MARK", "eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.MARK",
        "see https://ida:MARK@h.example/x", "ida:MARK@h.example", "client_secret=MARK",
    ])
    func noWordsKeepASecret(secret: String) async throws {
        let folder = try TemporaryFolder()
        let secret = secret.replacing("MARK", with: Self.mark)
        let refused = "has a secret in it, and what is typed here is kept: leave it out. Nothing was written."
        try await blocking {
            let terminal = try PseudoTerminal.atPrompt(
                ["rehearse", "peig-microsoft-365", "--scenario", "ready-to-cut-over", "--name", "night"],
                store: folder.url)
            for command in [
                "note", "handoff", "attest way-back yes,", "set app_name", "set migration_deadline",
                "set idp_metadata",
            ] {
                terminal.type("\(command) \(secret)")
                // The line as it was typed, and what is said of it, in quotes.
                let said = try terminal.expect(refused).components(separatedBy: "\"").dropLast().last ?? ""
                #expect(said.contains("***") && !said.contains(Self.mark), "\(command): \(said)")
                try terminal.expect("> ")
            }
            for (command, question) in [
                ("waive powershell-available", "Why may it stay red? "), ("attest way-back", "Type yes to confirm: "),
            ] {
                terminal.type(command)
                try terminal.expect(question)
                terminal.answer("yes, \(secret)")
                try terminal.expect(refused)
                try terminal.expect("> ")
            }
            terminal.type("quit")
            #expect(try terminal.waitForExit() == 0)
            for command in [["report", "night"], ["report", "night", "--json"], ["export", "night"]] {
                #expect(try !Program.run(command, store: folder.url).output.contains(Self.mark))
            }
            // The commands' history among them.
            #expect(try Self.holders(in: folder.url).isEmpty)
        }
    }

    private static func home(in top: URL, _ live: LiveTenant) throws -> URL {
        let home = top.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
        chmod(home.path, 0o700)
        let started = try Program.run(
            ["start", "peig-microsoft-365", "--method", "secret", "--name", "night"], store: home,
            environment: live.environment)
        #expect(started.code == 0, "\(started)")
        return home
    }

    /// Files that hold the mark.
    private static func holders(in folder: URL) throws -> [String] {
        guard let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil) else {
            return ["?"]
        }
        return files.compactMap { $0 as? URL }.filter {
            (try? Data(contentsOf: $0))?.range(of: Data(mark.utf8)) != nil
        }.map(\.path)
    }
}
