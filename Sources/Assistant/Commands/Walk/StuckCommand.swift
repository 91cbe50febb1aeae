import Console
import Journal
import Runbook
import Text
import YAMLDocument

/// Hints in a rehearsal, each saying more than the one before. What was taken is in the journal, for the debrief.
struct StuckCommand: Command {
    let name = "stuck"
    let aliases = ["hint"]
    let usage = "[ITEM]"
    let summary = "rehearsal only: a hint; the next one says more"
    let details = "Hints are about the step you are at, or the item you name. Each one taken is noted for the debrief."

    func isAvailable(in conversation: Conversation) -> Bool { conversation.desk != nil }

    func candidates(after words: [String], in conversation: Conversation) -> [String] {
        words.isEmpty ? conversation.runbook.items.map(\.id) : []
    }

    func run(_ words: [String], in conversation: Conversation) async throws -> Outcome {
        guard let scenario = conversation.desk?.tenant.scenario else {
            throw UsageError("There are no hints in a live session.")
        }
        let subjects: [String]
        if let word = words.first {
            subjects = [try conversation.item(word).id]
        } else {
            let here = conversation.board.here
            subjects = here.items.filter { $0.parts != .passed }.map(\.item.id) + [here.step.id]
        }
        let hints = subjects.compactMap { subject in scenario.hints.first { $0.about == subject } }
        for hint in hints {
            let taken = conversation.state.hintsTaken[hint.about] ?? 0
            guard taken < hint.texts.count else { continue }
            try conversation.writer.append(
                HintTaken(subject: hint.about, number: taken + 1, count: hint.texts.count))
            conversation.screen.text(
                conversation.board.filled(Template(hint.texts[taken])),
                first: "\(Style.yellow("Hint")) \(taken + 1) of \(hint.texts.count): ", rest: "  ")
            return .done
        }
        conversation.screen.text(
            hints.isEmpty
                ? "The scenario has no hint here. `check` shows what is open, and what to click; `why ITEM` shows more."
                : "You have had every hint here. `check` shows what is open, and what to click.")
        return .done
    }
}
