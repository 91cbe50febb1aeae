import Console
import Foundation
import Journal
import Runbook
import Synchronization
import Text
import Verification

/// Looks again and again at what isn't green yet, while the person goes on typing, and says when something turns.
final class Watching: Sendable {
    /// Seconds between two looks: soon while things happen, less and less often while nothing does.
    private static let shortest = 2.0
    private static let longest = 60.0

    private let running = Mutex<Task<Void, Never>?>(nil)

    /// Begins, in place of what was watched before.
    func start(_ items: [Item], _ conversation: Conversation) {
        stop()
        let task = Task { [weak conversation] in
            var left = items
            var pause = Watching.shortest
            while !left.isEmpty {
                do { try await Task.sleep(for: .seconds(pause)) } catch { return }
                guard let conversation else { return }
                let turned = await self.look(at: left, conversation)
                if Task.isCancelled { return }
                left.removeAll { turned.contains($0.id) }
                pause = turned.isEmpty ? min(pause * 1.5, Watching.longest) : Watching.shortest
            }
            conversation?.lines.post("\(Style.green("✓")) Everything that was watched is green.")
            self.running.withLock { $0 = nil }
        }
        running.withLock { $0 = task }
    }

    /// - Returns: whether there was anything to stop.
    @discardableResult
    func stop() -> Bool {
        running.withLock { running in
            defer { running = nil }
            running?.cancel()
            return running != nil
        }
    }

    /// One look at all of them together.
    /// - Returns: ids of those that pass now.
    private func look(at items: [Item], _ conversation: Conversation) async -> Set<String> {
        let session = conversation.session
        let results = await session.look(at: items, for: .news)
        if Task.isCancelled { return [] }
        let board: Board
        do {
            board = try session.record(items, results, for: .news).board
        } catch {
            conversation.lines.post("\(Style.red("Not recorded.")) \(error) Nothing is watched any more.")
            stop()
            return []
        }
        let turned = items.filter { results[$0.id]?.verdict.isPassed == true }
        for item in turned {
            let rest =
                board.card(item).lacksWord
                ? "; it still needs your word: attest \(item.id)" : ""
            conversation.lines.post(
                "\(Style.green("✓")) \(Style.bold(item.id)) passes now: "
                    + "\(SafeText.clean(board.filled(item.text)))\(rest)")
        }
        return Set(turned.map(\.id))
    }
}
