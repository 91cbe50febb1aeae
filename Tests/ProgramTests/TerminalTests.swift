import Foundation
import Glibc
import Journal
import SessionStore
import TestSupport
import Testing

/// The conversation at a real pseudo-terminal.
@Suite(.serialized) struct TerminalTests {
    private static func rehearse(_ folder: TemporaryFolder, _ arguments: String...) throws -> PseudoTerminal {
        let terminal = try PseudoTerminal(["rehearse", "peig-microsoft-365"] + arguments, store: folder.url)
        try terminal.expect("nothing is lost")
        try terminal.expect("> ")
        return terminal
    }

    /// Goes through a step's items by giving one's word for each.
    private static func attest(_ terminal: PseudoTerminal, _ items: String...) throws {
        for item in items {
            terminal.type("attest \(item)")
            try terminal.expect("Type yes to confirm: ")
            terminal.answer("yes")
            try terminal.expect("recorded: \(item)")
        }
    }

    /// From the greeting to a verified cutover, with a refusal on the way and things done wrong first.
    @Test func aWholeRehearsal() async throws {
        try await blocking {
            let folder = try TemporaryFolder()
            let terminal = try PseudoTerminal(["rehearse", "peig-microsoft-365"], store: folder.url)
            try terminal.expect("REHEARSAL")
            try terminal.expect("Nordwind GmbH wants its 14 people")
            try terminal.expect("DANGER:")
            try terminal.expect("May break: Nothing.")
            try terminal.expect("Next: Create the tenant: Sign up")
            try terminal.expect("REHEARSAL entra-id-setup> ")

            // The cutover is locked, and says everything at once.
            terminal.type("cutover")
            for input in [
                "domain", "admin_upn", "app_name", "peig_accounts", "staging_domain", "idp_metadata", "peig_server",
                "idp_certificate", "switching_account",
            ] {
                try terminal.expect(" \(input) [")
                terminal.answer("")
            }
            try terminal.expect("LOCKED. These stand in the way:")
            for reason in [
                "business-premium", "There is no app registration named PeigUserManagerApp", "provider-unassigned",
                "14 people aren't onboarded", "default domain", "No enabled Global Administrator is outside",
            ] {
                try terminal.expect(reason)
            }
            try terminal.expect("LOCKED: 25 reasons. Nothing was switched.")

            // Step 1
            terminal.type("done all")
            try terminal.expect("recorded: 7 actions done")
            terminal.type("check")
            try terminal.expect("has no Microsoft 365 Business Premium")
            terminal.type("portal assign-license ida.holm@nordwind.example")
            try terminal.expect("Portal: ida.holm@nordwind.example has Microsoft 365 Business Premium.")
            try Self.attest(terminal, "peig-admin")
            terminal.type("check")
            try terminal.expect("5 of 5 passed")
            terminal.type("")
            try terminal.expect("step 2 of 6: App registration")

            // Step 2, action by action, half-way and wrong at first.
            terminal.type("")
            try terminal.expect("Create the app registration, 1 of 5")
            for title in [
                "Navigate to app registrations", "Create a new registration", "Fill in the details", "Register the app",
                "Open API permissions", "Add Microsoft Graph", "Add the permissions", "Add permissions",
                "Grant admin consent", "Open Authentication", "Open advanced settings", "Enable public client flows",
                "Save",
                "Open Certificates & secrets", "Create a new secret", "Add the secret details", "Add the secret",
            ] {
                terminal.type("done")
                try terminal.expect("done")
                try terminal.expect(title)
            }
            terminal.type("done")
            try terminal.expect("Checklist of step 2")
            terminal.type("portal register-app --redirect https://wrong.example")
            try terminal.expect("is registered")
            terminal.type("portal add-permissions")
            try terminal.expect("5 permissions are added")
            terminal.type("portal add-secret --days -1")
            try terminal.expect("Expires")
            terminal.type("check")
            try terminal.expect("http://localhost is missing; there: https://wrong.example")
            try terminal.expect("admin consent for them is not granted")
            try terminal.expect("Allow public client flows: is no, must be yes")
            try terminal.expect("must be more than 30 days away")
            terminal.type("portal set-redirect http://localhost")
            terminal.type("portal grant-consent")
            terminal.type("portal allow-public-client")
            terminal.type("portal remove-secrets")
            try terminal.expect("1 secrets are deleted")
            terminal.type("portal add-secret")
            try terminal.expect("shown only this once: ")
            let secret = try terminal.expect(" Expires")
            try Self.attest(terminal, "secret-stored")
            terminal.type("check")
            try terminal.expect("4 of 4 passed")

            // Step 3: the secret goes where nothing shows it.
            terminal.type("next")
            try terminal.expect("step 3 of 6")
            terminal.type("portal add-provider --domain nordwind.example")
            terminal.type("portal save-authentication")
            terminal.type("portal set-provisioning")
            try terminal.expect("Client secret (not shown): ")
            terminal.type(secret)
            #expect(!(try terminal.expect("the test sign-in worked")).contains(secret))
            terminal.type("done all")
            try Self.attest(
                terminal, "provider-active", "pseudonym-link", "authentication-saved", "provisioning-configured",
                "provider-unassigned")

            // Step 4
            terminal.type("next")
            try terminal.expect("═══ Migration ═══")
            terminal.type("done all")
            terminal.type("portal create-migration-app")
            terminal.type("portal start-migration")
            terminal.type("portal onboard --all --except 1")
            try terminal.expect("13 users have onboarded")
            try Self.attest(
                terminal, "deadline-announced", "everyone-onboarded", "identifiers-linked",
                "migration-configuration-removed")
            terminal.type("check")
            try terminal.expect("1 person isn't onboarded and would lose access")
            try terminal.expect("PeigMigrationManager still exists")
            terminal.type("portal onboard --all")
            try terminal.expect("1 user has onboarded")
            terminal.type("portal end-migration")
            terminal.type("portal delete-migration-app")
            terminal.type("check")
            try terminal.expect("6 of 6 passed")

            // Step 5
            terminal.type("next")
            try terminal.expect("═══ Cutover ═══")
            terminal.type("done all")
            terminal.type("portal set-default-domain")
            terminal.type("portal add-emergency-admin")
            try terminal.expect("is a Global Administrator outside the domain")
            try Self.attest(terminal, "still-unassigned", "way-back", "powershell-available")

            // The wrong name leaves everything as it is; the right one switches.
            terminal.type("cutover")
            try terminal.expect("managed → federated")
            try terminal.expect(" domain: ")
            terminal.answer("nordwind.com")
            try terminal.expect("Nothing was switched: \"nordwind.com\" isn't nordwind.example.")
            terminal.type("cutover")
            try terminal.expect(" domain: ")
            terminal.answer("nordwind.example")
            try terminal.expect("✓ nordwind.example is federated, read back and configured as planned.")

            terminal.type("cutover")
            try terminal.expect("Wait 10 minutes more.")
            terminal.type("status")
            try terminal.expect("✓ Cutover nordwind.example is federated")
            terminal.type("quit")
            try terminal.expect("lockstep resume")
            #expect(try terminal.waitForExit() == 0)

            // No secret anywhere that outlives the run.
            for case let file as URL in try #require(
                FileManager.default.enumerator(at: folder.url, includingPropertiesForKeys: nil))
            {
                guard let data = try? Data(contentsOf: file) else { continue }
                #expect(data.range(of: Data(secret.utf8)) == nil, "\(file.path)")
            }
        }
    }

    @Test func controlCDropsTheLineAndEndsWhatRuns() async throws {
        try await blocking {
            let folder = try TemporaryFolder()
            let terminal = try Self.rehearse(folder)
            terminal.send("this is not a comm")
            try terminal.expect("this is not a comm")
            terminal.send("\u{3}")
            try terminal.expect("^C")
            try terminal.expect("> ")
            terminal.type("note after the interrupt")
            try terminal.expect("recorded: your note")
            // At a question it leaves the question.
            terminal.type("check")
            try terminal.expect("domain [")
            terminal.type("")
            try terminal.expect("admin_upn [")
            terminal.send("\u{3}")
            try terminal.expect("> ")
            terminal.type("note")
            try terminal.expect("after the interrupt")
            // Ctrl-D on an empty line quits.
            terminal.send("\u{4}")
            #expect(try terminal.waitForExit() == 0)
        }
    }

    /// What turns green while the person types is said above the line that they are typing.
    @Test func whatIsWatchedIsAnnounced() async throws {
        try await blocking {
            let folder = try TemporaryFolder()
            let terminal = try Self.rehearse(folder)
            terminal.type("set admin_upn ida.holm@nordwind.example")
            try terminal.expect("recorded: admin_upn")
            terminal.type("watch business-premium global-administrator")
            try terminal.expect("Watching business-premium, global-administrator.")
            try terminal.expect("global-administrator passes now: ida.holm@nordwind.example holds")
            terminal.type("portal assign-license ida.holm@nordwind.example")
            try terminal.expect("has Microsoft 365 Business Premium.")
            terminal.send("note half a li")
            try terminal.expect("business-premium passes now: ida.holm@nordwind.example has a Microsoft 365")
            try terminal.expect("Everything that was watched is green.")
            try terminal.expect("note half a li")
            terminal.type("ne")
            try terminal.expect("recorded: your note")
            terminal.type("watch business-premium")
            try terminal.expect("there is nothing to watch")
            terminal.type("watch all")
            try terminal.expect("domain [")
            terminal.send("\u{3}")
            try terminal.expect("> ")
            terminal.type("watch app-registered")
            try terminal.expect("app_name [")
            terminal.type("")
            try terminal.expect("Watching app-registered.")
            terminal.type("watch off")
            try terminal.expect("Nothing is watched any more.")
        }
    }

    @Test func tabCompletesCommandsItemsAndVerbs() async throws {
        try await blocking {
            let folder = try TemporaryFolder()
            let terminal = try Self.rehearse(folder)
            terminal.send("stat\t")
            try terminal.expect("status")
            terminal.type("")
            try terminal.expect("Preparation")
            try terminal.expect("> ")
            terminal.send("check corp\t")
            try terminal.expect("check corporate-domain")
            // A new line each time: of a line that is replaced, only what differs is drawn.
            terminal.send("\u{3}")
            try terminal.expect("> ")
            terminal.send("portal regi\t--re\t")
            try terminal.expect("portal register-app --redirect")
            terminal.send("\u{3}")
            try terminal.expect("> ")
            terminal.send("portal add-\t\t")
            try terminal.expect("add-emergency-admin")
            try terminal.expect("portal add-")
        }
    }

    @Test func whatWasTypedInAnyScriptComesBack() async throws {
        try await blocking {
            let folder = try TemporaryFolder()
            let terminal = try Self.rehearse(folder)
            terminal.type("note Größe 日本 né")
            try terminal.expect("recorded: your note")
            terminal.resize(columns: 60, rows: 20)
            terminal.type("note")
            try terminal.expect("ida: Größe 日本 né")
            terminal.signal(SIGHUP)
            #expect(try terminal.waitForExit() == 0)
            let history = try String(contentsOf: folder.url.appending(path: "lockstep/history"), encoding: .utf8)
            #expect(history.contains("note"))
            let attributes = try FileManager.default.attributesOfItem(
                atPath: folder.url.appending(path: "lockstep/history").path)
            #expect(attributes[.posixPermissions] as? Int == 0o600)
        }
    }

    @Test func aKilledRehearsalGoesOnAtTheSamePlace() async throws {
        try await blocking {
            let folder = try TemporaryFolder()
            let first = try Self.rehearse(folder)
            first.type("done all")
            try first.expect("recorded: 7 actions done")
            try first.expect("domain [")
            first.type("")
            try first.expect("admin_upn [")
            first.type("")
            try first.expect("Checklist of step 1")
            first.type("goto 2")
            try first.expect("step 2 of 6")
            first.type("portal register-app")
            try first.expect("is registered")
            first.signal(SIGKILL)
            #expect(try first.waitForExit() == -SIGKILL)

            let second = try PseudoTerminal(["resume"], store: folder.url)
            try second.expect("Welcome back.")
            try second.expect("step 2 of 6: App registration")
            try second.expect("app-registration> ")
            second.type("check app-registered")
            try second.expect("app_name [")
            second.type("")
            try second.expect("1 of 1 passed")

            // While it is open, nobody else may write to it.
            let third = try Program.run(["resume"], store: folder.url)
            #expect(third.code == 1)
            #expect(third.errors.contains("is working on session"))
            let look = try Program.run(["check", "--json"], store: folder.url)
            #expect(look.errors.contains("not recorded") && look.output.contains("\"recorded\" : false"))
            second.type("quit")
            #expect(try second.waitForExit() == 0)
        }
    }

    /// Another process takes the session over while somebody types: the message stands above the line, the line
    /// stays whole, and nothing is written any more.
    @Test func aMessageDoesNotTearTheLine() async throws {
        try await blocking {
            let folder = try TemporaryFolder()
            let terminal = try Self.rehearse(folder)
            terminal.send("note half ty")
            try terminal.expect("note half ty")
            let process = Process()
            process.executableURL = URL(filePath: "/usr/bin/env")
            process.arguments = [
                "python3", "-c",
                "import sqlite3,sys; c=sqlite3.connect(sys.argv[1]); c.execute(\"update leases set token='x'\"); c.commit()",
                folder.url.appending(path: "lockstep/sessions.sqlite").path,
            ]
            try process.run()
            process.waitUntilExit()
            try terminal.expect("was taken over by another process")
            try terminal.expect("> note half ty")
            terminal.type("ped")
            try terminal.expect("Not recorded.")
            #expect(try terminal.waitForExit() == 1)
            let state = try #require(
                try SessionStore(folder: folder.url.appending(path: "lockstep")).sessions().sessions.first?.state)
            #expect(state.notes.isEmpty)
        }
    }
}
