import Foundation
import Glibc
import SimulatedTenant
import TestSupport
import Testing

/// A live session: the program against a tenant that it doesn't run itself, found by the environment as Microsoft's own.
@Suite struct LiveTests {
    static let answers = """
        set domain nordwind.example
        set admin_upn ida.holm@nordwind.example
        set peig_server login.nordwind-peig.example
        set migration_deadline 2027-01-01T18:00Z

        """

    @Test func aLiveSessionGoesFromStartToTheCutover() async throws {
        let live = try await LiveTenant()
        let portal = Service(live.tenant)
        let certificate = try await portal.send(
            .get, "/v1.0/peig/workspace", token: try await portal.token(of: .portal)
        ).text("certificate")
        // Peig's accounts as its administrator exported them.
        let accounts = try await portal.trainer(.get, "accounts").text
        try accounts.write(
            to: live.folder.url.appending(path: "peig accounts.csv"), atomically: true, encoding: .utf8)
        let first = try await live.run(
            ["start", "peig-microsoft-365", "--name", "live"],
            input: Self.answers + "identifiers with \(live.folder.url.path)/peig accounts.csv\n"
                + "set idp_certificate \(certificate)\nportal users\nstuck\ndebrief\ncheck all\nstatus\n")
        #expect(first.output.contains("LIVE Nordwind GmbH"))
        #expect(first.output.contains("nordwind.example beside peig accounts.csv"))
        #expect(first.output.contains("Nobody would lose access if the domain were switched now."))
        #expect(!first.output.contains("REHEARSAL"))
        for word in ["portal", "stuck", "debrief"] {
            #expect(first.errors.contains("There is no command \"\(word)\""), "\(word) is there in a live session")
        }
        let sessions = try await live.run(["sessions", "--json"])
        #expect(sessions.output.contains("\"live\""))
        let second = try await live.run(
            ["resume", "live"], input: PipedTests.readyScript + "cutover\nnordwind.example\n")
        #expect(
            second.output.contains("LIVE Nordwind GmbH this will change in Nordwind GmbH"),
            "\(second.output.suffix(2_000))")
        #expect(second.output.contains("✓ nordwind.example is federated, read back and configured as planned."))
        // This session switched it: what was asked before the switch only is held, and nothing is red for ever after.
        let words = ["way-back-still-there", "pilot-signed-in", "provider-assigned"].map { "attest \($0) yes\n" }
        _ = try await live.run(["resume", "live"], input: words.joined())
        let check = try await live.run(["check", "live", "--json"])
        #expect(check.code == 0 && !check.output.contains("\"verdict\" : \"failed\""), "\(check.output)")
        #expect(check.output.contains("\"verdict\" : \"held\"") && check.output.contains("\"state\" : \"asMeant\""))
        // Neither the secret nor a token is anywhere that anybody keeps.
        let token = try await portal.token(clientID: live.tool.clientID, secret: live.tool.secret)
        for path in try FileManager.default.subpathsOfDirectory(atPath: live.folder.url.path) {
            guard let data = FileManager.default.contents(atPath: live.folder.url.appending(path: path).path) else {
                continue
            }
            let text = String(decoding: data, as: UTF8.self)
            #expect(!text.contains(live.tool.secret) && !TokenText.isIn(text), "\(path) holds a secret")
        }
        for text in [first, second, check].flatMap({ [$0.output, $0.errors] }) {
            #expect(!text.contains(live.tool.secret) && !text.contains(token.prefix(40)))
        }
        await live.tenant.stop()
    }

    @Test func aSessionBelongsToItsTenant() async throws {
        let live = try await LiveTenant()
        let other = try await LiveTenant("forgotten-consent", seed: 99)
        _ = try await live.run(["start", "peig-microsoft-365", "--name", "live"], input: "note hello\n")
        let elsewhere = other.environment
        for command in [["resume", "live"], ["check", "live"]] {
            let refused = try await live.run(
                command + [
                    "--tenant", other.tenant.tenantID, "--authority", other.tenant.address, "--graph",
                    other.tenant.address, "--client-id", other.tool.clientID,
                ], changes: elsewhere)
            #expect(
                refused.code == 2 && refused.errors.contains("this session is about Nordwind GmbH"), "\(refused.errors)"
            )
        }
        // Nothing was taken by the attempt.
        let again = try await live.run(["resume", "live"], input: "note\n")
        #expect(again.code == 0 && again.output.contains("hello"))
        await live.tenant.stop()
        await other.tenant.stop()
    }

    /// A file of this user's alone that holds no key.
    private static let noCertificate: String = {
        let path = FileManager.default.temporaryDirectory.appending(path: "lockstep-no-certificate-\(getpid())").path
        _ = FileManager.default.createFile(
            atPath: path, contents: Data("none".utf8), attributes: [.posixPermissions: 0o600])
        return path
    }()

    struct Refusal: Sendable, CustomTestStringConvertible {
        let arguments: [String]
        var changes: [String: String] = [:]
        let code: Int32
        let says: String
        var testDescription: String { says }
    }

    @Test(
        .serialized,
        arguments: [
            Refusal(arguments: [], changes: ["AZURE_TENANT_ID": ""], code: 2, says: "the tenant is missing"),
            Refusal(
                arguments: ["--method", "secret"], changes: ["AZURE_CLIENT_ID": ""], code: 2, says: "the app is missing"
            ),
            Refusal(
                arguments: ["--method", "secret"], changes: ["AZURE_CLIENT_SECRET": ""], code: 2,
                says: "the client secret is missing"),
            Refusal(arguments: ["--method", "token"], code: 2, says: "the token is missing"),
            Refusal(arguments: ["--method", "certificate"], code: 2, says: "the certificate is missing"),
            Refusal(
                arguments: ["--certificate", noCertificate], changes: ["AZURE_CLIENT_SECRET": ""], code: 2,
                says: "is no certificate to sign in with"),
            Refusal(
                arguments: ["--certificate", "/etc/hostname"], changes: ["AZURE_CLIENT_SECRET": ""], code: 2,
                says: "can be read by others"),
            Refusal(arguments: ["--secret-file", "/etc/hostname"], code: 2, says: "can be read by others"),
            Refusal(arguments: ["--graph", "http://localhost"], code: 2, says: "it begins with https://"),
            Refusal(
                arguments: ["--graph", "https://user@localhost"], code: 2, says: "is no address to send a token to"),
            Refusal(arguments: ["--cloud", "usgov"], code: 2, says: "There is no cloud \"usgov\""),
            Refusal(arguments: ["--method", "devicecode"], code: 2, says: "--method"),
            Refusal(arguments: ["--profile", "none"], code: 2, says: "there is no profile \"none\""),
            Refusal(arguments: ["--ca-file", "/nowhere"], code: 2, says: "there is no /nowhere"),
            Refusal(
                arguments: [], changes: ["AZURE_CLIENT_SECRET": "wrong"], code: 3, says: "The client secret is wrong"),
            Refusal(arguments: ["--tenant", "nowhere.example"], code: 3, says: "There is no such tenant"),
            Refusal(
                arguments: ["--client-id", "00000000-0000-4000-8000-000000000000"], code: 3,
                says: "There is no app with that client ID"),
            Refusal(
                arguments: ["--authority", "https://nowhere.invalid"], code: 3, says: "The name can't be resolved"),
        ])
    func aSignInThatFailsSaysWhyAndWhatToDo(refusal: Refusal) async throws {
        let live = try await LiveTenant()
        let result = try await live.run(["whoami"] + refusal.arguments, changes: refusal.changes)
        let said = result.errors.replacing(/\s+/, with: " ")
        #expect(result.code == refusal.code, "\(said)")
        if refusal.arguments.contains("https://nowhere.invalid") {
            #expect(said.contains("can't be resolved") && said.contains("DNS"))
        } else {
            #expect(said.contains(refusal.says), "\(said)")
        }
        await live.tenant.stop()
    }

    @Test func secretsComeFromFilesAndDescriptors() async throws {
        let live = try await LiveTenant()
        let file = live.folder.url.appending(path: "secret")
        try Data("  \(live.tool.secret)\n".utf8).write(to: file)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file.path)
        let none = ["AZURE_CLIENT_SECRET": ""]
        #expect(try await live.run(["whoami", "--secret-file", file.path], changes: none).code == 0)
        // Standard input is a descriptor like any other.
        #expect(try await live.run(["whoami", "--secret-fd", "0"], input: live.tool.secret, changes: none).code == 0)
        #expect(try await live.run(["whoami", "--secret-fd", "0"], changes: none).code == 2)
        let token = try await Service(live.tenant).token(clientID: live.tool.clientID, secret: live.tool.secret)
        let handed = try await live.run(
            ["whoami", "--json"], changes: none.merging(["LOCKSTEP_ACCESS_TOKEN": token]) { $1 })
        #expect(handed.code == 0 && handed.output.contains("\"isAppOnly\" : true"))
        await live.tenant.stop()
    }

    @Test func aProfileKeepsEverythingButTheSecret() async throws {
        let live = try await LiveTenant()
        let saved = try await live.run(["login", "--save", "nordwind"])
        #expect(saved.code == 0 && saved.output.contains("Kept as profile nordwind"))
        let file = live.folder.url.appending(path: ".config/lockstep/profiles.yaml")
        let text = try String(contentsOf: file, encoding: .utf8)
        #expect(text.contains("\"\(live.tenant.tenantID)\"") && !text.contains(live.tool.secret))
        #expect(try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int == 0o600)
        let bare = [
            "AZURE_TENANT_ID": "", "AZURE_CLIENT_ID": "", "AZURE_AUTHORITY_HOST": "", "LOCKSTEP_GRAPH": "",
            "SSL_CERT_FILE": "",
        ]
        // A name that would end its quotes, or begin a line of its own, is a name.
        let name = "'\u{301}\"\u{301}: &a\n- \r#\u{FE0F}"
        #expect(try await live.run(["login", "--save", name]).code == 0)
        #expect(try await live.run(["whoami", "--profile", name, "--method", "secret"], changes: bare).code == 0)
        let used = try await live.run(["whoami", "--profile", "nordwind", "--method", "secret"], changes: bare)
        #expect(used.code == 0, "\(used.errors)")
        try Data("nordwind:\n  tenant: x\n  secret: y\n  clout: global\n".utf8).write(to: file)
        let wrong = try await live.run(["whoami", "--profile", "nordwind"], changes: bare)
        #expect(
            wrong.code == 2 && wrong.errors.contains(":3:11:") && wrong.errors.contains("a profile keeps no secret"))
        #expect(wrong.errors.contains("did you mean \"cloud\"?"))
        await live.tenant.stop()
    }

    @Test func theDoctorFindsWhatIsMissing() async throws {
        let live = try await LiveTenant()
        let well = try await live.run(["doctor", "peig-microsoft-365"])
        #expect(well.code == 0 && !well.output.contains("✗"), "\(well.output)\(well.errors)")
        // An app without consent signs in, and may do nothing.
        let bare = try await LiveTenant("forgotten-consent")
        let service = Service(bare.tenant)
        let portal = try await service.token(of: .portal)
        let app = try await service.send(.post, "/v1.0/applications", token: portal, json: #"{"displayName": "Bare"}"#)
        let secret = try await service.send(
            .post, "/v1.0/applications/\(app.text("id"))/addPassword", token: portal, json: "{}")
        let missing = try await bare.run(
            ["doctor", "peig-microsoft-365"],
            changes: ["AZURE_CLIENT_ID": app.text("appId"), "AZURE_CLIENT_SECRET": secret.text("secretText")])
        #expect(missing.code == 1)
        for permission in ["Domain.Read.All", "User.Read.All", "Domain-InternalFederation.ReadWrite.All"] {
            #expect(missing.output.contains("✗ Permission \(permission): is missing"), "\(missing.output)")
        }
        for (changes, says) in [
            (["AZURE_CLIENT_SECRET": "wrong"], "✗ Signing in: Sign-in failed: The client secret is wrong"),
            (["AZURE_TENANT_ID": "nowhere.example"], "✗ Tenant: nowhere.example isn't known there"),
            (["LOCKSTEP_GRAPH": "https://localhost:1"], "✗ Graph: https://localhost:1: No answer"),
            (["AZURE_AUTHORITY_HOST": "https://nowhere.invalid"], "✗ Sign-in: https://nowhere.invalid: No answer"),
        ] {
            let result = try await live.run(["doctor", "peig-microsoft-365"], changes: changes)
            let said = result.output.replacing(/\s+/, with: " ")
            #expect(result.code == 1 && said.contains(says), "\(result.output)")
        }
        let machine = try await live.run(["doctor", "peig-microsoft-365", "--json"])
        #expect(machine.code == 0 && machine.output.contains("\"standing\" : \"well\""))
        await live.tenant.stop()
        await bare.tenant.stop()
    }

    @Test func permissionsAreListedWithTheirReasons() async throws {
        try await blocking {
            let folder = try TemporaryFolder()
            let result = try Program.run(
                ["permissions", "peig-microsoft-365", "--tenant", "contoso.com", "--client-id", "abc"],
                store: folder.url)
            #expect(result.code == 0)
            for text in [
                "User.Read.All", "global-administrator,", "contoso.com/adminconsent?client_id=abc", "az ad app create",
                "df021288-bdef-4463-88db-98f22de89214=Role", "New-MgApplication", "the cutover, and nothing else",
            ] {
                #expect(result.output.contains(text), "\(text)")
            }
            // The app that only checks can't switch.
            #expect(!result.output.contains("64d40371-8d58-4270-bc8a-b4a66de36b9a"))
            let machine = try Program.run(["permissions", "peig-microsoft-365", "--json"], store: folder.url)
            #expect(machine.output.contains("\"changesTheTenant\" : true"))
        }
    }

    /// The tenant's own second person: read of whoever is signed in, and of nobody else.
    @Test func theDoctorSaysWhetherTheTenantAsksSomebody() async throws {
        for (scenario, account, says) in [
            (
                "approved-role", Self.switcher,
                "✓ Second person in the tenant: can be had: somebody else has to approve Global Administrator before it works "
                    + "→ In the session: set switching_account night@nordwind.onmicrosoft.com"
            ),
            ("approved-role", Self.emergency, "not asked for: Global Administrator works without anybody's approval"),
            (
                "ready-to-cut-over", Browser.admin,
                "can't be had: Privileged Identity Management needs Microsoft Entra ID P2"
            ),
        ] {
            let live = try await LiveTenant(scenario)
            if scenario == "approved-role" { try await Self.activate(live) }
            try await blocking {
                let terminal = try PseudoTerminal(
                    ["doctor", "peig-microsoft-365", "--method", "browser"], store: live.folder.url,
                    environment: live.environment)
                try Browser.signIn(as: account, at: terminal, live)
                try terminal.expect(says)
            }
            await live.tenant.stop()
        }
        let app = try await LiveTenant("approved-role")
        let said = try await app.run(["doctor", "peig-microsoft-365"]).output.replacing(/\s+/, with: " ")
        #expect(said.contains("not asked for: an app is signed in"), "\(said)")
        await app.tenant.stop()
    }

    private static let emergency = "emergency@nordwind.onmicrosoft.com"
    private static let switcher = "night@nordwind.onmicrosoft.com"

    /// The account that switches activates its role, and somebody else approves it.
    private static func activate(_ live: LiveTenant) async throws {
        let service = Service(live.tenant)
        let portal = try await service.token(of: .portal)
        let asked = #""user": "\#(switcher)", "role": "Global Administrator""#
        for (path, more) in [("role-requests", ""), ("role-approvals", #", "approver": "\#(emergency)""#)] {
            let done = try await service.send(
                .post, "/v1.0/simulation/\(path)", token: portal, json: "{\(asked)\(more)}")
            #expect(done.status == 201)
        }
    }

    /// In a live session the account whose role was approved must be the one that is signed in.
    @Test func anotherAccountsApprovalIsNobodys() async throws {
        let live = try await LiveTenant("approved-role")
        try await Self.activate(live)
        let begun = try await live.run(
            ["start", "peig-microsoft-365", "--name", "n"],
            input:
                "set domain nordwind.example\nset admin_upn \(Browser.admin)\nset switching_account \(Self.switcher)\n")
        #expect(begun.output.contains("switching_account is \(Self.switcher)"), "\(begun)")
        for (account, says) in [
            (Self.switcher, "✓ role-approved"),
            (
                Self.emergency,
                "emergency@nordwind.onmicrosoft.com is signed in here, and night@nordwind.onmicrosoft.com isn't"
            ),
        ] {
            try await blocking {
                let terminal = try PseudoTerminal(
                    ["resume", "n", "--method", "browser"], store: live.folder.url, environment: live.environment)
                try Browser.signIn(as: account, at: terminal, live)
                try terminal.expect("> ")
                terminal.type("check role-approved")
                try terminal.expect(says)
                terminal.type("quit")
                #expect(try terminal.waitForExit() == 0)
            }
        }
        await live.tenant.stop()
    }

    /// Whoever signs in with a code reads where, which code, and what they will be asked to consent to.
    @Test func aPersonSignsInWithACode() async throws {
        let live = try await LiveTenant()
        let process = Process()
        process.executableURL = Program.url
        process.arguments = ["login", "--method", "device-code"]
        process.environment = Program.environment(live.folder.url).merging(live.environment) { $1 }
        let (output, errors) = (Pipe(), Pipe())
        process.standardOutput = output
        process.standardError = errors
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let shown = try await blocking {
            var seen = ""
            while !seen.contains("The code is good for") {
                let chunk = errors.fileHandleForReading.chunk()
                try #require(!chunk.isEmpty, "\(seen)")
                seen += String(decoding: chunk, as: UTF8.self)
            }
            return seen
        }
        #expect(shown.contains("\(live.tenant.address)/devicelogin") && shown.contains("Organization.Read.All"))
        let code = try #require(shown.firstMatch(of: /the code\s+(\w+)/)?.1)
        let approved = try await Service(live.tenant).trainer(
            .post, "devices/\(code)", #"{"account": "ida.holm@nordwind.example"}"#)
        #expect(approved.status == 200)
        let said = try await blocking {
            let text = String(decoding: output.fileHandleForReading.everything(), as: UTF8.self)
            process.waitUntilExit()
            return text
        }
        #expect(
            process.terminationStatus == 0
                && said.replacing(/\s+/, with: " ").contains("Account ida.holm@nordwind.example"), "\(said)")
        await live.tenant.stop()
    }
}
