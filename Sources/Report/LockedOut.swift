import Foundation
import Journal
import Runbook

/// Who lost access with the switch, or would lose it: by the checks that count such people, as they were journalled.
public struct LockedOut: Sendable {
    /// What one check found.
    public struct Line: Sendable {
        public let item: String
        public let at: String
        /// Taken for the switch itself, the last before it was sent.
        public let isOfSwitch: Bool
        /// People counted; nil where the check could not say.
        public let people: Int?
        /// With names, as far as the check gave them.
        public let words: String
    }

    /// When the switch was sent last; nil if it never was.
    public let switchedAt: String?
    /// In the journal's order: those of the switch, and the last of each check since, or at all.
    public let lines: [Line]

    init(_ events: [Event], _ state: SessionState, _ runbook: Runbook) {
        let items = runbook.items.filter(\.countsLockedOut).map(\.id)
        let start = events.last { $0.payload is CutoverStarted }
        let attempt = (start?.payload as? CutoverStarted)?.attempt
        switchedAt = start?.timeText
        var ofSwitch: [String: Line] = [:]
        var newest: [String: (sequence: Int, line: Line)] = [:]
        for event in events {
            guard let body = event.payload as? ItemChecked, items.contains(body.item) else { continue }
            if let start, let attempt, event.sequence < start.sequence {
                if body.attempt == attempt { ofSwitch[body.item] = LockedOut.line(event, body, isOfSwitch: true) }
            } else {
                newest[body.item] = (event.sequence, LockedOut.line(event, body, isOfSwitch: false))
            }
        }
        // A verdict about other answers than today's says nothing any more, unless the switch was sent on it.
        let standing = newest.filter { state.verdicts[$0.key]?.sequence == $0.value.sequence }
        lines = items.compactMap { ofSwitch[$0] } + items.compactMap { standing[$0]?.line }
    }

    private static func line(_ event: Event, _ body: ItemChecked, isOfSwitch: Bool) -> Line {
        let seen = body.evidence.observations.filter { Item.lockOutProperties.contains($0.property) }
        let counts = seen.compactMap { Int($0.seen) }
        let words =
            switch body.verdict {
            case .passed: "nobody"
            case .failed(let findings): findings.map(\.message).joined(separator: " ")
            case .unknown(let obstacle): "it could not be found out: \(obstacle.reason)"
            }
        return Line(
            item: body.item, at: event.timeText, isOfSwitch: isOfSwitch, people: counts.max(), words: words)
    }

    /// One sentence above the lines.
    var summary: String {
        if switchedAt == nil {
            return lines.isEmpty
                ? "Nothing was switched, and nobody has looked yet at who would lose access."
                : "Nothing was switched. Who would lose access, by the last look:"
        }
        return lines.isEmpty
            ? "The runbook has no check that counts who loses access."
            : "Who lost access with the switch at \(switchedAt ?? ""), by the checks before it and since:"
    }

    /// A line for people.
    func words(_ line: Line) -> String {
        let when = switchedAt == nil ? line.at : line.isOfSwitch ? "for the switch, \(line.at)" : "since, \(line.at)"
        return "\(line.item) (\(when)): \(line.words)"
    }
}
