import Console
import Journal
import Text

/// How a rehearsal went, against what its scenario looks for.
struct DebriefCommand: Command {
    let name = "debrief"
    let summary = "rehearsal only: how it went, and what was hidden from you"
    let details =
        "Shows what the scenario looks for and whether it holds, the surprises that happened and what was expected of "
        + "you, every word of yours that wasn't true, and the hints that you took. It gives the surprises away: "
        + "look at the end."

    func isAvailable(in conversation: Conversation) -> Bool { conversation.desk != nil }

    func run(_ words: [String], in conversation: Conversation) async throws -> Outcome {
        guard words.isEmpty else { throw UsageError("\"debrief\" takes nothing.") }
        guard let tenant = conversation.desk?.tenant else { throw UsageError("There is no debrief of a live session.") }
        let screen = conversation.screen
        screen.line(Style.bold("Debrief: \(tenant.scenario.title)"))
        let findings = await tenant.debrief()
        for finding in findings {
            screen.text(finding.text, first: finding.isMet ? "\(Style.green("✓")) " : "\(Style.red("✗")) ", rest: "  ")
        }
        let surprises = await tenant.surprises()
        if !surprises.isEmpty { screen.line(Style.bold("What happened behind your back")) }
        for surprise in surprises {
            screen.text(surprise.title, first: "• ", rest: "  ")
            screen.text(surprise.expected, first: "  Expected of you: ", rest: "    ")
        }
        let words = await tenant.untrueWords()
        if !words.isEmpty { screen.line(Style.bold("Your word was not true when you gave it")) }
        for word in words {
            let statement = conversation.state.attestations[word.item]?.statement ?? ""
            screen.text(
                "“\(statement)”\(word.isMended ? " (it was when you gave it again)" : "")",
                first: "\(word.isMended ? "•" : Style.red("✗")) \(word.item): ", rest: "  ")
        }
        let untrue = words.filter { !$0.isMended }
        let hints = conversation.state.hintsTaken.values.reduce(0, +)
        screen.line("Hints taken: \(hints)")
        let missed = findings.count { !$0.isMet }
        guard missed == 0, untrue.isEmpty else {
            screen.line(
                "\(missed) of \(findings.count) aims missed, \(untrue.count) untrue \(untrue.count == 1 ? "word" : "words")."
            )
            return .failed
        }
        screen.text(praise(conversation, hasAims: !findings.isEmpty))
        return .done
    }

    /// What is said where every aim is met: some are from the beginning, and then nobody has done anything well yet. Where the
    /// scenario has none, the runbook is the aim.
    private func praise(_ conversation: Conversation, hasAims: Bool) -> String {
        let items = conversation.board.openItems.filter { $0.standing != .skipped }
        let open = items.filter { !$0.standing.isSettled && $0.item.isRequired }
        let passed = items.count(where: \.standing.isSettled)
        let count = "\(passed) of \(items.count) \(items.count == 1 ? "item" : "items") passed"
        guard let first = open.first else {
            return Style.green("Well done.") + (passed == items.count ? "" : " \(count).")
        }
        if passed * 2 < items.count { return "No aim is missed so far. But little is shown yet: \(count)." }
        let rest = "\(count); open: \(first.item.id)\(open.count > 1 ? " and \(open.count - 1) more" : "")."
        return (hasAims ? "No aim is missed. But the" : "The") + " runbook isn't through: \(rest)"
    }
}
