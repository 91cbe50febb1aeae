import Console
import Escaping
import Foundation
import Journal
import SessionStore

/// Waits for a second person, who approves on a terminal of their own.
struct Approvals {
    let conversation: Conversation

    /// Shows a code and waits until somebody else has typed it, or the person gives up.
    /// - Parameters:
    ///   - what: what is approved, as the second person reads it, a line each.
    ///   - plan: the hash of what is approved, where it has one.
    func wait(for what: String, plan: String? = nil, by words: String) async throws -> Person? {
        let (screen, writer) = (conversation.screen, conversation.writer)
        let code = try writer.askForApproval(of: what, plan: plan)
        defer { writer.forgetApproval(code) }
        screen.text(
            "\(words) On their own terminal, with this store: "
                + "`\(ShellText.command("lockstep", "approve", conversation.state.id, code))`. "
                + "Ctrl-C gives up.")
        guard conversation.isInteractive else {
            // In a script nobody can be waited for, but somebody may have been quick.
            return try writer.approval(code, plan: plan)
        }
        screen.progress("Waiting for the second person…")
        defer { screen.clearProgress() }
        return await conversation.interruptible { () async -> Person? in
            while !Task.isCancelled {
                if let person = try? writer.approval(code, plan: plan) { return person }
                do { try await Task.sleep(for: .milliseconds(300)) } catch { return nil }
            }
            return nil
        }
    }

    /// Gathers the approvals of everybody but the one who writes.
    /// - Parameters:
    ///   - wanted: how many people must approve, the one who writes included.
    ///   - record: writes an approval down.
    /// - Returns: false if there aren't enough; the screen says so.
    func gather(
        _ wanted: Int, for what: String, plan: String, named name: String, record: (Person) throws -> Void
    ) async throws -> Bool {
        guard wanted > 1 else { return true }
        var seen = [conversation.writer.who]
        for number in 2...wanted {
            let person = try await wait(
                for: what, plan: plan, by: "\(name) needs \(wanted) people; number \(number) approves it.")
            let names = seen.map { $0.name.lowercased() }
            guard let person, !names.contains(person.name.lowercased()) else {
                conversation.screen.line("Nothing was sent: \(wanted) people must approve, and \(seen.count) did.")
                return false
            }
            seen.append(person)
            try record(person)
        }
        return true
    }
}
