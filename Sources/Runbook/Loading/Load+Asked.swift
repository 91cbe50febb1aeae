import Text
import YAMLDocument

extension Load {
    /// When an item is asked. Whether the runbook has a switch, and which steps come before it, is known only later.
    func asked(_ reader: MappingReader, step: Int) -> Asked {
        guard let word = reader.optionalText("asked") else { return .always }
        let asked: Asked = choice(word, reader.location(of: "asked"), "time of asking") ?? .always
        if asked != .always { timedItems.append((asked, step, reader.location(ofKey: "asked"))) }
        return asked
    }

    /// How long a word, and a verdict that is remembered, holds.
    func holdsFor(_ reader: MappingReader) -> Int? {
        guard let text = reader.optionalText("holds-for") else { return nil }
        guard let seconds = DurationText.parse(text), isKept || (Load.leastHold...Load.longestHold).contains(seconds)
        else {
            problems.report(
                "\"holds-for\" is a length of time from \(DurationText.words(Load.leastHold)) to "
                    + "\(DurationText.words(Load.longestHold)), such as 12h", at: reader.location(of: "holds-for"))
            return nil
        }
        return seconds
    }

    /// Shorter than a cutover takes to be walked through, it could never stand; longer than a year, it doesn't age.
    private static let leastHold = 600
    private static let longestHold = 366 * 86_400

    /// Reports an item that asks for an answer which is asked for only where the item may apply without it.
    func checkQuestions(of item: Item, at place: SourceLocation) {
        guard !isKept else { return }
        for name in item.inputs {
            guard let when = inputs.first(where: { $0.id == name })?.when else { continue }
            let lacking = when.clauses.filter { !(item.when?.clauses.contains($0) ?? false) }.map(\.input)
            if lacking.isEmpty || item.when?.inputs.contains(name) == true { continue }
            problems.report(
                "\"\(name)\" is asked only by its own \"when\": the item needs the same of \(lacking.joined(separator: ", "))",
                at: place)
        }
    }

    /// Reports the items that are to be asked on one side of a switch, where there is none, or on the other side of it.
    func checkTimedItems(in runbook: Runbook) {
        if let cutover = runbook.cutover, runbook.step(cutover.step) == nil { return }
        let late = Dictionary(runbook.stepsAfterSwitch.map { ($0.number, $0.id) }) { first, _ in first }
        for (asked, step, place) in timedItems {
            if runbook.cutover == nil {
                problems.report(
                    "an item can be asked \(asked == .beforeSwitch ? "before the switch" : "while the switch stands") only in "
                        + "a runbook with a \"cutover\"; this one has none", at: place)
            } else if asked == .beforeSwitch, let id = late[step] {
                problems.report(
                    "\"\(id)\" opens with the switch: an item of it that is asked only before would never be asked",
                    at: place)
            } else if asked == .whileSwitched, late[step] == nil {
                problems.report(
                    "this step comes before the switch: an item of it can't be asked only while the switch stands; let it "
                        + "stand in a step behind \"\(runbook.cutover?.step ?? "")\"", at: place)
            }
        }
    }
}
