import Console
import Cutover
import Foundation
import Journal
import Synchronization
import Text

/// While somebody sits at a session of whose switch more may become known: looks at the domain again and again, less and less
/// often, and tells above the prompt what becomes known.
final class Lookout: Sendable {
    /// Seconds between two looks.
    private static let shortest = 5.0
    private static let longest = 300.0

    private struct State {
        var task: Task<Void, Never>?
        /// Seconds until the next look: it goes on where it was when a command came between.
        var pause = Lookout.shortest
        /// Which sending it looks for.
        var attempt: String?
    }

    private let state = Mutex(State())

    /// Begins to look, if anything isn't known and nobody looks already.
    func begin(_ conversation: Conversation) {
        guard conversation.state.aftermath.isWorthLooking else { return stop() }
        let attempt = conversation.state.switches.sendings.last?.attempt
        state.withLock { state in
            if state.task != nil { return }
            if state.attempt != attempt {
                (state.attempt, state.pause) = (attempt, Lookout.shortest)
            }
            state.task = Task { [weak conversation] in await self.run(conversation) }
        }
    }

    /// Ends it, and waits until a look that is under way has ended.
    func pause() async {
        let task = state.withLock { state in
            defer { state.task = nil }
            state.task?.cancel()
            return state.task
        }
        await task?.value
    }

    func stop() {
        state.withLock { state in
            state.task?.cancel()
            state.task = nil
        }
    }

    private func run(_ conversation: Conversation?) async {
        while true {
            let pause = state.withLock { $0.pause }
            do { try await Task.sleep(for: .seconds(pause)) } catch { return }
            guard let conversation, !Task.isCancelled else { return }
            let look: Settling.Look?
            do {
                look = try await conversation.runner.settle()
            } catch {
                conversation.lines.post("\(Style.red("Not recorded.")) \(error)")
                return
            }
            guard let look, !Task.isCancelled else { return }
            conversation.keep(look.history)
            if !look.aftermath.isWorthLooking {
                let words = conversation.aftermathView.words(look.history)
                conversation.lines.post(
                    "\(Style.bold("The switch is known:")) \(words.headline ?? "")"
                        + (words.remedy.map { " \($0)" } ?? " Type verify to see it in full."))
                return
            }
            state.withLock { $0.pause = min($0.pause * 1.6, Lookout.longest) }
        }
    }
}
