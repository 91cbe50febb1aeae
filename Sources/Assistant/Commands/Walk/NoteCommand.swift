import Console
import Journal
import Runbook
import Text

struct NoteCommand: Command {
    let name = "note"
    let usage = "[TEXT]"
    let wordsBeforeText: Int? = 0
    let summary = "write something down for whoever reads the session later"
    let details = "Without text, shows the notes. Notes are kept for good, so one with a secret in it is refused."

    func run(_ words: [String], in conversation: Conversation) async throws -> Outcome {
        guard !words.isEmpty else {
            let notes = conversation.state.notes
            if notes.isEmpty { conversation.screen.line("No notes yet. Type: note TEXT") }
            for note in notes {
                conversation.screen.text(
                    note.text, first: "\(Event.text(note.stamp.time).prefix(16)) \(note.stamp.who.name): ", rest: "    "
                )
            }
            return .done
        }
        try conversation.writer.append(NoteAdded(text: try TypedText.checked(words[0])))
        conversation.screen.line("\(Style.green("✓")) recorded: your note")
        return .done
    }
}
