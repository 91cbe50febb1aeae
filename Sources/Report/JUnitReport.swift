import Foundation
import Journal

/// A session's checklist as JUnit XML: what CI servers show. A step is a suite, an item a case.
public enum JUnitReport {
    public static func text(_ report: SessionReport) -> String {
        let all = report.steps.flatMap(\.items)
        let (isSent, switchFails, switchErrs) = outcome(report)
        var lines = [
            #"<?xml version="1.0" encoding="UTF-8"?>"#,
            "<testsuites name=\"\(escaped(report.name))\" tests=\"\(all.count + isSent)\" "
                + "failures=\"\(failures(all) + switchFails)\" errors=\"\(errors(all) + switchErrs)\" skipped=\"\(skipped(all))\">",
        ]
        for step in report.steps {
            lines.append(
                "  <testsuite name=\"\(escaped("\(step.number) \(step.title)"))\" tests=\"\(step.items.count)\" "
                    + "failures=\"\(failures(step.items))\" errors=\"\(errors(step.items))\" "
                    + "skipped=\"\(skipped(step.items))\">")
            for item in step.items { add(item, step, &lines) }
            lines.append("  </testsuite>")
        }
        addSwitch(report, &lines)
        lines.append("</testsuites>")
        return lines.joined(separator: "\n") + "\n"
    }

    private static func add(_ item: SessionReport.Line, _ step: SessionReport.Step, _ lines: inout [String]) {
        let seconds = String(format: "%.3f", Double(item.evidence?.milliseconds ?? 0) / 1_000)
        lines.append(
            "    <testcase classname=\"\(escaped(step.id))\" name=\"\(escaped(item.id))\" time=\"\(seconds)\">")
        switch item.standing {
        // A file's word makes nothing green here.
        case "passed" where item.fromFile:
            lines.append(
                "      <skipped message=\"\(escaped("passed, says \(item.checkedBy ?? ""): not checked here"))\"/>")
        case "failed":
            let words = item.findings.map { "\($0.message) → \($0.remedy)" }.joined(separator: " · ")
            lines.append(
                "      <failure message=\"\(escaped(item.findings.first?.message ?? ""))\">\(escaped(words))</failure>")
        case "unknown":
            lines.append(
                "      <error message=\"\(escaped(item.obstacle?.reason ?? ""))\">"
                    + "\(escaped(item.obstacle?.remedy ?? ""))</error>")
        case "open": lines.append("      <error message=\"not checked or not confirmed yet\"/>")
        case "waived": lines.append("      <skipped message=\"\(escaped("waived: \(item.waiver?.reason ?? "")"))\"/>")
        case "later": lines.append("      <skipped message=\"opens with the switch\"/>")
        case "skipped": lines.append("      <skipped message=\"\(escaped(item.skippedBecause ?? ""))\"/>")
        default: break
        }
        lines.append("    </testcase>")
    }

    /// How the switch stands, as a case of its own: once something was sent, nothing is well until it is known to be.
    private static func addSwitch(_ report: SessionReport, _ lines: inout [String]) {
        let (isSent, fails, errs) = outcome(report)
        if isSent == 0 { return }
        lines.append(
            "  <testsuite name=\"the switch\" tests=\"1\" failures=\"\(fails)\" errors=\"\(errs)\" skipped=\"0\">")
        lines.append("    <testcase classname=\"switch\" name=\"\(report.cutoverState.rawValue)\">")
        if fails + errs > 0 {
            lines.append("      <\(fails > 0 ? "failure" : "error") message=\"\(escaped(report.cutover))\"/>")
        }
        lines.append("    </testcase>")
        lines.append("  </testsuite>")
    }

    /// How many cases the switch is, and how many of them are failures and errors.
    private static func outcome(_ report: SessionReport) -> (cases: Int, failures: Int, errors: Int) {
        switch report.cutoverState {
        case .nothingSent: (0, 0, 0)
        case .asMeant, .rolledBack: (1, 0, 0)
        case .notKnown, .removalNotKnown, .readsManaged: (1, 0, 1)
        case .otherwise, .unread, .managed, .refused, .reverted: (1, 1, 0)
        }
    }

    private static func failures(_ items: [SessionReport.Line]) -> Int { items.count { $0.standing == "failed" } }
    private static func errors(_ items: [SessionReport.Line]) -> Int {
        items.count { ["unknown", "open"].contains($0.standing) }
    }
    private static func skipped(_ items: [SessionReport.Line]) -> Int {
        items.count { ["waived", "skipped", "later"].contains($0.standing) || $0.standing == "passed" && $0.fromFile }
    }

    private static func escaped(_ text: String) -> String { PlainText.escaped(text) }
}
