import Foundation
import HTTPTransport
import SimulatedTenant
import TestSupport
import Testing

/// Secrets and tokens go where a person sent them, and it is seen where that is.
@Suite struct AddressTests {
    private static let offline = ["https_proxy": "http://127.0.0.1:9", "no_proxy": ""]
    private static let tenant = "11111111-2222-4333-8444-555555555555"

    private static func environment(_ more: [String: String]) -> [String: String] {
        offline.merging([
            "AZURE_TENANT_ID": tenant, "AZURE_CLIENT_ID": tenant, "AZURE_CLIENT_SECRET": "s3cret",
        ]) { $1 }.merging(more) { $1 }
    }

    /// Where the environment or a profile points elsewhere, the name is typed, or given with an option; once.
    @Test(arguments: [
        ["LOCKSTEP_GRAPH": "https://graph.evil.example"], ["AZURE_AUTHORITY_HOST": "https://login.evil.example:8443/"],
        [
            "LOCKSTEP_PINGONE": "https://pingone.evil.example", "PINGONE_ENVIRONMENT_ID": "e", "PINGONE_CLIENT_ID": "c",
            "PINGONE_CLIENT_SECRET": "s",
        ], ["LOCKSTEP_GRAPH": "https://graph.microsoft.com.evil.example"],
        ["LOCKSTEP_GRAPH": "https://127.0.0.1.evil.example"], ["LOCKSTEP_GRAPH": "https://localhost.evil.example"],
    ])
    func aStrangersHostIsNamedFirst(variables: [String: String]) async throws {
        try await blocking {
            let folder = try TemporaryFolder()
            let environment = Self.environment(variables)
            let address = try #require(variables.values.first { $0.hasPrefix("https") })
            let url = try #require(URL(string: address))
            let name = (url.host() ?? "") + (url.port.map { ":\($0)" } ?? "")
            let start = ["start", "peig-microsoft-365"]
            let refused = try Program.run(start, store: folder.url, environment: environment)
            #expect(refused.code == 2 && refused.errors.contains("--trust-host \(name)"), "\(refused.errors)")
            let trusted = try Program.run(start + ["--trust-host", name], store: folder.url, environment: environment)
            #expect(!trusted.errors.contains("isn't Microsoft's"), "\(trusted.errors)")
            let other = try Program.run(
                start + ["--trust-host", "evil.example"], store: folder.url, environment: environment)
            #expect(other.code == 2)
            let terminal = try PseudoTerminal(start, store: folder.url, environment: environment)
            try terminal.expect("Type the host's name if you trust it")
            terminal.answer("yes")
            try terminal.expect("nothing was sent")
            #expect(try terminal.waitForExit() == 2)
            let named = try PseudoTerminal(start, store: folder.url, environment: environment)
            try named.expect("Type the host's name if you trust it")
            named.answer(name)
            _ = try named.waitForExit()
            // Kept where the person's settings are, for them alone.
            let kept = folder.url.appending(path: ".config/lockstep/trusted-hosts")
            #expect(try String(contentsOf: kept, encoding: .utf8) == "\(name)\n")
            #expect(
                try FileManager.default.attributesOfItem(atPath: kept.path)[.posixPermissions] as? Int == 0o600)
            let again = try Program.run(start, store: folder.url, environment: environment)
            #expect(!again.errors.contains("--trust-host"), "\(again.errors)")
        }
    }

    /// A host that isn't the cloud's stands in the greeting and in every prompt.
    @Test func aStrangersHostIsSeen() async throws {
        let live = try await LiveTenant()
        try await blocking {
            let terminal = try PseudoTerminal.atPrompt(
                ["start", "peig-microsoft-365"], store: live.folder.url, environment: live.environment)
            let host = live.tenant.address.dropFirst("https://".count)
            #expect(terminal.transcript.contains("Not Microsoft: \(host)"), "\(terminal.transcript)")
            #expect(terminal.transcript.contains("at \(host) entra-id-setup>"), "\(terminal.transcript)")
            terminal.type("quit")
            _ = try terminal.waitForExit()
        }
        await live.tenant.stop()
    }

    /// A SCIM token goes to the host that its owner names, and never to a runbook's default.
    @Test func aScimTokenNamesItsHost() async throws {
        let live = try await LiveTenant()
        let environment = ["LOCKSTEP_SCIM_TOKEN": "t0k", "https_proxy": "http://127.0.0.1:9", "no_proxy": "localhost"]
        for (host, isSent) in [(nil, false), ("scim.evil.example", false), ("scim.example", true)] {
            var changes = environment
            changes["LOCKSTEP_SCIM_HOST"] = host
            let result = try await live.run(
                ["start", "peig-managing-identifiers"],
                input: "set domain nordwind.example\nset peig_accounts https://scim.example/v2\nidentifiers\n",
                changes: changes)
            let said = (result.output + result.errors).replacing(/\s+/, with: " ")
            #expect(said.contains("isn't sent to scim.example") == !isSent, "\(host ?? "-"): \(said)")
        }
        await live.tenant.stop()
    }
}
