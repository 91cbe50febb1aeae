import Foundation
import Journal

/// When what happened, as a picture: one line for each person, a mark for each entry, words at those that matter.
enum TimelinePicture {
    private static let (width, left, rowHeight) = (960.0, 180.0, 34.0)
    static func svg(_ report: SessionReport) -> String {
        let style = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
        let moments = report.entries.map { (try? style.parse($0.at))?.timeIntervalSince1970 ?? 0 }
        let (start, end) = (moments.min() ?? 0, moments.max() ?? 0)
        let span = max(1, end - start)
        let height = Double(report.people.count) * rowHeight + 40
        func x(_ moment: Double) -> Double { left + (moment - start) / span * (width - left - 90) }
        var svg =
            "<svg viewBox=\"0 0 \(Int(width)) \(Int(height))\" role=\"img\" aria-label=\"Timeline of the session\" "
            + "xmlns=\"http://www.w3.org/2000/svg\">"
        for (row, person) in report.people.enumerated() {
            let y = 20 + Double(row) * rowHeight
            svg +=
                "<text x=\"0\" y=\"\(y + 4)\" font-size=\"13\">\(PlainText.escaped(String(person.prefix(26))))</text>"
            svg += "<line x1=\"\(left)\" y1=\"\(y)\" x2=\"\(width - 80)\" y2=\"\(y)\" stroke=\"#999\"/>"
            var last = -1_000.0
            for (entry, moment) in zip(report.entries, moments) where entry.who == person {
                let place = x(moment)
                if let words = EventKinds.named[entry.kind]?.traits.mark {
                    svg += "<rect x=\"\(n(place - 3))\" y=\"\(y - 7)\" width=\"6\" height=\"14\" fill=\"#111\"/>"
                    // Words that would cover each other stay away; the list below has them all.
                    if place - last > 62 {
                        svg += "<text x=\"\(n(place))\" y=\"\(y - 9)\" font-size=\"10\">\(words)</text>"
                        last = place
                    }
                } else {
                    svg += "<circle cx=\"\(n(place))\" cy=\"\(y)\" r=\"2\" fill=\"#555\"/>"
                }
            }
        }
        let y = height - 8
        svg +=
            "<text x=\"\(left)\" y=\"\(y)\" font-size=\"11\">\(PlainText.escaped(report.entries.first?.at ?? ""))</text>"
        svg += "<text x=\"\(width - 80)\" y=\"\(y)\" font-size=\"11\" text-anchor=\"end\">"
        svg += "\(PlainText.escaped(report.entries.last?.at ?? ""))</text></svg>"
        return svg
    }

    private static func n(_ value: Double) -> String { String(format: "%.1f", value) }
}
