import Console
import Journal
import Text

struct WhyCommand: Command {
    let name = "why"
    let usage = "ITEM"
    let summary = "what an item's verdict rests on"
    let details = "Shows what was read, when, and what came: the evidence, with the service's request ids for a ticket."

    func candidates(after words: [String], in conversation: Conversation) -> [String] {
        words.isEmpty ? conversation.runbook.items.map(\.id) : []
    }

    func run(_ words: [String], in conversation: Conversation) async throws -> Outcome {
        guard words.count == 1 else { throw UsageError("Which item? Type: why ITEM") }
        let item = try conversation.item(words[0])
        let screen = conversation.screen
        let board = conversation.board
        let card = board.card(item)
        ItemView(card, board).show(on: screen)
        if let hint = item.hint { screen.text(board.filled(hint), first: "    ") }
        if board.runbook.isOwn(item) {
            screen.text("No document asks for it: it is Lockstep's own.", first: "    ")
        }
        if let attested = card.attestation {
            screen.text(
                "\(attested.stamp.who) confirmed “\(attested.statement)” "
                    + "\(Ago.words(attested.stamp.time, now: board.now)): “\(attested.words)”",
                first: "    ")
        }
        if board.state.lapsedWaivers.contains(item.id), let waiver = board.state.waivers[item.id] {
            screen.text("It was waived by \(waiver.by): that holds nothing open any more.", first: "    ")
        }
        if let claim = card.claim {
            screen.text("\(claim.stamp.by), said “\(claim.words)”. Here nobody has confirmed it.", first: "    ")
        }
        guard let recorded = card.verdict else {
            screen.line(
                "    " + (item.check == nil ? "Nothing to read: only a person can see it." : "Not checked yet."))
            return .done
        }
        screen.line(
            "    Checked \(Ago.words(recorded.stamp.time, now: board.now)) by \(recorded.stamp.by), "
                + "in \(recorded.evidence.milliseconds) ms")
        for observation in recorded.evidence.observations {
            screen.text("\(observation.property): \(observation.seen)", first: "      ", rest: "        ")
        }
        for request in recorded.evidence.requests {
            let status = request.status.map(String.init) ?? "no answer"
            let id = request.requestID.map { "  request-id \($0)" } ?? ""
            let text = Style.dim("\(request.method) \(request.path) → \(status), \(request.milliseconds) ms\(id)")
            for line in Wrapping.lines(text, columns: screen.columns, first: "      ", rest: "        ") {
                screen.line(line)
            }
        }
        return .done
    }
}
