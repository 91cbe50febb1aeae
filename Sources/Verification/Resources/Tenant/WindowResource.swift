import Foundation
import Runbook
import Tenant
import Text

/// A stretch of time, or one moment: a change window, a deadline, when something was done. Read from the clock alone; in
/// a rehearsal, from the rehearsal's.
enum WindowResource: Resource {
    static let name = "window"
    static let selector: String? = "a time (2026-11-21T22:00:00Z), or two with a slash between"
    static let form = LiteralForm.window
    static let properties = [
        Property(
            "open", .boolean, label: "Now is inside", needs: [],
            remedy: "Wait until it begins, or agree on another one: {answer}"
        ) { selection, probe in
            let (window, now) = (try window(selection), probe.now)
            let words =
                now < window.start
                ? "It begins in \(distance(now, window.start))."
                : now > window.end
                    ? "It ended \(distance(window.end, now)) ago." : "It ends in \(distance(now, window.end))."
            return Observed(.boolean(window.start <= now && now <= window.end), explanation: words)
        },
        Property(
            "passed", .boolean, label: "Has passed", needs: [],
            remedy: "Agree on another time: {answer}"
        ) { selection, probe in
            let (end, now) = (try window(selection).end, probe.now)
            return Observed(
                .boolean(now > end),
                explanation: now > end
                    ? "It passed \(distance(end, now)) ago." : "It passes in \(distance(now, end)).")
        },
        Property("since", .duration, label: "Time since it began", needs: [], remedy: "Wait until then.") {
            selection, probe in
            let (start, now) = (try window(selection).start, probe.now)
            return Observed(
                .duration(seconds(start, now)),
                explanation: now < start ? "It begins only in \(distance(now, start))." : nil)
        },
        Property(
            "left", .duration, label: "Time left until its end", needs: [],
            remedy: "Be done before it ends, or agree on a later time: {answer}"
        ) { selection, probe in
            let (end, now) = (try window(selection).end, probe.now)
            return Observed(
                .duration(seconds(now, end)), explanation: now > end ? "It ended \(distance(end, now)) ago." : nil)
        },
    ]

    private static func window(_ selection: Selection) throws(Impediment) -> (start: Date, end: Date) {
        do throws(AnswerProblem) {
            let stretch = try Stretch(selection.selector)
            return (stretch.start, stretch.end)
        } catch {
            throw .missing(
                message: "\"\(selection.selector)\" is neither a time nor two in their order.",
                remedy: "Write them like 2026-11-21T22:00:00Z, with a slash between two. \(error)")
        }
    }

    private static func seconds(_ from: Date, _ to: Date) -> Int { Int(to.timeIntervalSince(from).rounded(.down)) }

    private static func distance(_ from: Date, _ to: Date) -> String { DurationText.words(seconds(from, to)) }
}
