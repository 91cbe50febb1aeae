import Console
import Foundation
import Journal
import Runbook
import SessionStore
import Text

struct WaiveCommand: Command {
    let name = "waive"
    let usage = "ITEM"
    let summary = "let one red item not block, for a reason, with a second person's approval"
    let details =
        "Asks for the reason and for how long. Then it shows a code: a second person types \"lockstep approve\" with it "
        + "on their own terminal, or says no. Waivers expire, show on every board, and are listed again at the cutover. "
        + "What would lock people out can't be waived."

    func candidates(after words: [String], in conversation: Conversation) -> [String] {
        words.isEmpty ? conversation.runbook.items.filter { $0.waiving != .never }.map(\.id) : []
    }

    func run(_ words: [String], in conversation: Conversation) async throws -> Outcome {
        guard words.count == 1 else { throw UsageError("Which item? Type: waive ITEM") }
        let item = try conversation.item(words[0])
        let screen = conversation.screen
        guard item.waiving != .never else {
            screen.text(
                "\(item.id) can't be waived: without it people would be locked out, or the switch would go wrong. "
                    + "`why \(item.id)` shows what it rests on.")
            return .failed
        }
        if let claimed = conversation.state.claimedWaiver(of: item) {
            screen.text("\(claimed.by) waived it: \(claimed.reason). Here nobody has.", first: "  ")
        }
        guard let reason = await conversation.typed("  Why may it stay red? "), !reason.isEmpty else {
            screen.line("Nothing was waived: a reason is needed.")
            return .failed
        }
        guard let seconds = try await seconds(conversation) else {
            screen.line("Nothing was waived.")
            return .failed
        }
        let expires = conversation.writer.time.addingTimeInterval(Double(seconds))
        var approver: Person?
        if item.waiving == .secondPerson {
            approver = try await approval(of: item, reason, until: expires, conversation)
            if approver == nil {
                screen.line("Nothing was waived.")
                return .failed
            }
        }
        try conversation.writer.append(
            ItemWaived(
                item: item.id, reason: reason, approvedBy: approver, expires: expires.formatted(.iso8601),
                account: conversation.writer.who.account))
        screen.text(
            "recorded: \(item.id) is waived until \(Value.time(expires).words)"
                + (approver.map { ", approved by \($0) (\($0.caveat(besides: nil)))" } ?? ""),
            first: "\(Style.green("✓")) ",
            rest: "  ")
        return .done
    }

    /// Asks until it is a time: whoever mistypes it keeps their reason.
    /// - Returns: nil if the person broke off.
    private func seconds(_ conversation: Conversation) async throws -> Int? {
        while let text = await conversation.typed("  For how long? [4h] ") {
            if let seconds = DurationText.parse(text.isEmpty ? "4h" : text), seconds > 0,
                Double(seconds) <= SessionState.Waiver.longest
            {
                return seconds
            }
            let problem = "Write a time such as 30m or 4h, a week (7d) at most."
            guard conversation.isInteractive else { throw UsageError("Nothing was waived. \(problem)") }
            conversation.screen.error("  \(problem)")
        }
        return nil
    }

    private func approval(
        of item: Item, _ reason: String, until expires: Date, _ conversation: Conversation
    ) async throws -> Person? {
        let state = conversation.state
        let rows =
            ApprovalRows.of(state, conversation.origin)
            + ApprovalRows.of(conversation.board.card(item), text: conversation.filled(item.text))
            + [.init("Reason", reason), .init("Until", Value.time(expires).words)]
        return try await Approvals(conversation: conversation).wait(
            for: ApprovalRequest("waive \(item.id)", rows), besides: [conversation.writer.who],
            by: "Somebody else than you approves it.")
    }
}
