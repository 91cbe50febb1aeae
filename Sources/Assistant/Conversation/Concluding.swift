import Console
import Cutover
import Journal

/// Says what came of a switch, and proves it where it took.
struct Concluding {
    let conversation: Conversation

    /// Shows what came of it; a switch that took is proved, and what comes next is said.
    func show(_ outcome: CutoverRunner.SwitchResult) async throws -> Outcome {
        switch outcome {
        case .blocked(let reasons): return conversation.cutoverView.refused(reasons)
        case .handedOut:
            let domain = conversation.runner.plan?.domain ?? "the domain"
            conversation.screen.text(
                "In this rehearsal `portal run-powershell` plays whoever pastes them. Then type verify: it reads what "
                    + "became of \(domain).")
            return .done
        case .seen(let look):
            conversation.keep(look.history)
            let shown = conversation.aftermathView.show(look)
            // What somebody else has set can't become this session's by waiting.
            guard case .asMeant(let standing) = look.aftermath, standing.attempt != nil, look.unreadable == nil else {
                return shown
            }
            try await Proving(conversation: conversation).run()
            let screen = conversation.screen
            screen.text(conversation.nextView.summary, first: "Next: ", rest: "      ")
            if conversation.desk != nil {
                screen.text("`portal sign-in USER` shows what a user meets, `debrief` how the rehearsal went.")
            }
            return shown
        }
    }
}
