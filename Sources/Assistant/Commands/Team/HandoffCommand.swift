import Console
import Foundation
import Journal
import Runbook
import Text

struct HandoffCommand: Command {
    let name = "handoff"
    let usage = "[WORDS]"
    let wordsBeforeText: Int? = 0
    let summary = "write what the next person must know, and leave the session to them"
    let details =
        "Puts together what is done and open, the waivers, your last notes, the deadline and what is next, adds your "
        + "words, writes it into the journal and frees the session. Whoever resumes reads it first."

    /// Notes that go along.
    private static let notes = 5

    func run(_ words: [String], in conversation: Conversation) async throws -> Outcome {
        let text = HandoffCommand.text(conversation, words: try TypedText.checked(words.joined(separator: " ")))
        try conversation.writer.append(HandedOver(text: text))
        conversation.screen.line(Style.bold("Handed over:"))
        conversation.screen.text(text, first: "  ")
        let head = conversation.writer.last
        conversation.screen.text(
            "Entry \(head.sequence) is the last, head \(head.hash): whoever goes on reads the same in \"lockstep verify\".",
            first: "  ", rest: "  ")
        conversation.leave()
        return .done
    }

    private static func text(_ conversation: Conversation, words: String) -> String {
        let (board, state) = (conversation.board, conversation.state)
        var lines: [String] = []
        if !words.isEmpty { lines.append(words) }
        if let switched = conversation.aftermathView.line(conversation.seen) { lines.append(switched) }
        for card in board.steps where card.isOpen {
            let open = card.items.filter { !$0.standing.isSettled }
            lines.append(
                "\(card.step.number) \(card.step.title): \(card.settled) of \(card.items.count) items, "
                    + "\(card.doneActions) of \(card.actions.count) actions"
                    + (open.isEmpty ? "" : "; open: \(open.map(\.item.id).joined(separator: ", "))"))
        }
        for card in board.items {
            guard let waiver = card.waiver else { continue }
            lines.append("Waived until \(Value.time(waiver.expires).words): \(card.item.id), \(waiver.reason)")
        }
        for note in state.notes.suffix(notes) { lines.append("Note by \(note.stamp.by): \(note.text)") }
        if let moment = DeadlineView(board).moment, let deadline = board.runbook.deadline {
            lines.append("\(deadline.title): \(Value.time(moment).words)")
        }
        lines.append("Next: \(conversation.nextView.summary)")
        return lines.joined(separator: "\n")
    }
}
