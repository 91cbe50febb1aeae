import Console
import Journal
import Runbook
import Text

/// What moving a session to another version of its runbook means, for people and as JSON.
struct UpgradeReport {
    let changes: [RunbookDifference.Change]
    let noLongerCounts: [Upgrade.Loss]
    /// What no longer stands before the switch, a sentence each.
    let loosens: [String]
    /// Why it can't be moved now, if it can't.
    let refusal: String?

    init(_ upgrade: Upgrade) {
        changes = upgrade.difference.changes
        noLongerCounts = upgrade.losses
        loosens = upgrade.loosened
        refusal = upgrade.refusal?.description
    }

    func show(on screen: Screen) {
        screen.line(Style.bold("What is different:"))
        for change in changes {
            let mark =
                switch change.kind {
                case .added: Style.green("+")
                case .removed: Style.red("−")
                case .changed: Style.yellow("~")
                }
            let name = [change.part, change.id].filter { !$0.isEmpty }.joined(separator: " ")
            screen.text(
                name + (change.aspects.isEmpty ? "" : ": \(change.aspects.joined(separator: ", "))"),
                first: "  \(mark) ", rest: "    ")
        }
        if !loosens.isEmpty {
            screen.line(Style.red("What no longer stands before the switch:"))
            for sentence in loosens { screen.text(sentence, first: "  \(Style.red("−")) ", rest: "    ") }
        }
        guard !noLongerCounts.isEmpty else {
            screen.line(Style.bold("Everything that was done and found counts as before."))
            return
        }
        screen.line(Style.bold("What no longer counts, and is to be done again:"))
        for what in [Upgrade.Loss.What.answer, .verdict, .confirmation, .waiver, .action] {
            let subjects = noLongerCounts.filter { $0.what == what }.map(\.subject)
            if subjects.isEmpty { continue }
            let word = "\(what.rawValue)\(subjects.count == 1 ? "" : "s")"
            screen.text(subjects.joined(separator: ", "), first: "  \(subjects.count) \(word): ", rest: "    ")
        }
    }
}
