import Console
import Journal
import SessionStore
import Text

/// What is looked at while a conversation lasts, whatever the person does meanwhile: that the pen is still here, who
/// asks for it, and whether the deadline passes.
struct Heartbeat {
    let conversation: Conversation

    /// Beats until it is cancelled, or the pen is another's.
    func run() async {
        let (lines, writer) = (conversation.lines, conversation.writer)
        var deadline: DeadlineView {
            DeadlineView(conversation.runbook, conversation.state.answers, now: writer.time)
        }
        var wasOpen = deadline.moment.map { writer.time < $0 } ?? false
        var told: Set<PenRequest> = []
        var beat = 0
        while true {
            do { try await Task.sleep(for: .seconds(1)) } catch { return }
            // One that can't be read now is read a second later.
            for request in (try? writer.penRequests()) ?? [] where told.insert(request).inserted {
                let who = Style.yellow("\(SafeText.clean("\(request.who)")) asks for the pen.")
                lines.post(
                    "\(who) \(Style.cyan("give")) hands it over, \(Style.cyan("keep REASON")) says no.")
            }
            beat += 1
            guard beat.isMultiple(of: 5) else { continue }
            let isOpen = deadline.moment.map { writer.time < $0 }
            if wasOpen, isOpen == false, let words = deadline.words { lines.post(words) }
            wasOpen = isOpen ?? false
            if !writer.renewPen() {
                lines.post(
                    Style.red("This session was taken over by another process.")
                        + " Nothing more can be written here: quit, and resume to see where it stands.")
                return
            }
        }
    }
}
