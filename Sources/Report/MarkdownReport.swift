import Escaping

/// A session's report as Markdown: for wikis and tickets.
public enum MarkdownReport {
    /// The whole text.
    public static func text(_ report: SessionReport) -> String {
        var lines = [
            "# \(line(report.title)): \(line(report.name))", "",
            "* **Tenant:** \(line(report.tenant)) (\(report.kind), \(code(report.tenantID)))",
            "* **Session:** \(code(report.id)), begun \(report.startedAt) by \(line(report.startedBy))",
            "* **People:** \(report.people.map(line).joined(separator: ", "))",
            "* **Cutover:** \(line(report.cutover))",
        ]
        lines += report.cutoverGrounds.map { "  * \(line($0))" }
        lines += [
            "* **Report of:** \(report.takenAt)", "* **Journal's head:** \(code(report.head))", "",
        ]
        for step in report.steps {
            lines += [
                "## \(step.number). \(line(step.title))", "", "Actions done: \(step.actionsDone) of \(step.actions)",
                "",
            ]
            for item in step.items { add(item, &lines) }
            lines.append("")
        }
        if report.switches {
            lines += ["## Who is locked out", "", line(report.lockedOut.summary), ""]
            lines += report.lockedOut.lines.map { "* \(line(report.lockedOut.words($0)))" } + [""]
        }
        lines += ["## Cutover", ""]
        lines += report.cutoverEntries.isEmpty ? ["Nothing yet."] : report.cutoverEntries.map(entry)
        lines += ["", "## Journal", ""] + report.entries.map(entry)
        return lines.joined(separator: "\n") + "\n"
    }

    private static func add(_ item: SessionReport.Item, _ lines: inout [String]) {
        let mark = [.passed, .held].contains(item.standing) ? "x" : " "
        lines.append("* [\(mark)] **\(line(item.id))** (\(item.standing.rawValue)): \(line(item.text))")
        for finding in item.findings { lines.append("  * \(line(finding.message)) → \(line(finding.remedy))") }
        if let obstacle = item.obstacle { lines.append("  * \(line(obstacle.reason)) → \(line(obstacle.remedy))") }
        if let reason = item.skippedBecause { lines.append("  * doesn't apply: \(line(reason))") }
        if let given = item.confirmed {
            lines.append("  * “\(line(given.statement))” — “\(line(given.words))”, \(line(given.by)), \(given.at)")
        }
        if let waiver = item.waiver {
            let by = waiver.approvedBy.map { ", approved by \(line($0))" } ?? ""
            lines.append(
                "  * waived until \(waiver.until) by \(line(waiver.by))\(by): \(line(waiver.reason))"
                    + (waiver.holds ? "" : " (no longer holds)"))
        }
        if let then = item.atSwitch, let at = then.checkedAt, at != item.checkedAt {
            lines.append(
                "  * at the switch: \(then.verdict ?? "not checked"), checked \(at) by \(line(then.checkedBy ?? ""))")
        }
        if let at = item.checkedAt { lines.append("  * checked \(at) by \(line(item.checkedBy ?? ""))") }
    }

    /// What comes after the first line of its words stands below it, a line each.
    private static func entry(_ entry: SessionReport.Entry) -> String {
        let words = PlainText.lines(entry.words).map(MarkdownText.line)
        let first = (words.first ?? "") + (entry.isUndone ? " (taken back)" : "")
        return
            (["* \(entry.sequence) · \(entry.at) · \(line(entry.who)) · \(first)"]
            + words.dropFirst().map { "  * \($0)" })
            .joined(separator: "\n")
    }

    /// Text that came from people or a tenant, on one line, with nothing that Markdown or HTML would take for its own.
    private static func line(_ text: String) -> String { MarkdownText.line(PlainText.clean(text)) }

    private static func code(_ text: String) -> String { MarkdownText.code(PlainText.clean(text)) }
}
