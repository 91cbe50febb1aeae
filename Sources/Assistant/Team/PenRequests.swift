import SessionStore
import YAMLDocument

/// Who waits for the pen, and which of them a command is about.
struct PenRequests {
    let conversation: Conversation

    var names: [String] { ((try? conversation.writer.penRequests()) ?? []).map(\.who.name) }

    /// - Parameter name: whom the person named; nil takes the one who asked first.
    /// - Returns: nil if nobody asks.
    func find(_ name: String?) throws -> PenRequest? {
        let waiting = try conversation.writer.penRequests()
        guard let name, !waiting.isEmpty else { return waiting.first }
        if let request = waiting.first(where: { $0.who.name == name || "\($0.who)" == name }) { return request }
        throw UsageError(
            "\(name) doesn't ask for the pen\(Suggestion.hintOrList(for: name, in: waiting.map(\.who.name)))")
    }
}
