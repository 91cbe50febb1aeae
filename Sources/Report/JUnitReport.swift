import Journal

/// A session's checklist for CI servers. A step is a suite, an item a case.
public enum JUnitReport {
    /// The whole document.
    public static func text(_ report: SessionReport) -> String {
        var suites = report.steps.map { step in
            JUnit.Suite(
                "\(step.number) \(step.title)",
                step.items.map {
                    JUnit.Case($0.id, of: step.id, milliseconds: $0.evidence?.milliseconds ?? 0, result($0))
                })
        }
        if let sent = outcome(report.cutoverState, report.cutover, isHearsay: report.cutoverFromFile) {
            suites.append(sent)
        }
        return JUnit(report.name, suites).text
    }

    private static func result(_ item: SessionReport.Item) -> JUnit.Result {
        switch item.standing {
        // A file's word makes nothing green here.
        case .passed where item.fromFile: .skipped("passed, says \(item.checkedBy ?? ""): not checked here")
        case .held where item.fromFile: .skipped("held, says a file: not checked here")
        case .passed, .held: .passed
        case .failed: .failed(item.findings)
        case .unknown: .error(item.obstacle?.reason ?? "", details: item.obstacle?.remedy ?? "")
        case .open, .unattested:
            // What nobody has looked at isn't known to fail, whatever else is missing.
            item.hasCheck && item.checkedAt == nil || item.findings.isEmpty
                ? .error("Nobody has checked it yet.") : .failed(item.findings)
        case .waived: .skipped("waived: \(item.waiver?.reason ?? "")")
        case .later: .skipped("opens with the switch")
        case .skipped: .skipped(item.skippedBecause ?? "")
        }
    }

    /// How the switch stands, as a case of its own: once something was sent, nothing is well until it is known to be.
    /// - Returns: nil while nothing was.
    private static func outcome(_ state: Aftermath.Kind, _ words: String, isHearsay: Bool) -> JUnit.Suite? {
        let result: JUnit.Result
        switch state {
        case .nothingSent: return nil
        case _ where isHearsay: result = .error(words)
        case .asMeant, .rolledBack: result = .passed
        case .notKnown, .removalNotKnown, .readsManaged: result = .error(words)
        case .otherwise, .unread, .managed, .refused, .reverted: result = .failure(words)
        }
        return JUnit.Suite("the switch", [JUnit.Case("outcome", of: "switch", result)])
    }
}
