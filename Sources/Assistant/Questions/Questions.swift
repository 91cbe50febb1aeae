import Console
import Foundation
import Journal
import PrivateFiles
import Rehearsal
import Runbook
import Text

/// Asks for what the session must know, once, when it is first needed.
struct Questions {
    let conversation: Conversation
    /// Whether they come in the way of something else that was typed: then nothing that was typed ahead is their answer.
    var mustBeSeen = false

    /// Asks for every input of these templates that has no answer yet. Where nobody can be asked, an answer that the
    /// runbook or the scenario offers is taken, and told.
    /// - Returns: false if the person broke off.
    func ask(for names: [String]) async throws -> Bool {
        var seen: Set<String> = []
        for name in names where conversation.state.answers[name] == nil && seen.insert(name).inserted {
            if conversation.access.secrets.knows(name) { continue }
            guard let input = conversation.runbook.input(name) else { continue }
            // What it hangs on comes first; where it doesn't apply, nobody is asked.
            guard try await ask(for: input.when?.inputs ?? []) else { return false }
            guard input.when.applies(conversation.state.answers) else { continue }
            if conversation.isInteractive {
                guard try await ask(input) else { return false }
            } else if let offer = await offer(input), let answer = try? input.normalized(offer) {
                try await record(input, answer)
                conversation.screen.error(
                    "\(input.id): \(AnswerText.short(answer)) (offered by the \(source(input, offer)))")
            }
        }
        return true
    }

    /// Asks for what came in by a file once more, where somebody can be asked: whoever switches says the same, or otherwise.
    /// - Returns: false if the person broke off.
    func askAgain(_ claimed: [(input: String, claimed: SessionState.Answer)]) async throws -> Bool {
        guard conversation.isInteractive else { return true }
        for (name, answer) in claimed {
            guard let input = conversation.runbook.input(name) else { continue }
            conversation.screen.text(
                "\(answer.stamp.by), answered this: \(answer.brief). \(conversation.state.ownWords(on: name)) Now it is your "
                    + "answer that counts.", first: "  ")
            guard try await ask(input) else { return false }
        }
        return true
    }

    /// Asks what these items need, in their order: first what an item hangs on, then, if it applies, the rest.
    /// - Returns: false if the person broke off.
    func ask(about items: [Item]) async throws -> Bool {
        for item in items {
            guard try await ask(for: item.when?.inputs ?? []) else { return false }
            guard item.when.applies(conversation.state.answers) else { continue }
            guard try await ask(for: item.inputs) else { return false }
        }
        return true
    }

    /// Asks one question until it has a good answer.
    /// - Returns: false if the person broke off.
    func ask(_ input: Input) async throws -> Bool {
        let screen = conversation.screen
        let offer = await offer(input)
        var isRefused = false
        screen.text(input.question, first: "? ", rest: "  ")
        if let help = input.help { screen.text(help, first: "  ") }
        if !input.choices.isEmpty {
            screen.text(input.choices.joined(separator: ", "), first: "  One of: ", rest: "  ")
        }
        while true {
            let suffix = offer.map { " [\(AnswerText.short($0))]" } ?? (input.isOptional ? " [none]" : "")
            switch await conversation.lines.read(
                "  \(input.id)\(suffix): ", for: input.kind == .secret ? .secret : mustBeSeen ? .confirmation : .answer)
            {
            case .line(let first):
                let line: String
                switch await PastedBlock(conversation: conversation).read(from: first, for: input) {
                case .line(let whole): line = whole
                case .refused: continue
                case .interrupted: return false
                case .endOfInput, .terminated:
                    if conversation.isInteractive { conversation.leave() }
                    return false
                }
                // Enter keeps what was there, but right after a refused answer it may be the end of what was pasted.
                if isRefused, line.allSatisfy(\.isWhitespace), !input.isOptional {
                    isRefused = false
                    screen.error(
                        "  Nothing was typed. "
                            + (offer.map { "Enter once more takes \(AnswerText.short($0)). " } ?? "")
                            + "Ctrl-C leaves the question.")
                    continue
                }
                if let command = command(line, for: input) {
                    screen.error(
                        "  “\(command)” is a command, and this wants an answer. Ctrl-C leaves the question"
                            + (input.kind == .secret ? "." : "; set \(input.id) \(command) takes the very word."))
                    isRefused = true
                    continue
                }
                let text = line.allSatisfy(\.isWhitespace) ? offer ?? "" : line
                do {
                    return try await record(input, try input.normalized(text), typed: text)
                } catch let problem as AnswerProblem {
                    // Whoever types a command here has to get out first.
                    screen.error("  \(problem)" + (conversation.isInteractive ? " Ctrl-C leaves the question." : ""))
                    if !conversation.isInteractive { return false }
                    isRefused = true
                }
            case .refused: if !conversation.isInteractive { return false }
            case .interrupted: return false
            case .endOfInput, .terminated:
                if conversation.isInteractive { conversation.leave() }
                return false
            }
        }
    }

