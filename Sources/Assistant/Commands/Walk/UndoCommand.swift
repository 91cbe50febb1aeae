import Console
import Journal
import Text

struct UndoCommand: Command {
    let name = "undo"
    let summary = "take back the last action, confirmation, waiver or note"
    let details =
        "Writes that it no longer counts; the past stays readable in history. Again takes back the one before. What "
        + "was checked or switched can't be undone: check again, or roll back."

    func run(_ words: [String], in conversation: Conversation) async throws -> Outcome {
        guard words.isEmpty else { throw UsageError("\"undo\" takes nothing; it takes back the last one.") }
        guard let last = conversation.state.lastUndoable else {
            conversation.screen.line("There is nothing to take back.")
            return .done
        }
        try conversation.writer.append(Undone(sequence: last.sequence))
        conversation.screen.text("taken back: \(last.words)", first: "\(Style.green("✓")) ", rest: "  ")
        return .done
    }
}
