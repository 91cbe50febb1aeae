import Foundation
import Glibc
import TestSupport
import Testing

/// Whoever approved looks on until it is sent, and can stop it: by one key, or by going away.
@Suite(.serialized) struct WatchedSwitchTests {
    private struct Night {
        let folder: TemporaryFolder
        let ida: PseudoTerminal

        init() throws {
            folder = try TemporaryFolder()
            _ = try Program.run(
                [
                    "rehearse", "peig-microsoft-365", "--scenario", "ready-to-cut-over", "--name", "friday",
                    "--approvals", "2",
                ], store: folder.url, input: PipedTests.readyScript + "cutover --dry-run\n")
            ida = try PseudoTerminal.atPrompt(["resume", "friday"], store: folder.url)
        }

        func ask() throws -> String {
            // Who was stopped and goes on looks at the terminal anew.
            ida.answer("cutover")
            try ida.expect("domain: ")
            ida.answer("nordwind.example")
            let screen = try ida.expect("Waiting for the second person")
            return String(try #require(screen.matches(of: /approve\s+\S+\s+([a-z0-9]{6})/).last?.1))
        }

        /// Kai approves and looks on, while ida's program is held where it waits.
        func watching(_ code: String) throws -> PseudoTerminal {
            ida.signal(SIGSTOP)
            let kai = try PseudoTerminal(
                ["approve", "friday", code, "--watch", "--as", "kai"], store: folder.url)
            try kai.expect("Type your name")
            kai.answer("kai")
            try kai.expect("Enter stops it")
            return kai
        }

        /// Ida's program goes on, and sends nothing.
        func isStopped(_ words: String) throws {
            ida.signal(SIGCONT)
            try ida.expect("looks on until it is sent")
            try ida.expect(words)
            try ida.expect("Nothing was switched")
            try ida.expect("> ")
        }
    }

    @Test func whoLooksOnCanStopIt() async throws {
        try await blocking {
            let night = try Night()
            for (isEnter, says) in [(true, "stopped it: they said stop"), (false, "stopped it: they left")] {
                let kai = try night.watching(try night.ask())
                if isEnter { kai.answer("") } else { kai.send("\u{3}") }
                try kai.expect("Stopped: nothing is sent")
                #expect(try kai.waitForExit() == 1)
                try night.isStopped(says)
            }
            // The terminal is lost, or the machine.
            for isKilled in [true, false] {
                let kai = try night.watching(try night.ask())
                if isKilled { kai.die() } else { kai.signal(SIGHUP) }
                if !isKilled { _ = try kai.waitForExit() }
                try night.isStopped(isKilled ? "watched it, and has gone away" : "stopped it")
            }
            // Somebody takes the watch out of the store.
            let kai = try night.watching(try night.ask())
            try StoreFile(night.folder).execute("DELETE FROM watchers")
            try kai.expect("It isn't going on")
            #expect(try kai.waitForExit() == 1)
            try night.isStopped("their watch was taken out of the store")
            // Who stops nothing sees it sent, and can't stop it then.
            let last = try night.watching(try night.ask())
            night.ida.signal(SIGCONT)
            try night.ida.expect("is federated, read back and configured as planned")
            try last.expect("nobody can stop it any more")
            #expect(try last.waitForExit() == 0)
            night.ida.answer("quit")
            _ = try night.ida.waitForExit()
        }
    }

    @Test func onlyWhatIsSentIsLookedOnAt() async throws {
        try await blocking {
            let night = try Night()
            let code = try night.ask()
            for (arguments, says) in [
                (["approve", "friday", code, "--watch", "--as", "kai"], "needs a terminal"),
                (["approve", "friday", code, "--watch", "--ask", "x.json"], "can't be done by files"),
            ] {
                let result = try Program.run(arguments, store: night.folder.url, input: "kai\n")
                #expect(result.code == 2 && result.errors.contains(says), "\(result)")
            }
            // Whoever asked gives up: who looks on isn't left waiting.
            let kai = try PseudoTerminal(
                ["approve", "friday", code, "--watch", "--as", "kai"], store: night.folder.url)
            try kai.expect("Type your name")
            night.ida.die()
            kai.answer("kai")
            try kai.expect("It isn't going on")
            #expect(try kai.waitForExit() == 1)
        }
    }
}
