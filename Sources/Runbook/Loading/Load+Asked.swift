import YAMLDocument

extension Load {
    /// When an item is asked. Whether the runbook has a switch, and which steps come before it, is known only later.
    func asked(_ reader: MappingReader, step: Int) -> Asked {
        guard let word = reader.optionalText("asked") else { return .always }
        let asked: Asked = choice(word, reader.location(of: "asked"), "time of asking") ?? .always
        if asked == .beforeSwitch { itemsBeforeSwitch.append((step, reader.location(ofKey: "asked"))) }
        return asked
    }

    /// Reports the items that are to be asked before a switch that there isn't, or that has been made by then.
    func checkItemsBeforeSwitch(in runbook: Runbook) {
        let late = Dictionary(runbook.stepsAfterSwitch.map { ($0.number, $0.id) }) { first, _ in first }
        for (step, place) in itemsBeforeSwitch {
            if runbook.cutover == nil {
                problems.report(
                    "an item can be asked before the switch only in a runbook with a \"cutover\"; this one has none",
                    at: place)
            } else if let id = late[step] {
                problems.report(
                    "\"\(id)\" opens with the switch: an item of it that is asked only before would never be asked",
                    at: place)
            }
        }
    }
}
