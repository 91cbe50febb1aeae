import Console
import Foundation
import Journal
import Runbook
import SessionStore
import Text

/// Hours that were agreed on for the switch, and answers on which it hangs whether an item of the gate is asked, are changed by
/// as many people as switch, and it is said wherever they are read.
struct AgreedAnswers {
    let conversation: Conversation

    /// What is written down for an answer.
    /// - Parameter reason: why, where it was said along.
    /// - Returns: nil if it isn't to be kept; the screen says why.
    func change(_ input: Input, to answer: String, _ reason: String?) async throws -> InputAnswered? {
        let (state, screen) = (conversation.state, conversation.screen)
        let reason = try reason.map(TypedText.checked)
        guard let plan = conversation.runbook.cutover else { return InputAnswered(input: input.id, answer: answer) }
        let dropped = GateKeeper.drops(input.id, to: answer, conversation.runbook, state).map(\.id)
        let isHour = plan.window?.inputs.contains(input.id) == true
        guard isHour || !dropped.isEmpty else { return InputAnswered(input: input.id, answer: answer) }
        let people = state.people(for: plan)
        let agreed = state.agreed(on: input.id, people: people)
        guard let before = agreed.value, before != answer || agreed.alone != nil else {
            return InputAnswered(input: input.id, answer: answer, account: conversation.writer.who.account)
        }
        // What is changed, in words: for whoever is asked, and for whoever reads it.
        let (thing, things) =
            isHour ? ("other hours", "other hours for the switch") : ("less asked", "less asked before the switch")
        func shown(_ answer: String) -> String { answer.isEmpty ? isHour ? "no hour" : "none" : answer }
        var (why, approver): (String?, Person?) = (reason, nil)
        if people > 1, before != answer {
            why = try await self.why(
                input, reason, isHour ? "Why other hours?" : "Why no longer \(dropped.joined(separator: ", "))?")
            guard let why else {
                screen.line("Nothing was changed: \(thing) want\(isHour ? "" : "s") a reason.")
                return nil
            }
            var rows =
                ApprovalRows.of(state, conversation.origin)
                + [
                    .init("Question", input.question), .init("Agreed on", shown(before)), .init("To be", shown(answer)),
                    .init("Reason", why),
                ]
            if !dropped.isEmpty { rows.append(.init("Not asked then", dropped.joined(separator: ", "))) }
            approver = try await Approvals(conversation: conversation).wait(
                for: ApprovalRequest("\(things): \(input.id)", rows), besides: [conversation.writer.who],
                by: "The switch needs \(people) people, and so does this: somebody else than you approves it.")
            if approver == nil {
                screen.line("Nothing was changed: \(input.id) is \(shown(before)).")
                return nil
            }
        } else if before != answer {
            if !dropped.isEmpty {
                screen.text(
                    "\(dropped.joined(separator: ", ")) \(dropped.count == 1 ? "is" : "are") asked no more. It stands in the plan.",
                    first: "\(Style.yellow("Note:")) ", rest: "      ")
            }
            if why == nil {
                screen.text(
                    "Others may count on \(shown(before)): that you changed it alone, and without a reason, stands in the journal "
                        + "and in the plan. `set \(input.id) ANSWER because REASON` gives one.",
                    first: "\(Style.yellow("Note:")) ", rest: "      ")
            }
        }
        return InputAnswered(
            input: input.id, answer: answer, reason: why, approvedBy: approver,
            account: conversation.writer.who.account)
    }

    /// Hours that end before they begin are none, and neither are answers of which one excludes the other.
    func look(at answer: String, for input: Input) throws(AnswerProblem) {
        let all = conversation.state.answers.merging([input.id: answer]) { $1 }
        if let found = conversation.runbook.contradiction(in: all), input.id == found.input || input.id == found.other {
            let wanted =
                found.wanted.isEmpty
                ? ""
                : " Either is possible: \(found.other) \(found.wanted.joined(separator: " or ")),"
                    + " or another \(found.input)."
            let first = input.id == found.input ? found.other : found.input
            throw AnswerProblem(
                "\(found.input) \(found.answer) doesn't go with \(found.other) \(found.otherAnswer).\(wanted) If this answer "
                    + "is right, change the other first: set \(first)")
        }
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

    private func why(_ input: Input, _ reason: String?, _ question: String) async throws -> String? {
        if let reason, !reason.isEmpty { return reason }
        guard conversation.isInteractive else {
            throw UsageError(
                "Others count on this. Say why it changes: set \(input.id) ANSWER because REASON")
        }
        let words = await conversation.typed("  \(question) ", for: .answer) ?? ""
        return words.isEmpty ? nil : words
    }
}
