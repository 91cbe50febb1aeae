import Console
import Journal
import Text

/// Two journals of one session that went on from the same entry, each with entries that the other hasn't got.
struct Fork {
    /// The first entry that differs.
    let from: Int
    let here: [Event]
    let there: [Event]

    /// Entry by entry: first what this store has, then the file.
    func show(on screen: Screen) {
        let common = from - 1
        screen.text(
            common == 0
                ? "They have no entry in common."
                : "Both have entries 1 to \(common), the last of \(here[common - 1].timeText). Then both went on:")
        for (name, events) in [("Here", here), ("In the file", there)] {
            let own = events.dropFirst(common)
            screen.line("\(Style.bold(name)), \(own.count) \(own.count == 1 ? "entry" : "entries"):")
            for event in own {
                screen.text(
                    event.payload.sentence,
                    first: "  \(event.sequence)  \(event.timeText.dropFirst(5).prefix(11).replacing("T", with: " "))  "
                        + "\(SafeText.clean(event.who.name))  ", rest: "      ")
            }
        }
        screen.text(
            "To have both, take the file's into another store (--store). To go on here with the file's: --take-theirs --keep FILE. "
                + "What only one side has, somebody does again on the side that goes on.")
    }
}
