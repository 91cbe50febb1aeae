import Journal

/// What the views are made from, as it is now.
extension Conversation {
    /// What was sent to the domain and read of it. A store that can't be read has its own say; what the session itself knows
    /// stands.
    var seen: SwitchHistory { (try? switches()) ?? state.switches }

    var nextView: NextView {
        NextView(
            board: board, history: { [runner, writer] in (try? runner.history()) ?? writer.state.switches },
            isRehearsal: desk != nil)
    }

    var aftermathView: AftermathView { AftermathView(board: board, screen: screen) }

    var cutoverView: CutoverView { CutoverView(board: board, screen: screen, label: label, origin: origin) }

    var greeting: Greeting {
        Greeting(
            board: board, screen: screen, next: nextView, switched: aftermathView.line(seen), label: label,
            origin: origin, strangers: strangers, notices: notices, briefing: desk?.tenant.scenario.briefing)
    }
}
