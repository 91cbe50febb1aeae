struct QuitCommand: Command {
    let name = "quit"
    let aliases = ["exit", "q"]
    let summary = "leave; the session stays as it is"
    let details = "\"lockstep resume\" goes on at the same place, today or another day."

    func run(_ words: [String], in conversation: Conversation) async throws -> Outcome {
        conversation.leave()
        return .done
    }
}
