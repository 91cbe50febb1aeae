import Foundation
import Journal

/// A session's report as one HTML file: no script, no style from elsewhere, readable without colour, and on paper.
///
/// Written by hand rather than through a template engine: every text goes through one function that escapes it, which a
/// test holds for every field.
public enum HTMLReport {
    /// The whole page.
    public static func text(_ report: SessionReport) -> String {
        var html = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <title>\(e("\(report.title): \(report.name)"))</title>
            <style>\(style)</style>
            </head>
            <body>
            <h1>\(e(report.title))</h1>
            <p class="lead">\(e(report.name)) · \(e(report.tenant)) (\(e(report.kind)))</p>
            <table class="facts">

            """
        for (label, text) in [
            ("Cutover", report.cutover), ("Session", report.id), ("Tenant ID", report.tenantID),
            ("Begun", "\(report.startedAt) by \(report.startedBy)"),
            ("People", report.people.joined(separator: ", ")), ("Report of", report.takenAt),
            ("Journal's head", report.head),
        ] { html += "<tr><th>\(e(label))</th><td>\(e(text))</td></tr>\n" }
        html += "</table>\n"
        if !report.cutoverGrounds.isEmpty {
            html += "<ul>\n\(report.cutoverGrounds.map { "<li>\(e($0))</li>\n" }.joined())</ul>\n"
        }
        html += "<p>\(e(summary(report)))</p>\n"
        html += "<h2>Timeline</h2>\n\(TimelinePicture.svg(report))\n"
        for step in report.steps {
            html += "<h2>\(step.number). \(e(step.title))</h2>\n"
            html += "<p>\(e(step.phase)) · actions done: \(step.actionsDone) of \(step.actions)</p>\n"
            if step.items.isEmpty { continue }
            html += "<table>\n<tr><th>Standing</th><th>Item</th><th>What it rests on</th></tr>\n"
            for item in step.items { html += row(item) }
            html += "</table>\n"
        }
        if report.switches {
            let lines = report.lockedOut.lines.map { "<li>\(e(report.lockedOut.words($0)))</li>\n" }.joined()
            html += "<h2>Who is locked out</h2>\n<p>\(e(report.lockedOut.summary))</p>\n"
            if !lines.isEmpty { html += "<ul>\n\(lines)</ul>\n" }
        }
        html += "<h2>Cutover</h2>\n\(list(report.cutoverEntries))<h2>Journal</h2>\n\(list(report.entries))"
        return html + "</body>\n</html>\n"
    }

    private static func e(_ text: String) -> String { PlainText.escaped(text) }

    private static func lines(_ text: String) -> String { PlainText.lines(text).map(e).joined(separator: "<br>") }

    private static func summary(_ report: SessionReport) -> String {
        [Standing.passed, .held, .failed, .unknown, .open, .waived, .skipped, .later].map { ($0, report.count($0)) }
            .filter { $0.1 > 0 }.map { "\($0.1) \($0.0.rawValue)" }.joined(separator: ", ")
    }

    private static func row(_ item: SessionReport.Line) -> String {
        var parts: [String] = []
        for finding in item.findings { parts.append("<p>\(e(finding.message))<br>→ \(e(finding.remedy))</p>") }
        if let obstacle = item.obstacle { parts.append("<p>\(e(obstacle.reason))<br>→ \(e(obstacle.remedy))</p>") }
        if let reason = item.skippedBecause { parts.append("<p>doesn't apply: \(e(reason))</p>") }
        if let given = item.confirmed {
            parts.append("<p>“\(e(given.statement))”: “\(e(given.words))”, \(e(given.by)), \(e(given.at))</p>")
        }
        if let waiver = item.waiver {
            let by = waiver.approvedBy.map { ", approved by \(e($0))" } ?? ""
            parts.append(
                "<p>waived until \(e(waiver.until)) by \(e(waiver.by))\(by): \(e(waiver.reason))"
                    + "\(waiver.holds ? "" : " (no longer holds)")</p>")
        }
        if let then = item.atSwitch, let at = then.checkedAt, at != item.checkedAt {
            parts.append(details("at the switch: \(then.verdict ?? ""), checked", at, then.checkedBy, then.evidence))
        }
        if let evidence = item.evidence {
            parts.append(details("checked", item.checkedAt ?? "", item.checkedBy, evidence))
        }
        return
            "<tr><td class=\"\(item.standing.rawValue)\">\(mark(item.standing)) \(item.standing.rawValue)</td><td><b>\(e(item.id))</b>"
            + "\(item.required ? "" : " (optional)")<br>\(e(item.text))</td><td>\(parts.joined())</td></tr>\n"
    }

    /// What a verdict rests on, folded away.
    private static func details(_ what: String, _ at: String, _ by: String?, _ evidence: Evidence?) -> String {
        guard let evidence else { return "<p>\(e("\(what) \(at) by \(by ?? "")"))</p>" }
        let seen = evidence.observations.map { "\(e($0.property)): \(e($0.seen))" }.joined(separator: "<br>")
        let requests = evidence.requests.map {
            "<code>\(e($0.method)) \(e($0.path))</code> \($0.status.map(String.init) ?? "no answer") "
                + "\($0.requestID.map { e($0) } ?? "")"
        }.joined(separator: "<br>")
        return
            "<details><summary>\(e("\(what) \(at) by \(by ?? "")"))</summary><p>\(seen)</p><p>\(requests)</p></details>"
    }

    /// Standings are told by signs and words; colour only repeats them.
    private static func mark(_ standing: Standing) -> String {
        switch standing {
        case .passed, .held: "✓"
        case .failed: "✗"
        case .unknown: "?"
        case .waived: "w"
        case .skipped: "–"
        case .open, .unattested, .later: "·"
        }
    }

    private static func list(_ entries: [SessionReport.Entry]) -> String {
        if entries.isEmpty { return "<p>Nothing yet.</p>\n" }
        return "<ol>\n"
            + entries.map {
                "<li value=\"\($0.sequence)\">\(e($0.at)) · \(e($0.who)) · \($0.isUndone ? "<s>" : "")\(lines($0.words))"
                    + "\($0.isUndone ? "</s> (taken back)" : "")</li>\n"
            }.joined() + "</ol>\n"
    }

    private static let style = """
        body{font:15px/1.45 system-ui,sans-serif;max-width:70em;margin:2em auto;padding:0 1em;color:#111;background:#fff}
        table{border-collapse:collapse;width:100%}th,td{border:1px solid #bbb;padding:.35em .6em;text-align:left;
        vertical-align:top;overflow-wrap:anywhere}.facts{width:auto}.lead{font-size:1.15em}td p{margin:.2em 0}
        .passed,.held{background:#e9f6ec}.failed{background:#fbe9e7}.unknown,.open,.waived{background:#fff7dd}
        svg{max-width:100%;height:auto}ol{padding-left:3.5em}code{font-size:.9em}
        @media print{body{margin:0;max-width:none}h2{break-after:avoid}tr{break-inside:avoid}}
        """
}
