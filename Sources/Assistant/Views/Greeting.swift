import Console
import Foundation
import Journal
import Runbook
import Text

/// What a person reads first: where they are, what may break, what is next.
struct Greeting {
    let board: Board
    let screen: Screen
    let next: NextView
    /// How the domain's switch stands, in a line.
    let switched: String?
    let label: String
    let origin: RunbookOrigin
    /// Who answers for the tenant, if it isn't Microsoft.
    let strangers: String?
    /// What the person must know at once about the session as it was opened, a sentence each.
    let notices: [String]
    /// What a rehearsal's scenario begins with.
    let briefing: String?

    func show(isNew: Bool) {
        let state = board.state
        let tenant = state.tenant
        let isRehearsal = tenant.kind == .rehearsal
        screen.line(
            "\(Style.bold("Lockstep")) · \(label) · \(board.runbook.title)")
        screen.line(
            Style.dim("Session \(state.name) (\(state.id)) · \(tenant.displayName)\(isRehearsal ? ", simulated" : "")"))
        if !isRehearsal { screen.line(Style.dim("Tenant \(tenant.tenantID)")) }
        if !origin.isBundled, board.runbook.cutover != nil {
            screen.text(origin.words, first: "\(Style.yellow("Runbook:")) ", rest: "  ")
        }
        if let strangers {
            screen.text(
                "\(strangers): sign-in, Graph or PingOne are asked there, and secrets and tokens go there.",
                first: "\(Style.yellow("Not Microsoft:")) ",
                rest: "  ")
        }
        screen.line()
        if isNew {
            if let briefing {
                screen.text(briefing)
                screen.line()
            }
            for hint in board.runbook.hints { HintView.show(hint, board, on: screen) }
        } else {
            screen.text(
                "Welcome back. The last of \(state.eventCount) entries is from "
                    + "\(Ago.words(state.lastEvent.time, now: board.now)), by \(state.lastEvent.who).")
            if let handover = state.handover {
                screen.line()
                screen.line(
                    Style.bold(
                        SafeText.clean(handover.stamp.by) + (handover.stamp.isForeign ? "," : "") + " handed over, ")
                        + Ago.words(handover.stamp.time, now: board.now))
                screen.text(handover.text, first: "  ")
            }
        }
        for notice in notices {
            screen.text(notice, first: "\(Style.yellow("Note:")) ", rest: "      ")
        }
        screen.line()
        place()
        screen.line()
        screen.text(
            "Enter goes on · `status` shows the board · `help` lists the commands"
                + (isRehearsal ? " · `stuck` gives a hint" : "") + " · `quit` leaves, nothing is lost")
    }

    /// Where the person is, and what this phase may break.
    func place() {
        let step = board.here.step
        guard let phase = board.runbook.phase(step.phase) else { return }
        let place = "step \(step.number) of \(board.runbook.steps.count): \(Style.bold(step.title))"
        if let switched, board.state.aftermath.isPastSwitch {
            // Whatever step somebody reads, the domain is past all phases before the switch.
            let label = board.state.aftermath.isAsMeant ? "Switched:" : "The switch:"
            screen.text(switched, first: "\(Style.bold(label)) ", rest: "          ")
            screen.line("You are at \(place)")
        } else {
            if let switched { screen.text(switched) }
            screen.line("You are in \(Style.bold(phase.title)), \(place)")
        }
        if let words = DeadlineView(board).words { screen.line(words) }
        screen.text(mayBreak(phase), first: "\(Style.bold("May break:")) ", rest: "           ")
        screen.text(next.summary, first: "\(Style.bold("Next:")) ", rest: "      ")
    }

    /// What may break where the person is: once a switch was sent, everybody's sign-in, in whichever phase the step stands.
    private func mayBreak(_ phase: Phase) -> String {
        let (state, domain) = (board.state, board.state.switches.domain)
        guard state.aftermath.isPastSwitch else { return board.filled(phase.mayBreak) }
        return state.aftermath.isAsMeant
            ? "Everybody's sign-in at \(domain): it is switched, and whatever is changed at the provider, or taken back, "
                + "reaches them."
            : "Everybody's sign-in at \(domain): a switch was sent."
    }
}
