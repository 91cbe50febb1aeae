import Console
import Cutover
import Foundation
import Journal
import Runbook
import Text

/// What is shown of a cutover: why it is locked, what it will do, what came of it.
struct CutoverView {
    let board: Board
    let screen: Screen
    /// What every screen that can change something begins with.
    let label: String
    let origin: RunbookOrigin

    /// Every reason, grouped by step, each with its remedy; items with the same trouble share its telling.
    func refused(_ reasons: [Reason]) -> Outcome {
        screen.line("\(Style.red("LOCKED.")) These stand in the way:")
        let general = reasons.filter { $0.subject.flatMap { board.runbook.step(ofItem: $0) } == nil }
        show(general)
        for step in board.runbook.steps {
            let own = reasons.filter { $0.subject.flatMap { board.runbook.step(ofItem: $0) }?.id == step.id }
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
                screen.text(
                    first.message, first: "  \(mark) \(Style.cyan(first.remedy))  ", rest: "      ")
            } else {
                if !names.isEmpty { screen.text(names, first: "  \(mark) ", rest: "    ") }
                screen.text(first.message, first: names.isEmpty ? "  \(mark) " : "    ", rest: "    ")
                screen.text(first.remedy, first: "    → ", rest: "      ")
            }
        }
    }

    /// What the switch will change, and what it would be sent on top of.
    func show(_ plan: SwitchPlan, _ preflight: SwitchPreflight) {
        let tenant = board.state.tenant
        screen.line(
            "\(label) \(Style.bold("this will change in \(SafeText.clean(tenant.displayName))"))")
        var table = Table()
        table.add("Runbook", origin.words)
        for row in PlanRows.of(plan, preflight.seal) { table.add(row.name, row.value) }
        let people = board.runbook.cutover.map(board.state.people) ?? 1
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
        let deadline = DeadlineView(board)
        guard let moment = deadline.moment, board.now < moment, let words = deadline.words else {
            return
        }
        screen.text(
            "\(words). People were told that they have so long.", first: "  \(Style.yellow("Not over yet:")) ",
            rest: "    ")
    }

    /// What is red and may be: named once more before the switch.
    func showWaivers() {
        for item in board.runbook.itemsOfGate {
            guard let waiver = board.card(item).waiver else { continue }
            screen.text(
                "\(item.id) is waived until \(Value.time(waiver.expires).words): \(waiver.reason) (\(waiver.by))",
                first: "  \(Style.yellow("Waived:")) ", rest: "    ")
        }
    }

    /// - Parameter waits: what time alone will mend.
    func concludeDryRun(_ waits: [Reason]) -> Outcome {
        for reason in waits {
            screen.text(reason.message, first: "  \(Style.yellow("Not yet:")) ", rest: "    ")
            screen.text(reason.remedy, first: "    → ", rest: "      ")
        }
        screen.line(
            "\(Style.green("✓")) Everything \(waits.isEmpty ? "" : "else ")passes. Nothing was switched: this was a dry run."
        )
        return .done
    }
}
