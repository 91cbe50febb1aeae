import Foundation
import Journal
import Runbook
import Text

/// How long there is until the runbook's deadline, in words.
struct DeadlineView {
    let runbook: Runbook
    let answers: [String: String]
    let now: Date

    init(_ runbook: Runbook, _ answers: [String: String], now: Date) {
        (self.runbook, self.answers, self.now) = (runbook, answers, now)
    }

    init(_ board: Board) { self.init(board.runbook, board.state.answers, now: board.now) }

    /// The moment that the session agreed on; nil while there is none.
    var moment: Date? {
        guard let deadline = runbook.deadline,
            let text = deadline.moment.filled(answers), !text.isEmpty
        else { return nil }
        return Moment.kept(text)
    }

    /// "The migration deadline: 3 hours 20 minutes left (2026-11-28 17:00:00 UTC)"; nil while there is none.
    var words: String? {
        guard let deadline = runbook.deadline, let moment else { return nil }
        let left = Int(moment.timeIntervalSince(now))
        let when = Value.time(moment).words
        if left < 0 { return Style.red("\(deadline.title) passed \(DurationText.left(left)) ago") + " (\(when))" }
        let text = "\(deadline.title): \(DurationText.left(left)) left"
        return (left < 3_600 ? Style.yellow(text) : text) + " (\(when))"
    }
}
