import Console
import Foundation
import Journal
import SessionStore

/// Waits for a second person, who approves on a terminal of their own.
struct Approvals {
    let conversation: Conversation

    /// Shows a code and waits until somebody else has typed it, or the person gives up.
    /// - Parameter what: what is approved, as the second person reads it.
    func wait(for what: String, by words: String) async throws -> Person? {
        let (screen, writer) = (conversation.screen, conversation.writer)
        let code = try writer.askForApproval(of: what)
        defer { writer.forgetApproval(code) }
        screen.text(
            "\(words) On their own terminal, with this store: `lockstep approve \(conversation.state.id) \(code)`. "
                + "Ctrl-C gives up.")
        guard conversation.isInteractive else {
            // In a script nobody can be waited for, but somebody may have been quick.
            return try writer.approval(code)
        }
        screen.progress("Waiting for the second person…")
        defer { screen.clearProgress() }
        return await conversation.interruptible { () async -> Person? in
            while !Task.isCancelled {
                if let person = try? writer.approval(code) { return person }
                do { try await Task.sleep(for: .milliseconds(300)) } catch { return nil }
            }
            return nil
        }
    }
}
