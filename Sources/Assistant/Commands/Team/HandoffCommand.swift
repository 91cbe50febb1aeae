import Console
import Foundation
import Journal
import Runbook

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
        let (state, runbook, now) = (conversation.state, conversation.runbook, conversation.writer.time)
        var lines: [String] = []
        if !words.isEmpty { lines.append(words) }
        if let switched = AftermathView(conversation: conversation).line { lines.append(switched) }
        for step in runbook.steps where state.isOpen(step, in: runbook) {
            let views = step.checklist.map { ItemView(item: $0, conversation: conversation) }
            let open = views.filter { !$0.standing.isSettled }
            let actions = step.applicableActions(state.answers)
            let done = actions.count - state.openActions(of: step).count
            lines.append(
                "\(step.number) \(step.title): \(views.count - open.count) of \(views.count) items, "
                    + "\(done) of \(actions.count) actions"
                    + (open.isEmpty ? "" : "; open: \(open.map(\.item.id).joined(separator: ", "))"))
        }
        for item in runbook.items {
            guard let waiver = state.waiver(of: item, now: now) else { continue }
            lines.append("Waived until \(Value.time(waiver.expires).words): \(item.id), \(waiver.reason)")
        }
        for note in state.notes.suffix(notes) { lines.append("Note by \(note.stamp.by): \(note.text)") }
        if let moment = DeadlineView(conversation: conversation).moment, let deadline = runbook.deadline {
            lines.append("\(deadline.title): \(Value.time(moment).words)")
        }
        lines.append("Next: \(NextView(conversation: conversation).summary)")
        return lines.joined(separator: "\n")
    }
}
