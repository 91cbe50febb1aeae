import Console
import Cutover
import Journal
import Text

struct VerifyCommand: Command {
    let name = "verify"
    let summary = "after a switch: read what is true of the domain"
    let details =
        "Reads the domain, its federation, who signs its people in and, where it may, the audit log, and writes down what "
        + "is new: for a switch whose outcome nobody has seen, because it doesn't show yet or this program broke off, and "
        + "for one that somebody may have changed since. Changes nothing."

    func run(_ words: [String], in conversation: Conversation) async throws -> Outcome {
        guard words.isEmpty else { throw UsageError("\"verify\" takes nothing.") }
        let history = try conversation.switches()
        if case .notKnown(let doubt) = Aftermath.decide(history) {
            let what =
                doubt.last.isByHand
                ? "Commands for the switch of \(history.domain) were given out"
                : "\(doubt.direction == .federate ? "A switch" : "A removal of the federation") of "
                    + "\(history.domain) was sent"
            conversation.screen.text(
                "\(what) \(Ago.words(doubt.last.at, now: conversation.writer.time)), and what became of it is not known. "
                    + "Reading what is true…")
        }
        guard let look = try await conversation.runner.settle() else {
            return try await showOthers(history, conversation)
        }
        conversation.keep(look.history)
        return try await Concluding(conversation: conversation).show(.seen(look))
    }

    /// This session has sent nothing; another of this store may have, and the domain is one.
    private func showOthers(_ history: SwitchHistory, _ conversation: Conversation) async throws -> Outcome {
        guard !history.sendings.isEmpty else {
            conversation.screen.text(
                "No session of this store has sent anything yet. \"status\" shows where the session "
                    + "stands.")
            return .done
        }
        let now = try await conversation.runner.historyNow()
        conversation.keep(now)
        conversation.screen.text("This session has sent nothing. Of another session of this store is known:")
        return conversation.aftermathView.show(now)
    }
}
