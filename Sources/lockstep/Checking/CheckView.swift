import Console
import Text

/// A report of `lockstep check`, for people.
struct CheckView {
    let report: CheckReport
    let screen: Screen

    func showAll() {
        for item in report.items { show(item) }
        showSum()
    }

    /// What is another verdict than before.
    func showNews(since before: CheckReport) {
        let known = Dictionary(uniqueKeysWithValues: before.items.map { ($0.id, $0) })
        screen.line(Style.bold(report.takenAt))
        for item in report.items where known[item.id]?.verdict != item.verdict { show(item) }
        showSum()
    }

    private func showSum() {
        let held = report.held > 0 ? ", \(report.held) held" : ""
        let skipped = report.skipped > 0 ? ", \(report.skipped) skipped" : ""
        screen.line("\(report.passed) passed, \(report.failed) failed, \(report.unknown) unknown\(held)\(skipped)")
        guard let cutover = report.cutover else { return }
        screen.text(cutover.words, first: "\(Style.bold("The switch:")) ", rest: "  ")
        for ground in cutover.grounds { screen.text(ground, first: "  ", rest: "    ") }
        if let remedy = cutover.remedy { screen.text(remedy, first: "  → ", rest: "    ") }
    }

    private func show(_ item: CheckReport.Item) {
        let mark =
            switch item.verdict {
            case .passed, .held: Style.green("✓")
            case .failed: Style.red("✗")
            case .skipped: "–"
            case .unknown: Style.yellow("?")
            }
        screen.text(item.text, first: "\(mark) \(Style.bold(item.id))  ", rest: "    ")
        if let held = item.held { screen.text(held.words, first: "    ", rest: "    ") }
        if let why = item.skippedBecause { screen.text(why, first: "    ") }
        for finding in item.findings {
            screen.text(finding.message, first: "    ")
            screen.text(finding.remedy, first: "      → ", rest: "        ")
        }
        if let waiver = item.waiver, item.verdict != .passed {
            screen.text(
                "\(Style.yellow("Waived")) until \(waiver.until): \(waiver.reason) (\(waiver.by))", first: "    ",
                rest: "      ")
        }
        if let obstacle = item.obstacle {
            screen.text("Unknown: \(obstacle.reason)", first: "    ")
            screen.text(obstacle.remedy, first: "      → ", rest: "        ")
        }
    }
}
