import Console
import Foundation
import Runbook

/// How long there is until the runbook's deadline, in words.
struct DeadlineView {
    let conversation: Conversation

    /// The moment that the session agreed on; nil while there is none.
    var moment: Date? {
        guard let deadline = conversation.runbook.deadline,
            let text = deadline.moment.filled(conversation.state.answers), !text.isEmpty
        else { return nil }
        return Moment.kept(text)
    }

    /// "The migration deadline: 3 hours 20 minutes left (2026-11-28 17:00:00 UTC)"; nil while there is none.
    var words: String? {
        guard let deadline = conversation.runbook.deadline, let moment else { return nil }
        let left = Int(moment.timeIntervalSince(conversation.writer.time))
        let when = Value.time(moment).words
        if left < 0 { return Style.red("\(deadline.title) passed \(DurationText.left(left)) ago") + " (\(when))" }
        let text = "\(deadline.title): \(DurationText.left(left)) left"
        return (left < 3_600 ? Style.yellow(text) : text) + " (\(when))"
    }
}
