import Escaping
import Journal
import Runbook

/// A conversation without a person, line by line: what is typed is said by whoever plays it.
extension Conversation {
    /// What a line came to.
    public enum Reply: Sendable {
        case taken
        /// Not understood, or understood and not done.
        case refused
    }

    /// Begins, as `run` does.
    public func begin() async { _ = await guarded { try await self.open(isNew: true) } }

    /// Carries out one line, as if it had been typed at the prompt. What it asks is read from where lines come from.
    public func type(_ line: String) async -> Reply {
        switch await execute(line) {
        case .done, .unknown: .taken
        case .usage: .refused
        case .failed: ScriptLine.onlyLooks(line) ? .taken : .refused
        }
    }

    /// How all stands now.
    public var standing: Board { board }

    /// Whether an item waits for an answer to one of the runbook's questions.
    public func lacksAnswer(_ item: Item) -> Bool {
        item.inputs.contains { state.answers[$0] == nil && !access.secrets.knows($0) }
    }
}
