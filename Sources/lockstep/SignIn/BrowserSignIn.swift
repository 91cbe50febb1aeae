import Console
import Foundation
import Synchronization
import Tenant

/// A person signs in with a browser. Where it runs on this machine it comes back by itself; over SSH the person copies the
/// address where it landed, and pastes it here.
final class BrowserSignIn: BrowserDesk {
    private let permissions: [String]
    private let screen: Screen
    private let listener = Mutex<RedirectListener?>(nil)
    /// Whether somebody is asked for the address: only before the conversation begins, which has the terminal then.
    private let mayAsk = Mutex(true)

    /// Seconds that somebody may take.
    private static let patience: TimeInterval = 900

    init(_ permissions: [String], _ screen: Screen) { (self.permissions, self.screen) = (permissions, screen) }

    func open() async throws(TenantFault) -> String {
        do {
            let started = try await RedirectListener.start()
            listener.withLock { $0 = started }
            return "http://localhost:\(started.port)"
        } catch {
            throw .elsewhere(
                "No port of this machine can be listened at, for the browser to come back to (\(error)).",
                remedy: "Sign in with a code: --method device-code.")
        }
    }

    func close() async {
        let open = listener.withLock { listener in
            defer { listener = nil }
            return listener
        }
        await open?.stop()
    }

    func landing(
        of address: String, judge: @escaping @Sendable (String) -> BrowserLanding
    ) async throws(TenantFault) -> BrowserLanding {
        guard let listener = listener.withLock({ $0 }) else { return .other("") }
        screen.clearProgress()
        let asks = mayAsk.withLock { may in
            defer { may = false }
            return may && Attendance.isWatched && screen.terminal.isInteractive
        }
        // Before Ctrl-C is promised: it takes it from then on.
        let lines = asks ? LineEditor(history: nil, screen: screen, completer: Completer()) : nil
        screen.error("To sign in, open this address in a browser:\n")
        screen.address(address)
        screen.error("")
        if !permissions.isEmpty {
            screen.error("Microsoft's consent page will name: \(permissions.joined(separator: ", ")).")
        }
        screen.error(
            asks
                ? "A browser on this machine comes back by itself. Over SSH it ends at a page that can't be reached: copy that "
                    + "page's address (http://localhost:…), and paste it here. Ctrl-C gives up."
                : "A browser on this machine comes back by itself. Ctrl-C ends the waiting.")
        let landings = listener.landings(judge)
        let result = await withTaskGroup(of: BrowserLanding?.self) { group in
            group.addTask {
                for await landing in landings {
                    lines?.leave()
                    return landing
                }
                return nil
            }
            group.addTask {
                try? await Task.sleep(for: .seconds(BrowserSignIn.patience))
                lines?.leave()
                return .refused(error: "no_code", message: "The browser didn't come back within 15 minutes.")
            }
            if let lines { group.addTask { [screen] in await BrowserSignIn.pasted(lines, screen, judge) } }
            var first: BrowserLanding?
            while first == nil, let next = await group.next() { first = next }
            group.cancelAll()
            lines?.leave()
            lines?.close()
            return first
        }
        guard let result, !Task.isCancelled else { throw .transport(.cancelled) }
        if case .refused(Self.gaveUp, _) = result {
            throw .elsewhere(
                "Nobody signed in: you gave up.",
                remedy: "Try it again when you can.")
        }
        return result
    }

    /// - Returns: nil where they gave up, or where the browser came back by itself.
    private static func pasted(
        _ lines: LineEditor, _ screen: Screen, _ judge: @Sendable (String) -> BrowserLanding
    ) async -> BrowserLanding? {
        while !Task.isCancelled {
            // Never shown: it holds the code.
            switch await lines.read("The address where it landed (not shown): ", for: .secret) {
            case .line(let text) where text.allSatisfy(\.isWhitespace): continue
            case .line(let text):
                let landing = judge(text)
                guard case .other(let words) = landing else { return landing }
                screen.error(words)
            case .refused: continue
            case .terminated: return nil
            case .interrupted, .endOfInput: return .refused(error: gaveUp, message: "")
            }
        }
        return nil
    }

    private static let gaveUp = "gave_up"
}
