import Console
import Cutover
import Journal
import Runbook
import Text
import YAMLDocument

struct SetCommand: Command {
    let name = "set"
    let usage = "[INPUT [ANSWER [because REASON]] | --metadata URL|FILE]"
    let wordsBeforeText: Int? = 1
    let summary = "answer one of the runbook's questions, or change an answer"
    let details =
        "Without a name, lists the questions and their answers. What was checked or confirmed with another answer counts "
        + "no more: check again; the cutover does so by itself. Other hours than those agreed on want a reason, and a "
        + "second person where the switch does. --metadata reads what the identity provider says of itself (SAML metadata, at an "
        + "https address or in a file), shows it, and fills issuer, addresses and certificate from it once you say yes."

    func candidates(after words: [String], in conversation: Conversation) -> [String] {
        words.isEmpty ? conversation.runbook.inputs.map(\.id) + ["--metadata"] : []
    }

    func run(_ words: [String], in conversation: Conversation) async throws -> Outcome {
        guard let id = words.first else {
            var table = Table()
            for input in conversation.runbook.inputs {
                let isKept = input.kind == .secret && conversation.access.secrets.knows(input.id)
                let answer = isKept ? "(known, not shown)" : conversation.state.answers[input.id].map(AnswerText.short)
                let whose =
                    conversation.state.claimedAnswer(to: input.id).map {
                        conversation.state.ownAnswer(to: input.id) == nil
                            ? " (says \($0.stamp.by))" : " (\($0.stamp.by), says \(AnswerText.short($0.value)))"
                    } ?? ""
                let idle =
                    input.when.applies(conversation.state.answers)
                    ? nil : "(not asked: \(input.when?.reason(conversation.state.answers) ?? ""))"
                table.add(input.id, idle ?? answer.map { $0 + whose } ?? "(not answered) \(input.question)")
            }
            for line in table.lines(columns: conversation.screen.columns, indent: "  ") {
                conversation.screen.line(line)
            }
            return .done
        }
        if id == "--metadata" {
            guard words.count > 1 else { throw UsageError("From where? Type: set --metadata URL, or a file's name") }
            return try await MetadataDesk(conversation: conversation).set(
                from: words[1])
        }
        guard let input = conversation.runbook.input(id) else {
            let hint = Suggestion.hint(for: id, in: conversation.runbook.inputs.map(\.id))
            throw UsageError("There is no question \"\(id)\"\(hint.isEmpty ? ". Type set to see them." : hint)")
        }
        if !input.when.applies(conversation.state.answers) {
            throw UsageError(
                "\(id) isn't asked here: \(input.when?.reason(conversation.state.answers) ?? "it doesn't apply").")
        }
        if words.count == 1 {
            guard try await Questions(conversation: conversation).ask(input) else { return .failed }
        } else if input.kind == .secret {
            // What is typed after the prompt is on the screen and in the history.
            throw UsageError("Don't type a secret here. Type: set \(id), and it asks without showing it.")
        } else {
            let (answer, reason) = SetCommand.parts(words[1], of: input)
            do {
                guard
                    try await Questions(conversation: conversation).record(
                        input, try input.normalized(answer), typed: answer, because: reason)
                else { return .failed }
            } catch let problem as AnswerProblem {
                throw UsageError(problem.description)
            }
        }
        if input.kind == .secret {
            conversation.screen.line("\(Style.green("✓")) known until you leave, and written nowhere: \(id)")
            return .done
        }
        let answer = conversation.state.answers[id] ?? ""
        if input.kind == .certificate, let certificate = SigningCertificate(base64: answer) {
            conversation.screen.text(
                "recorded: \(id) is the certificate of \(certificate.subject), until "
                    + "\(Value.time(certificate.notAfter).words), SHA-256 \(certificate.fingerprint)",
                first: "\(Style.green("✓")) ", rest: "  ")
            return .done
        }
        conversation.screen.line("\(Style.green("✓")) recorded: \(id) is \(AnswerText.short(answer))")
        return .done
    }

    /// The answer, and the reason behind "because": of what is no free text, and has no blanks of its own.
    private static func parts(_ text: String, of input: Input) -> (answer: String, reason: String?) {
        let words = text.split(whereSeparator: \.isWhitespace)
        let isWord = [.time, .domain, .upn, .upns, .choice, .certificate, .guid, .number, .url].contains(input.kind)
        let isNone = words.first?.lowercased() == "none" && input.kind != .text
        guard isWord || isNone, let because = words.firstIndex(where: { $0.lowercased() == "because" }) else {
            return (text, nil)
        }
        return (
            words[..<because].joined(separator: " "), words[words.index(after: because)...].joined(separator: " ")
        )
    }
}
