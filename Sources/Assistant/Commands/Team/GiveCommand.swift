import Console
import SessionStore
import Text

struct GiveCommand: Command {
    let name = "give"
    let usage = "[NAME]"
    let summary = "hand the pen to whoever asks for it (lockstep resume --ask), and leave"
    let details =
        "Without a name, to the one who asked first. They go on at once, at the same place. To leave word of what they "
        + "must know, use handoff: whoever asks then gets the pen too."

    func candidates(after words: [String], in conversation: Conversation) -> [String] {
        words.isEmpty ? PenRequests(conversation: conversation).names : []
    }

    func run(_ words: [String], in conversation: Conversation) async throws -> Outcome {
        guard words.count <= 1 else { throw UsageError("\"give\" takes one name or nothing.") }
        guard let request = try PenRequests(conversation: conversation).find(words.first) else {
            conversation.screen.text("Nobody asks for the pen. `handoff` leaves the session to whoever comes next.")
            return .done
        }
        try conversation.writer.promisePen(to: request)
        conversation.screen.text("The pen goes to \(request.who).", first: "\(Style.green("✓")) ", rest: "  ")
        conversation.leave()
        return .done
    }
}
