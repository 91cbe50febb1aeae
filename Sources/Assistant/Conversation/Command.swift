import Runbook

/// Something that a person can type. One file in `Commands/` each.
protocol Command: Sendable {
    /// Lower-case, one word.
    var name: String { get }
    var aliases: [String] { get }
    /// What stands after the name: `[ITEM…]`.
    var usage: String { get }
    /// One line for the list.
    var summary: String { get }
    /// What `help NAME` says besides.
    var details: String { get }
    /// How many words stand before what a person says in their own: from there on the line is taken as it is typed,
    /// backslashes and quotes too. nil where all are words.
    var wordsBeforeText: Int? { get }
    /// False for commands that exist in rehearsals only, in a live session.
    func isAvailable(in conversation: Conversation) -> Bool
    /// Words that may stand after `words` (those before the one that is being typed).
    func candidates(after words: [String], in conversation: Conversation) -> [String]
    func run(_ words: [String], in conversation: Conversation) async throws -> Outcome
}

extension Command {
    var aliases: [String] { [] }
    var usage: String { "" }
    var wordsBeforeText: Int? { nil }
    func isAvailable(in conversation: Conversation) -> Bool { true }
    func candidates(after words: [String], in conversation: Conversation) -> [String] { [] }
}

/// A command that wasn't understood: what was wrong, in words.
struct UsageError: Error {
    let message: String

    init(_ message: String) { self.message = message }
}
