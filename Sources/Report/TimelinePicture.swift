import Foundation
import Journal

/// When what happened, as a picture: one line for each person, a mark for each entry, words at those that matter.
enum TimelinePicture {
    private static let (width, left, rowHeight) = (960.0, 180.0, 34.0)

    static func svg(_ report: SessionReport) -> Markup {
        let style = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
        let moments = report.entries.map { (try? style.parse($0.at))?.timeIntervalSince1970 ?? 0 }
        let (start, end) = (moments.min() ?? 0, moments.max() ?? 0)
        let span = max(1, end - start)
        let height = Double(report.people.count) * rowHeight + 40
        func x(_ moment: Double) -> Double { left + (moment - start) / span * (width - left - 90) }
        var parts: [Markup] = []
        for (row, person) in report.people.enumerated() {
            let y = 20 + Double(row) * rowHeight
            parts += [
                words(String(person.prefix(26)), 0, y + 4, size: 13),
                Markup("line", ["x1": n(left), "y1": n(y), "x2": n(width - 80), "y2": n(y), "stroke": "#999"]),
            ]
            var last = -1_000.0
            for (entry, moment) in zip(report.entries, moments) where entry.who == person {
                let place = x(moment)
                guard let mark = EventKinds.named[entry.kind]?.traits.mark else {
                    parts.append(Markup("circle", ["cx": n(place), "cy": n(y), "r": "2", "fill": "#555"]))
                    continue
                }
                parts.append(
                    Markup(
                        "rect",
                        ["x": n(place - 3), "y": n(y - 7), "width": "6", "height": "14", "fill": "#111"]))
                // Words that would cover each other stay away; the list below has them all.
                guard place - last > 62 else { continue }
                parts.append(words(mark, place, y - 9, size: 10))
                last = place
            }
        }
        parts += [
            words(report.entries.first?.at ?? "", left, height - 8, size: 11),
            words(report.entries.last?.at ?? "", width - 80, height - 8, size: 11, anchor: "end"),
        ]
        return Markup(
            "svg",
            [
                "viewBox": "0 0 \(Int(width)) \(Int(height))", "role": "img", "aria-label": "Timeline of the session",
                "xmlns": "http://www.w3.org/2000/svg",
            ], parts)
    }

    private static func words(
        _ text: String, _ x: Double, _ y: Double, size: Int, anchor: String = "start"
    ) -> Markup {
        Markup(
            "text", ["x": n(x), "y": n(y), "font-size": "\(size)", "text-anchor": anchor], [.text(text)])
    }

    private static func n(_ value: Double) -> String { String(format: "%.1f", value) }
}
