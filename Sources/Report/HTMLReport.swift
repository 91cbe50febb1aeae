import Foundation
import Journal

/// A session's report as one HTML file: no script, no style from elsewhere, readable without colour, and on paper.
public enum HTMLReport {
    /// The whole page.
    public static func text(_ report: SessionReport) -> String {
        Markup(
            "html", ["lang": "en"],
            [
                Markup(
                    "head", [:],
                    [
                        Markup("meta", ["charset": "utf-8"]),
                        Markup("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"]),
                        Markup(
                            "meta",
                            [
                                "http-equiv": "Content-Security-Policy",
                                "content": "default-src 'none'; style-src 'unsafe-inline'",
                            ]),
                        Markup("title", [:], [.text("\(report.title): \(report.name)")]),
                        Markup("style", [:], [.text(style)]),
                    ]),
                Markup("body", [:], body(report)),
            ]
        ).html
    }

    private static func body(_ report: SessionReport) -> [Markup] {
        var parts: [Markup] = [
            Markup("h1", [:], [.text(report.title)]),
            Markup("p", ["class": "lead"], [.text("\(report.name) · \(report.tenant) (\(report.kind))")]),
            Markup("table", ["class": "facts"], facts(report)),
        ]
        if !report.cutoverGrounds.isEmpty { parts.append(list("ul", report.cutoverGrounds)) }
        parts += [paragraph(summary(report)), Markup("h2", [:], [.text("Timeline")]), TimelinePicture.svg(report)]
        for step in report.steps {
            parts += [
                Markup("h2", [:], [.text("\(step.number). \(step.title)")]),
                paragraph("\(step.phase) · actions done: \(step.actionsDone) of \(step.actions)"),
            ]
            if step.items.isEmpty { continue }
            let head = Markup(
                "tr", [:], ["Standing", "Item", "What it rests on"].map { Markup("th", [:], [.text($0)]) })
            parts.append(Markup("table", [:], [head] + step.items.map(row)))
        }
        if report.switches {
            parts += [Markup("h2", [:], [.text("Who is locked out")]), paragraph(report.lockedOut.summary)]
            let lines = report.lockedOut.lines.map { report.lockedOut.words($0) }
            if !lines.isEmpty { parts.append(list("ul", lines)) }
        }
        return parts
            + [
                Markup("h2", [:], [.text("Cutover")]), journal(report.cutoverEntries),
                Markup("h2", [:], [.text("Journal")]),
                journal(report.entries),
            ]
    }

    private static func facts(_ report: SessionReport) -> [Markup] {
        [
            ("Cutover", report.cutover), ("Session", report.id), ("Tenant ID", report.tenantID),
            ("Begun", "\(report.startedAt) by \(report.startedBy)"),
            ("People", report.people.joined(separator: ", ")), ("Report of", report.takenAt),
            ("Journal's head", report.head),
        ].map { label, text in
            Markup("tr", [:], [Markup("th", [:], [.text(label)]), Markup("td", [:], [.text(text)])])
        }
    }

    private static func paragraph(_ lines: String...) -> Markup { Markup("p", [:], broken(lines.map(Markup.text))) }

    private static func list(_ name: StaticString, _ lines: [String]) -> Markup {
        Markup(name, [:], lines.map { Markup("li", [:], [.text($0)]) })
    }

    /// Each on a line of its own.
    private static func broken(_ lines: [Markup]) -> [Markup] {
        Array(lines.map { [$0] }.joined(separator: [Markup("br")]))
    }

    private static func summary(_ report: SessionReport) -> String {
        [Standing.passed, .held, .failed, .unknown, .open, .waived, .skipped, .later].map { ($0, report.count($0)) }
            .filter { $0.1 > 0 }.map { "\($0.1) \($0.0.rawValue)" }.joined(separator: ", ")
    }

    private static func row(_ item: SessionReport.Item) -> Markup {
        let name: [Markup] = [Markup("b", [:], [.text(item.id)]), .text(item.required ? "" : " (optional)")]
        return Markup(
            "tr", [:],
            [
                Markup(
                    "td", ["class": item.standing.rawValue], [.text("\(mark(item.standing)) \(item.standing.rawValue)")]
                ),
                Markup("td", [:], name + [Markup("br"), .text(item.text)]),
                Markup("td", [:], grounds(item)),
            ])
    }

    private static func grounds(_ item: SessionReport.Item) -> [Markup] {
        var parts = item.findings.map { paragraph($0.message, "→ \($0.remedy)") }
        if let obstacle = item.obstacle { parts.append(paragraph(obstacle.reason, "→ \(obstacle.remedy)")) }
        if let reason = item.skippedBecause { parts.append(paragraph("doesn't apply: \(reason)")) }
        if let given = item.confirmed {
            parts.append(paragraph("“\(given.statement)”: “\(given.words)”, \(given.by), \(given.at)"))
        }
        if let waiver = item.waiver {
            let by = waiver.approvedBy.map { ", approved by \($0)" } ?? ""
            let end = waiver.holds ? "" : " (no longer holds)"
            parts.append(paragraph("waived until \(waiver.until) by \(waiver.by)\(by): \(waiver.reason)\(end)"))
        }
        if let then = item.atSwitch, let at = then.checkedAt, at != item.checkedAt {
            let when = "at the switch: \(then.verdict ?? ""), checked \(at) by \(then.checkedBy ?? "")"
            parts.append(details(when, then.evidence))
        }
        if let evidence = item.evidence {
            parts.append(details("checked \(item.checkedAt ?? "") by \(item.checkedBy ?? "")", evidence))
        }
        return parts
    }

    /// What a verdict rests on, folded away.
    private static func details(_ when: String, _ evidence: Evidence?) -> Markup {
        guard let evidence else { return paragraph(when) }
        let seen = evidence.observations.map { Markup.text("\($0.property): \($0.seen)") }
        let requests = evidence.requests.map { request in
            [
                Markup("code", [:], [.text("\(request.method) \(request.path)")]),
                .text(" \(request.status.map(String.init) ?? "no answer") \(request.requestID ?? "")"),
            ]
        }
        return Markup(
            "details", [:],
            [
                Markup("summary", [:], [.text(when)]), Markup("p", [:], broken(seen)),
                Markup("p", [:], Array(requests.joined(separator: [Markup("br")]))),
            ])
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

    private static func journal(_ entries: [SessionReport.Entry]) -> Markup {
        if entries.isEmpty { return paragraph("Nothing yet.") }
        return Markup(
            "ol", [:],
            entries.map { entry in
                let words = broken(PlainText.lines(entry.words).map(Markup.text))
                return Markup(
                    "li", ["value": "\(entry.sequence)"],
                    [.text("\(entry.at) · \(entry.who) · ")]
                        + (entry.isUndone ? [Markup("s", [:], words), .text(" (taken back)")] : words))
            })
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
