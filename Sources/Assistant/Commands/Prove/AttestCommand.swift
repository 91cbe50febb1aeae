import Console
import Journal
import Runbook
import Text

struct AttestCommand: Command {
    let name = "attest"
    let aliases = ["a"]
    let usage = "ITEM [WORDS]"
    let wordsBeforeText: Int? = 1
    let summary = "give your word for what no API shows"
    let details =
        "Shows the sentence and asks you to type yes. Your name, the time and what you typed are recorded. "
        + "Words after the item go along with it: \"yes\", and why if you like; a script isn't asked."

    func candidates(after words: [String], in conversation: Conversation) -> [String] {
        guard words.isEmpty else { return [] }
        return conversation.board.items.filter(\.lacksWord).map(\.item.id)
    }

    func run(_ words: [String], in conversation: Conversation) async throws -> Outcome {
        guard let id = words.first else {
            let open = conversation.board.here.items.filter(\.lacksWord).map(\.item)
            throw UsageError(
                open.isEmpty
                    ? "Nothing in this step waits for your word. Type: attest ITEM"
                    : "Which item? Open here: \(open.map(\.id).joined(separator: ", "))")
        }
        let item = try conversation.item(id)
        guard let attestation = item.attestation else {
            throw UsageError("\(id) is checked in the tenant; nobody's word is needed. Type: check \(id)")
        }
        guard try await Questions(conversation: conversation).ask(for: attestation.inputs) else { return .done }
        // Exactly what the lock will compare with.
        guard let statement = conversation.state.statement(of: item) else {
            let missing = attestation.missing(in: conversation.state.answers)
            throw UsageError(
                "\(id) can't be confirmed while a question is open: \(missing.joined(separator: ", ")). Type: set "
                    + (missing.first ?? ""))
        }
        let words = try TypedText.checked(words.dropFirst().joined(separator: " "))
        let answer = try await answer(words, statement, conversation.state.claim(for: item), conversation)
        guard let answer, answer.lowercased().hasPrefix("yes") else {
            conversation.screen.line("Not recorded. Only an answer that begins with \"yes\" is a confirmation.")
            return .failed
        }
        try conversation.writer.append(
            ItemAttested(item: id, statement: statement, words: answer))
        await conversation.desk?.tenant.heard(item: id, answers: conversation.state.answers)
        conversation.screen.line("\(Style.green("✓")) recorded: \(id), confirmed by \(conversation.writer.who)")
        contradict(item, conversation)
        return .done
    }

    /// A word beside a check that was red when it was last made: it may be mended since, or the word said too soon.
    private func contradict(_ item: Item, _ conversation: Conversation) {
        guard case .failed = conversation.board.card(item).verdict?.verdict else { return }
        conversation.screen.text(
            "\(item.id) was red when it was last checked. Check it again; if it is mended only after your word, give the "
                + "word once more.", first: "\(Style.yellow("Note:")) ", rest: "      ")
    }

    private func answer(
        _ words: String, _ statement: String, _ claim: SessionState.Attestation?, _ conversation: Conversation
    ) async throws -> String? {
        // At a terminal the sentence is seen first, whatever was typed along: a list of commands may have been pasted.
        if !words.isEmpty, !conversation.isInteractive || !words.lowercased().hasPrefix("yes") { return words }
        conversation.screen.text("“\(statement)”", first: "  ")
        if let claim {
            conversation.screen.text("\(claim.stamp.by), said: “\(claim.words)”. Here it is your word.", first: "  ")
        }
        switch await conversation.lines.read("  Is that so? Type yes to confirm: ", for: .confirmation) {
        case .line(let line):
            let typed = try TypedText.checked(line)
            return typed.lowercased() == "yes" && !words.isEmpty ? words : typed
        case .interrupted, .refused: return nil
        case .endOfInput, .terminated:
            conversation.leave()
            return nil
        }
    }
}
