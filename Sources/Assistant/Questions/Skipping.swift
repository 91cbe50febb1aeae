import Journal
import Runbook

/// Writes down what of the step doesn't apply to this deployment, once for each answer that makes it so.
struct Skipping {
    let conversation: Conversation

    func record() throws {
        let answers = conversation.state.answers
        var events: [any EventPayload] = []
        func note(_ subject: String, _ when: When?) {
            guard let when, when.holds(answers) == false else { return }
            let reason = when.reason(answers)
            if conversation.state.skipped[subject] == reason { return }
            events.append(Skipped(subject: subject, reason: reason))
        }
        for procedure in conversation.step.procedures {
            let isSkipped = procedure.when?.holds(answers) == false
            for action in procedure.actions { note(action.id, isSkipped ? procedure.when : action.when) }
        }
        for item in conversation.step.checklist { note(item.id, item.when) }
        if !events.isEmpty { try conversation.writer.append(events) }
    }
}
