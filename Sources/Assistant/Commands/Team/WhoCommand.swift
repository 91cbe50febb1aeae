import Console
import Foundation
import Journal
import Text

/// Everybody who has had a hand in the session, and who waits for it.
struct WhoCommand: Command {
    let name = "who"
    let summary = "who has worked on this session, and who asks for the pen"
    let details =
        "Everybody who wrote in it or approved something in it, with when they last did, and what is known of them. "
        + "A name alone is what somebody typed; a key proves it."

    private struct Row {
        let name: String
        var count = 0
        var last: Date
        var proof: String?
    }

    func run(_ words: [String], in conversation: Conversation) async throws -> Outcome {
        guard words.isEmpty else { throw UsageError("\"who\" takes nothing.") }
        let (board, screen, own) = (conversation.board, conversation.screen, conversation.writer.who)
        var table = Table()
        for row in WhoCommand.rows(try conversation.writer.events(), board.state) {
            let isOwn = row.name == own.description
            let count = row.count == 0 ? "approved" : "\(row.count) \(row.count == 1 ? "entry" : "entries")"
            table.add(
                "\(isOwn ? Style.green("▸") : " ") \(row.name)", isOwn ? "you, with the pen" : count,
                Ago.words(row.last, now: board.now), row.proof ?? "")
        }
        for line in table.lines(columns: screen.columns) { screen.line(line) }
        for name in PenRequests(conversation: conversation).names {
            screen.text(
                "\(SafeText.clean(name)) asks for the pen. give hands it over, keep REASON says no.",
                first: "\(Style.yellow("!")) ", rest: "  ")
        }
        return .done
    }

    /// Whoever worked last comes first.
    private static func rows(_ events: [Event], _ state: SessionState) -> [Row] {
        var rows: [String: Row] = [:]
        func note(_ name: String, at time: Date, wrote: Bool, proof: String?) {
            var row = rows[name] ?? Row(name: name, last: time)
            row.count += wrote ? 1 : 0
            row.last = max(row.last, time)
            row.proof = proof ?? row.proof
            rows[name] = row
        }
        for event in events {
            note(
                event.who.description, at: event.time, wrote: true, proof: state.foreign.why(event.sequence)?.words)
            guard let approver = event.payload.approver else { continue }
            note(approver.description, at: event.time, wrote: false, proof: approver.caveat(besides: nil))
        }
        return rows.values.sorted { ($0.last, $0.name) > ($1.last, $1.name) }
    }
}
