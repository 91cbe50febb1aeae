import Console
import Foundation
import Journal
import Runbook
import SessionStore

/// Looks at a session without the pen: where it stands, and what happens in it, as it happens.
struct Following {
    let store: SessionStore
    let id: String
    let screen: Screen

    /// Until Ctrl-C, or, where nobody watches, once.
    func run() async throws {
        let events = try store.events(of: id)
        let state = try SessionState(events)
        let holder = try store.holder(of: id)
        screen.line(
            "\(Style.bold(state.name)) (\(id)) · \(SafeText.clean(state.tenant.displayName)) · "
                + (holder.map { "\($0) is at work" } ?? "nobody is at work"))
        for event in events.suffix(10) { show(event) }
        guard screen.terminal.isInteractive else { return }
        screen.line(Style.dim("Following; Ctrl-C ends it. Nothing can be written from here."))
        guard var last = events.last else { return }
        while true {
            try await Task.sleep(for: .milliseconds(500))
            for event in try store.events(after: last) {
                show(event)
                last = event
            }
        }
    }

    private func show(_ event: Event) {
        screen.text(
            event.payload.words,
            first: "  \(event.sequence)  \(Style.dim(String(event.timeText.dropFirst(11).prefix(8))))  "
                + "\(SafeText.clean(event.who.name))  ", rest: "      ")
    }
}
