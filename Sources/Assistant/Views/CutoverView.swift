import Console
import Cutover
import Foundation
import Journal
import Runbook

/// What is shown of a cutover: why it is locked, what it will do, what came of it.
struct CutoverView {
    let conversation: Conversation

    /// Every reason, grouped by step, each with its remedy; items with the same trouble share its telling.
    func refused(_ reasons: [Reason]) -> Outcome {
        let screen = conversation.screen
        screen.line("\(Style.red("LOCKED.")) These stand in the way:")
        let general = reasons.filter { $0.subject.flatMap { conversation.runbook.step(ofItem: $0) } == nil }
        show(general)
        for step in conversation.runbook.steps {
            let own = reasons.filter { $0.subject.flatMap { conversation.runbook.step(ofItem: $0) }?.id == step.id }
            if own.isEmpty { continue }
            screen.line(Style.bold("\(step.number) \(step.title)"))
            show(own)
        }
        let count = "\(reasons.count) \(reasons.count == 1 ? "reason" : "reasons")"
        // Last, because a long list has scrolled its beginning away.
        screen.line("\(Style.red("LOCKED:")) \(count). Nothing was switched.")
        let isUnknown = !reasons.isEmpty && reasons.allSatisfy { $0.kind == .unknown }
        return isUnknown ? .unknown : .failed
    }

    private func show(_ reasons: [Reason]) {
        var rest = reasons
        while let first = rest.first {
            let alike = rest.filter { $0.message == first.message && $0.remedy == first.remedy }
            rest.removeAll { $0.message == first.message && $0.remedy == first.remedy }
            let names = alike.compactMap(\.subject).joined(separator: ", ")
            let mark =
                switch first.kind {
                case .unknown: Style.yellow("?")
                case .unattested: Style.cyan("✎")
                case .unchecked, .stale: "·"
                default: Style.red("✗")
                }
            if first.kind == .unattested {
                // The remedy names the item; the sentence says what it is about.
                conversation.screen.text(
                    first.message, first: "  \(mark) \(Style.cyan(first.remedy))  ", rest: "      ")
            } else {
                if !names.isEmpty { conversation.screen.text(names, first: "  \(mark) ", rest: "    ") }
                conversation.screen.text(first.message, first: names.isEmpty ? "  \(mark) " : "    ", rest: "    ")
                conversation.screen.text(first.remedy, first: "    → ", rest: "      ")
            }
        }
    }

    /// What the switch will change, and what it would be sent on top of.
    func show(_ plan: SwitchPlan, _ preflight: SwitchPreflight) {
        let screen = conversation.screen
        let tenant = conversation.state.tenant
        screen.line(
            "\(conversation.label) \(Style.bold("this will change in \(SafeText.clean(tenant.displayName))"))")
        var table = Table()
        table.add("Runbook", conversation.origin.words)
        for row in PlanRows.of(plan, preflight.seal) { table.add(row.name, row.value) }
        let people = conversation.runbook.cutover.map(conversation.state.people) ?? 1
        table.add("Approved by", people == 1 ? "you alone" : "\(people) people, you included")
        for line in table.lines(columns: screen.columns, indent: "  ") { screen.line(line) }
        screen.text(
            "It can be taken back only after \(DurationText.words(plan.cooldown)); then users need passwords again.",
            first: "  ")
        if preflight.isHandedOver {
            screen.text(
                "the sign-in service hands people over to a provider, whatever the directory says.",
                first: "  \(Style.yellow("Already:")) ", rest: "    ")
        }
        for sent in preflight.sentBefore {
            screen.text(
                "this same plan was sent at \(Value.time(sent.at).words) by \(sent.who), and what became of that is still "
                    + "not known: it may take effect as well. Sending it again does no harm then: Microsoft refuses what "
                    + "is there.", first: "  \(Style.yellow("The first one is still not known:")) ", rest: "    ")
        }
    }

    /// The time that people were given, if it isn't over: they may count on it.
    func showDeadline() {
        let deadline = DeadlineView(conversation: conversation)
        guard let moment = deadline.moment, conversation.writer.time < moment, let words = deadline.words else {
            return
        }
        conversation.screen.text(
            "\(words). People were told that they have so long.", first: "  \(Style.yellow("Not over yet:")) ",
            rest: "    ")
    }

    /// What is red and may be: named once more before the switch.
    func showWaivers() {
        let screen = conversation.screen
        for item in conversation.runbook.itemsOfGate {
            guard let waiver = conversation.state.waiver(of: item, now: conversation.writer.time) else { continue }
            screen.text(
                "\(item.id) is waived until \(Value.time(waiver.expires).words): \(waiver.reason) (\(waiver.by))",
                first: "  \(Style.yellow("Waived:")) ", rest: "    ")
        }
    }

    /// - Parameter waits: what time alone will mend.
    func concludeDryRun(_ waits: [Reason]) -> Outcome {
        let screen = conversation.screen
        for reason in waits {
            screen.text(reason.message, first: "  \(Style.yellow("Not yet:")) ", rest: "    ")
            screen.text(reason.remedy, first: "    → ", rest: "      ")
        }
        screen.line(
            "\(Style.green("✓")) Everything \(waits.isEmpty ? "" : "else ")passes. Nothing was switched: this was a dry run."
        )
        return .done
    }

    /// Shows what came of it; a switch that took is proved, and what comes next is said.
    func conclude(_ outcome: CutoverRunner.Outcome) async throws -> Outcome {
        switch outcome {
        case .blocked(let reasons): return refused(reasons)
        case .handedOut:
            let domain = conversation.runner.plan?.domain ?? "the domain"
            conversation.screen.text(
                "In this rehearsal `portal run-powershell` plays whoever pastes them. Then type verify: it reads what "
                    + "became of \(domain).")
            return .done
        case .seen(let look):
            conversation.keep(look.history)
            let shown = AftermathView(conversation: conversation).show(look)
            // What somebody else has set can't become this session's by waiting.
            guard case .asMeant(let standing) = look.aftermath, standing.attempt != nil, look.unreadable == nil else {
                return shown
            }
            try await Proving(conversation: conversation).run()
            let screen = conversation.screen
            screen.text(NextView(conversation: conversation).summary, first: "Next: ", rest: "      ")
            if conversation.desk != nil {
                screen.text("`portal sign-in USER` shows what a user meets, `debrief` how the rehearsal went.")
            }
            return shown
        }
    }
}
