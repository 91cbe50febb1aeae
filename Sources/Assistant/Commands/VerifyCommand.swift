import Console
import Cutover
import Journal

struct VerifyCommand: Command {
    let name = "verify"
    let summary = "after a switch: read what is true of the domain"
    let details =
        "For a switch whose outcome nobody has seen, because the connection or this program broke off: reads "
        + "the domain and writes down what it is. Changes nothing in the tenant."

    func run(_ words: [String], in conversation: Conversation) async throws -> Outcome {
        guard case .inDoubt(_, let domain, let since) = conversation.state.cutover else {
            conversation.screen.line("No switch is in doubt. \"status\" shows where the session stands.")
            return .done
        }
        conversation.screen.text(
            "A switch of \(domain) was sent \(Ago.words(since, now: conversation.writer.time)) and its outcome was not "
                + "seen. Reading what is true…")
        return CutoverView(conversation: conversation).show(try await conversation.runner.settle())
    }
}
