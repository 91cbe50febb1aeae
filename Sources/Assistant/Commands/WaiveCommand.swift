import Console
import Foundation
import Journal
import Runbook
import SessionStore

struct WaiveCommand: Command {
    let name = "waive"
    let usage = "ITEM"
    let summary = "let one red item not block, for a reason, with a second person's approval"
    let details =
        "Asks for the reason and for how long. Then it shows a code: a second person types \"lockstep approve\" with it "
        + "on their own terminal. Waivers expire, show on every board, and are listed again at the cutover. What would "
        + "lock people out can't be waived."

    /// Longest time that a waiver holds, in seconds.
    private static let longest = 7 * 86_400

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
        guard let reason = await answer("  Why may it stay red? ", conversation), !reason.isEmpty else {
            screen.line("Nothing was waived: a reason is needed.")
            return .failed
        }
        let text = await answer("  For how long? [4h] ", conversation) ?? "0s"
        guard let seconds = DurationText.parse(text.isEmpty ? "4h" : text), seconds > 0,
            seconds <= WaiveCommand.longest
        else { throw UsageError("Nothing was waived: write a time such as 30m or 4h, a week (7d) at most.") }
        var approver: Person?
        if item.waiving == .secondPerson {
            approver = try await approval(of: item, reason, conversation)
            if approver == nil {
                screen.line("Nothing was waived.")
                return .failed
            }
        }
        let expires = conversation.writer.time.addingTimeInterval(Double(seconds))
        try conversation.writer.append(
            .itemWaived(
                ItemWaived(
                    item: item.id, reason: reason, approvedBy: approver, expires: expires.formatted(.iso8601))))
        screen.text(
            "recorded: \(item.id) is waived until \(Value.time(expires).words)"
                + (approver.map { ", approved by \($0)" } ?? ""), first: "\(Style.green("✓")) ", rest: "  ")
        return .done
    }

    private func answer(_ question: String, _ conversation: Conversation) async -> String? {
        guard case .line(let line) = await conversation.lines.read(question, for: .answer) else { return nil }
        return line.trimmingCharacters(in: .whitespaces)
    }

    private func approval(of item: Item, _ reason: String, _ conversation: Conversation) async throws -> Person? {
        try await Approvals(conversation: conversation).wait(
            for: "waive \(item.id): \(reason)", by: "Somebody else than you approves it.")
    }
}
