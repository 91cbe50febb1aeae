import Console
import Journal
import Text

struct HistoryCommand: Command {
    let name = "history"
    let usage = "[--item ID] [COUNT]"
    let summary = "who did what, when"
    let details = "The last 20 entries of the journal, or as many as you say; with --item only what is about one item."

    func candidates(after words: [String], in conversation: Conversation) -> [String] {
        words.isEmpty ? ["--item"] : words == ["--item"] ? conversation.runbook.items.map(\.id) : []
    }

    func run(_ words: [String], in conversation: Conversation) async throws -> Outcome {
        var words = words
        var item: String?
        if let place = words.firstIndex(of: "--item") {
            guard place + 1 < words.count else { throw UsageError("Which item? Type: history --item ID") }
            item = try conversation.item(words[place + 1]).id
            words.removeSubrange(place...(place + 1))
        }
        guard words.count <= 1, let count = words.isEmpty ? 20 : Int(words[0]), count > 0 else {
            throw UsageError("\"history\" takes a number and --item ID.")
        }
        let events = try conversation.writer.events().filter { item == nil || $0.payload.about == item }
        let screen = conversation.screen
        if events.isEmpty { screen.line("Nothing yet.") }
        for event in events.suffix(count) {
            let isUndone = conversation.state.undone.contains(event.sequence)
            let foreign = conversation.state.foreign.why(event.sequence)
            screen.text(
                "\(event.payload.sentence)\(isUndone ? " (taken back)" : "")\(foreign?.mark ?? "")",
                first:
                    "  \(event.sequence)  \(Style.dim(String(event.timeText.prefix(16))))  \(SafeText.clean(event.who.name))  ",
                rest: "      ")
        }
        if events.count > count { screen.line(Style.dim("  \(events.count) in all: history \(events.count)")) }
        return .done
    }
}
