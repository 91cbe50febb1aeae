import Console
import Foundation
import Journal
import Runbook
import SessionStore

/// Hours that were agreed on for the switch are changed by as many people as switch, and it is said wherever they are read.
struct AgreedHours {
    let conversation: Conversation

    /// What is written down for an answer.
    /// - Parameter reason: why, where it was said along.
    /// - Returns: nil if it isn't to be kept; the screen says why.
    func change(_ input: Input, to answer: String, _ reason: String?) async throws -> InputAnswered? {
        let (state, screen) = (conversation.state, conversation.screen)
        let reason = try reason.map(TypedText.checked)
        guard let plan = conversation.runbook.cutover, plan.window?.inputs.contains(input.id) == true else {
            return InputAnswered(input: input.id, answer: answer)
        }
        let people = state.people(for: plan)
        let agreed = state.agreed(on: input.id, people: people)
        guard let before = agreed.value, before != answer || agreed.alone != nil else {
            return InputAnswered(input: input.id, answer: answer, account: conversation.writer.who.account)
        }
        var (why, approver): (String?, Person?) = (reason, nil)
        if people > 1, before != answer {
            why = try await self.why(input, reason)
            guard let why else {
                screen.line("Nothing was changed: other hours want a reason.")
                return nil
            }
            let rows =
                ApprovalRows.of(state, conversation.origin)
                + [
                    .init("Question", input.question), .init("Agreed on", AgreedHours.words(before)),
                    .init("To be", AgreedHours.words(answer)), .init("Reason", why),
                ]
            approver = try await Approvals(conversation: conversation).wait(
                for: ApprovalRequest("other hours for the switch: \(input.id)", rows),
                besides: [conversation.writer.who],
                by: "The switch needs \(people) people, and so do other hours: somebody else than you approves them.")
            if approver == nil {
                screen.line("Nothing was changed: \(input.id) is \(AgreedHours.words(before)).")
                return nil
            }
        } else if before != answer, why == nil {
            screen.text(
                "Others may count on \(AgreedHours.words(before)): that you changed it alone, and without a reason, stands in the "
                    + "journal and in the plan. `set \(input.id) ANSWER because REASON` gives one.",
                first: "\(Style.yellow("Note:")) ", rest: "      ")
        }
        return InputAnswered(
            input: input.id, answer: answer, reason: why, approvedBy: approver,
            account: conversation.writer.who.account)
    }

    /// Hours that end before they begin are none.
    func look(at answer: String, for input: Input) throws(AnswerProblem) {
        guard let window = conversation.runbook.cutover?.window, window.inputs.contains(input.id) else { return }
        let answers = conversation.state.answers.merging([input.id: answer]) { $1 }
        guard let opens = window.opens?.filled(answers).flatMap(Moment.kept),
            let closes = window.closes?.filled(answers).flatMap(Moment.kept), closes <= opens
        else { return }
        let other = window.inputs.first { $0 != input.id } ?? input.id
        throw AnswerProblem(
            "The hours would end (\(Value.time(closes).words)) before they begin (\(Value.time(opens).words)). If this one is "
                + "right, answer the other first: set \(other)")
    }

    private func why(_ input: Input, _ reason: String?) async throws -> String? {
        if let reason, !reason.isEmpty { return reason }
        guard conversation.isInteractive else {
            throw UsageError(
                "Others count on these hours. Say why they change: set \(input.id) ANSWER because REASON")
        }
        let words = await conversation.typed("  Why other hours? ", for: .answer) ?? ""
        return words.isEmpty ? nil : words
    }

    private static func words(_ answer: String) -> String { answer.isEmpty ? "no hour" : answer }
}
