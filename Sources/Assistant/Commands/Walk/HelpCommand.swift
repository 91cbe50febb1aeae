import Console
import Text
import YAMLDocument

struct HelpCommand: Command {
    let name = "help"
    let aliases = ["?"]
    let usage = "[COMMAND]"
    let summary = "this list, or more about one command"
    let details = "With a command's name, says what it does and how it is typed."

    func candidates(after words: [String], in conversation: Conversation) -> [String] {
        words.isEmpty ? conversation.commands.filter { $0.isAvailable(in: conversation) }.map(\.name) : []
    }

    func run(_ words: [String], in conversation: Conversation) async throws -> Outcome {
        let available = conversation.commands.filter { $0.isAvailable(in: conversation) }
        guard let word = words.first else {
            list(available, conversation)
            return .done
        }
        guard let command = available.first(where: { $0.name == word || $0.aliases.contains(word) }) else {
            throw UsageError("There is no command \"\(word)\"\(Suggestion.hint(for: word, in: available.map(\.name)))")
        }
        conversation.screen.line(Style.bold("\(command.name) \(command.usage)"))
        conversation.screen.text("\(command.summary). \(command.details)", first: "  ")
        if !command.aliases.isEmpty {
            conversation.screen.line("  Also: \(command.aliases.joined(separator: ", "))")
        }
        return .done
    }

    private func list(_ commands: [any Command], _ conversation: Conversation) {
        let screen = conversation.screen
        var table = Table()
        for command in commands { table.add("\(command.name) \(command.usage)", command.summary) }
        for line in table.lines(columns: screen.columns, indent: "  ") { screen.line(line) }
        screen.line()
        screen.text(
            "Enter alone is `next`. Tab completes. Ctrl-C drops the line or ends what is running; Ctrl-D quits. "
                + "What the screen has confirmed is kept: `lockstep resume` goes on here.")
        screen.text(
            "Marks: ✓ passed, ✗ failed, ? could not be checked, ✎ needs your word, · not checked, – doesn't apply, w waived."
        )
    }
}
