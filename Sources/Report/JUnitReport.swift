import Foundation

/// A session's checklist as JUnit XML: what CI servers show. A step is a suite, an item a case.
public enum JUnitReport {
    public static func text(_ report: SessionReport) -> String {
        let all = report.steps.flatMap(\.items)
        var lines = [
            #"<?xml version="1.0" encoding="UTF-8"?>"#,
            "<testsuites name=\"\(escaped(report.name))\" tests=\"\(all.count)\" "
                + "failures=\"\(failures(all))\" errors=\"\(errors(all))\" skipped=\"\(skipped(all))\">",
        ]
        for step in report.steps {
            lines.append(
                "  <testsuite name=\"\(escaped("\(step.number) \(step.title)"))\" tests=\"\(step.items.count)\" "
                    + "failures=\"\(failures(step.items))\" errors=\"\(errors(step.items))\" "
                    + "skipped=\"\(skipped(step.items))\">")
            for item in step.items { add(item, step, &lines) }
            lines.append("  </testsuite>")
        }
        lines.append("</testsuites>")
        return lines.joined(separator: "\n") + "\n"
    }

    private static func add(_ item: SessionReport.Line, _ step: SessionReport.Step, _ lines: inout [String]) {
        let seconds = String(format: "%.3f", Double(item.evidence?.milliseconds ?? 0) / 1_000)
        lines.append(
            "    <testcase classname=\"\(escaped(step.id))\" name=\"\(escaped(item.id))\" time=\"\(seconds)\">")
        switch item.standing {
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

    private static func failures(_ items: [SessionReport.Line]) -> Int { items.count { $0.standing == "failed" } }
    private static func errors(_ items: [SessionReport.Line]) -> Int {
        items.count { ["unknown", "open"].contains($0.standing) }
    }
    private static func skipped(_ items: [SessionReport.Line]) -> Int {
        items.count { ["waived", "skipped", "later"].contains($0.standing) }
    }

    private static func escaped(_ text: String) -> String { PlainText.escaped(text) }
}
