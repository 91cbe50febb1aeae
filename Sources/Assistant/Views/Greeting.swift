import Console
import Foundation
import Journal
import Runbook

/// What a person reads first: where they are, what may break, what is next.
struct Greeting {
    let conversation: Conversation

    func show(isNew: Bool) {
        let screen = conversation.screen
        let state = conversation.state
        let tenant = state.tenant
        let isRehearsal = tenant.kind == .rehearsal
        screen.line(
            "\(Style.bold("Lockstep")) · \(conversation.label) · \(conversation.runbook.title)")
        screen.line(
            Style.dim("Session \(state.name) (\(state.id)) · \(tenant.displayName)\(isRehearsal ? ", simulated" : "")"))
        if !isRehearsal { screen.line(Style.dim("Tenant \(tenant.tenantID)")) }
        if !conversation.origin.isBundled, conversation.runbook.cutover != nil {
            screen.text(conversation.origin.words, first: "\(Style.yellow("Runbook:")) ", rest: "  ")
        }
        if let strangers = conversation.strangers {
            screen.text(
                "\(strangers): sign-in, Graph or PingOne are asked there, and secrets and tokens go there.",
                first: "\(Style.yellow("Not Microsoft:")) ",
                rest: "  ")
        }
        screen.line()
        if isNew {
            if let briefing = conversation.desk?.tenant.scenario.briefing {
                screen.text(briefing)
                screen.line()
            }
            for hint in conversation.runbook.hints { HintView.show(hint, conversation, indent: "") }
        } else {
            screen.text(
                "Welcome back. The last of \(state.eventCount) entries is from "
                    + "\(Ago.words(state.lastEvent.time, now: conversation.writer.time)), by \(state.lastEvent.who).")
            if let handover = state.handover {
                screen.line()
                screen.line(
                    Style.bold(
                        SafeText.clean(handover.stamp.by) + (handover.stamp.isForeign ? "," : "") + " handed over, ")
                        + Ago.words(handover.stamp.time, now: conversation.writer.time))
                screen.text(handover.text, first: "  ")
            }
        }
        for notice in conversation.notices {
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
        let screen = conversation.screen
        let step = conversation.step
        guard let phase = conversation.runbook.phase(step.phase) else { return }
        let place = "step \(step.number) of \(conversation.runbook.steps.count): \(Style.bold(step.title))"
        let switched = AftermathView(conversation: conversation).line
        if let switched, conversation.state.aftermath.isPastSwitch {
            // Whatever step somebody reads, the domain is past all phases before the switch.
            let label = conversation.state.aftermath.isAsMeant ? "Switched:" : "The switch:"
            screen.text(switched, first: "\(Style.bold(label)) ", rest: "          ")
            screen.line("You are at \(place)")
        } else {
            if let switched { screen.text(switched) }
            screen.line("You are in \(Style.bold(phase.title)), \(place)")
        }
        if let words = DeadlineView(conversation: conversation).words { screen.line(words) }
        screen.text(mayBreak(phase), first: "\(Style.bold("May break:")) ", rest: "           ")
        screen.text(NextView(conversation: conversation).summary, first: "\(Style.bold("Next:")) ", rest: "      ")
    }

    /// What may break where the person is: once a switch was sent, everybody's sign-in, in whichever phase the step stands.
    private func mayBreak(_ phase: Phase) -> String {
        let (state, domain) = (conversation.state, conversation.state.switches.domain)
        guard state.aftermath.isPastSwitch else { return conversation.filled(phase.mayBreak) }
        return state.aftermath.isAsMeant
            ? "Everybody's sign-in at \(domain): it is switched, and whatever is changed at the provider, or taken back, "
                + "reaches them."
            : "Everybody's sign-in at \(domain): a switch was sent."
    }
}
