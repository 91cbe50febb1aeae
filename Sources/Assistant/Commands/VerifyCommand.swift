import Console
import Cutover
import Journal

struct VerifyCommand: Command {
    let name = "verify"
    let summary = "after a switch: read what is true of the domain"
    let details =
        "Reads the domain and writes down what it is: for a switch whose outcome nobody has seen, because the "
        + "connection or this program broke off, and for one that somebody may have changed since. Changes nothing."

    func run(_ words: [String], in conversation: Conversation) async throws -> Outcome {
        guard words.isEmpty else { throw UsageError("\"verify\" takes nothing.") }
        if case .inDoubt(_, let domain, let since) = conversation.state.cutover {
            conversation.screen.text(
                "A switch of \(domain) was begun \(Ago.words(since, now: conversation.writer.time)) and its outcome was "
                    + "not seen. Reading what is true…")
        }
        if case .rollbackInDoubt(let attempt, let domain, let since) = conversation.state.cutover {
            conversation.screen.text(
                "The federation of \(domain) was to be removed \(Ago.words(since, now: conversation.writer.time)), and "
                    + "what became of that was not seen. Reading what is true…")
            let runner = RollbackRunner(writer: conversation.writer, access: conversation.access)
            let cooldown = Double(conversation.runbook.cutover?.cooldown ?? 0)
            let isOver = conversation.writer.time.timeIntervalSince(since) > cooldown
            return RollbackCommand().show(
                try await runner.settle(domain, attempt: attempt, isOver: isOver), domain, conversation)
        }
        guard let outcome = try await conversation.runner.settle() else {
            conversation.screen.line("Nothing was switched yet. \"status\" shows where the session stands.")
            return .done
        }
        return try await CutoverView(conversation: conversation).conclude(outcome)
    }
}
