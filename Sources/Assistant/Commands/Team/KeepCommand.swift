import Console
import Runbook
import SessionStore

struct KeepCommand: Command {
    let name = "keep"
    let usage = "[REASON]"
    let wordsBeforeText: Int? = 0
    let summary = "keep the pen although somebody asks for it, and tell them why"
    let details = "Tells the one who asked first. They may ask again."

    func run(_ words: [String], in conversation: Conversation) async throws -> Outcome {
        guard let request = try PenRequests(conversation: conversation).find(nil) else {
            conversation.screen.line("Nobody asks for the pen.")
            return .done
        }
        let reason = try TypedText.checked(words.joined(separator: " "))
        try conversation.writer.refusePen(to: request, words: reason)
        conversation.screen.text("\(request.who) is told that you keep it.")
        return .done
    }
}
