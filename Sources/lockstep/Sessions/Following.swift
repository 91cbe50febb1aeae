import Console
import Foundation
import Journal
import Runbook
import SessionStore
import Text

/// Looks at a session without the pen: where it stands, and what happens in it, as it happens.
struct Following {
    let store: SessionStore
    let id: String
    let screen: Screen

    /// Until Ctrl-C, or, where nobody watches, once.
    func run() async throws {
        let events = try store.events(of: id)
        let state = try store.state(folding: events)
        let holder = try store.holder(of: id)
        screen.line(
            "\(Style.bold(state.name)) (\(id)) · \(SafeText.clean(state.tenant.displayName)) · "
                + (holder.map { "\($0) is at work" } ?? "nobody is at work"))
        if let words = Strangers.warning(state) { screen.text(words, first: "  ", rest: "  ") }
        for event in events.suffix(10) { show(event, state.foreign) }
        var folded = state
        show(folded)
        guard screen.terminal.isInteractive else { return }
        screen.line(Style.dim("Following; Ctrl-C ends it. Nothing can be written from here."))
        guard var last = events.last else { return }
        while true {
            try await Task.sleep(for: .milliseconds(500))
            let new = try store.events(after: last)
            guard let newest = new.last else { continue }
            let before = folded.aftermath.kind
            // Who signed it, and what came in by a file, shows only in the whole.
            folded = try store.state(of: id)
            for event in new { show(event, folded.foreign) }
            if folded.aftermath.kind != before { show(folded) }
            last = newest
        }
    }

    /// How the session's switch stands: the entries alone don't say what they come to.
    private func show(_ state: SessionState) {
        let words = AftermathWords(
            state.switches, session: state.id, cooldown: 0, isAtPrompt: false, now: Date())
        guard let headline = words.headline else { return }
        screen.text(headline, first: "  \(Style.bold("The switch:")) ", rest: "      ")
        for ground in words.grounds { screen.text(ground, first: "      ", rest: "      ") }
    }

    private func show(_ event: Event, _ foreign: ForeignEntries) {
        screen.text(
            event.payload.sentence + (foreign.why(event.sequence)?.mark ?? ""),
            first: "  \(event.sequence)  \(Style.dim(String(event.timeText.dropFirst(11).prefix(8))))  "
                + "\(SafeText.clean(event.who.name))  ", rest: "      ")
    }
}