    /// The command that somebody typed at a question which would take any word; nil where it is an answer.
    private func command(_ line: String, for input: Input) -> String? {
        guard conversation.isInteractive, [.text, .secret].contains(input.kind) else { return nil }
        let word = line.trimmingBlanks.lowercased()
        return conversation.commands.contains { $0.name == word } ? word : nil
    }

    /// Keeps an answer: in the journal, or, if it is a secret, in memory alone. Other hours than those that were agreed on
    /// want a reason, and a second person where the switch does.
    /// - Parameters:
    ///   - typed: the answer as a person gave it, with the zone of a moment.
    ///   - reason: why, where it was said along.
    /// - Returns: false if it wasn't kept; the screen says why.
    @discardableResult
    func record(
        _ input: Input, _ answer: String, typed: String? = nil, because reason: String? = nil
    ) async throws -> Bool {
        if input.kind == .secret {
            conversation.access.secrets.keep(answer, for: input.id)
            return true
        }
        var answer = answer
        if [.accounts, .metadata].contains(input.kind), !answer.isEmpty, !answer.contains("://"),
            answer != WorkspaceAccounts.word || !isRehearsal
        {
            answer = try Questions.file(answer)
        }
        let agreed = AgreedAnswers(conversation: conversation)
        try agreed.look(at: answer, for: input)
        guard let change = try await agreed.change(input, to: answer, reason) else { return false }
        try conversation.writer.append(change)
        if input.kind == .time, let moment = try? Moment(typed ?? answer) { say(moment) }
        return true
    }

    /// What was understood, in words: a zone or a day that was mistaken is seen here, or at night.
    private func say(_ moment: Moment) {
        let (screen, now) = (conversation.screen, conversation.writer.time)
        screen.text(moment.words(now: now), first: "  ")
        if moment.date < now {
            screen.text("This moment has passed.", first: "\(Style.yellow("Note:")) ", rest: "      ")
        }
    }

    private var isRehearsal: Bool { conversation.desk != nil }

    /// A file's absolute path: the next person resumes in another folder.
    static func file(_ text: String) throws(AnswerProblem) -> String {
        let path = URL(filePath: HomeFolder.expanding(text)).standardizedFileURL.path
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue else {
            throw AnswerProblem(
                isFolder.boolValue ? "\(path) is a folder; name the file in it." : "There is no file \(path).")
        }
        return path
    }

    private func offer(_ input: Input) async -> String? {
        if let known = conversation.state.answers[input.id] { return known }
        // A rehearsal's scenario knows better than what is usual.
        return await conversation.desk?.offer(for: input, of: conversation.runbook) ?? input.fallback
    }

    private func source(_ input: Input, _ offer: String) -> String {
        offer == input.fallback ? "runbook" : "scenario"
    }

    /// A certificate is long; its ends are enough to tell it from another. What was left open is "none".
}
