import Console
import Journal
import Runbook
import YAMLDocument

struct SetCommand: Command {
    let name = "set"
    let usage = "[INPUT [ANSWER]]"
    let summary = "answer one of the runbook's questions, or change an answer"
    let details =
        "Without a name, lists the questions and their answers. Changing an answer leaves verdicts as they are: "
        + "check again afterwards; the cutover does so by itself."

    func candidates(after words: [String], in conversation: Conversation) -> [String] {
        words.isEmpty ? conversation.runbook.inputs.map(\.id) : []
    }

    func run(_ words: [String], in conversation: Conversation) async throws -> Outcome {
        guard let id = words.first else {
            var table = Table()
            for input in conversation.runbook.inputs {
                let answer = conversation.state.answers[input.id].map(Questions.short)
                table.add(input.id, answer ?? "(not answered) \(input.question)")
            }
            for line in table.lines(columns: conversation.screen.columns, indent: "  ") {
                conversation.screen.line(line)
            }
            return .done
        }
        guard let input = conversation.runbook.input(id) else {
            let hint = Suggestion.hint(for: id, in: conversation.runbook.inputs.map(\.id))
            throw UsageError("There is no question \"\(id)\"\(hint.isEmpty ? ". Type set to see them." : hint)")
        }
        if words.count == 1 {
            guard try await Questions(conversation: conversation).ask(input) else { return .failed }
        } else {
            do {
                let answer = try input.normalized(words.dropFirst().joined(separator: " "))
                try conversation.writer.append(.inputAnswered(InputAnswered(input: id, answer: answer)))
            } catch let problem as AnswerProblem {
                throw UsageError(problem.description)
            }
        }
        let answer = conversation.state.answers[id] ?? ""
        conversation.screen.line("\(Style.green("✓")) recorded: \(id) is \(Questions.short(answer))")
        return .done
    }
}
