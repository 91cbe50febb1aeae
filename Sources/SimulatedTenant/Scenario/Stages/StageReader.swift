import YAMLDocument

/// Reads what a test of the runbook goes by: what items come to, and the stages.
struct StageReader {
    let problems: ProblemCollector
    let conditions: ConditionReader
    /// nil where nobody knows the runbook.
    let knowledge: StageKnowledge?

    /// The start, which is a stage without lines, and those after it; none where the scenario says nothing of any.
    func stages(_ root: MappingReader) -> [Scenario.Stage] {
        let start = Scenario.Stage(title: nil, lines: [], wanted: wanted(root), aims: [])
        let stages = root.list("stages").map(stage)
        return stages.isEmpty && start.wanted.isEmpty ? [] : [start] + stages
    }

    private func stage(_ node: YAMLNode) -> Scenario.Stage {
        let reader = MappingReader(node, "a stage", problems: problems)
        defer { reader.finish() }
        let stage = Scenario.Stage(
            title: reader.optionalText("title"), lines: reader.list("type").map(line), wanted: wanted(reader),
            aims: aims(reader))
        if reader.node("type") != nil, stage.lines.isEmpty {
            problems.report("\"type\" lists no line", at: reader.location(of: "type"))
        }
        if stage.wanted.isEmpty, stage.aims.isEmpty, stage.lines.isEmpty {
            problems.report("a stage needs \"type\", \"verdicts\" or \"expect\"", at: node.location)
        }
        return stage
    }

    private func line(_ node: YAMLNode) -> Scenario.Stage.Line {
        if case .scalar(let text, _) = node.content {
            check(text, at: node.location)
            return Scenario.Stage.Line(text: text, answers: [], isRefused: false, location: node.location)
        }
        let reader = MappingReader(node, "a line", problems: problems)
        defer { reader.finish() }
        let (line, refused) = (reader.optionalText("line"), reader.optionalText("refused"))
        if (line == nil) == (refused == nil) {
            problems.report("a line is a text, or has either \"line\" or \"refused\"", at: node.location)
        }
        let text = line ?? refused ?? ""
        if !text.isEmpty { check(text, at: reader.location(of: line == nil ? "refused" : "line")) }
        let answers = reader.texts("answers")
        for answer in answers { checkShown(answer, at: reader.location(of: "answers")) }
        return Scenario.Stage.Line(
            text: text, answers: answers, isRefused: line == nil, location: node.location)
    }

    private func check(_ text: String, at location: SourceLocation) {
        guard checkShown(text, at: location) else { return }
        let filled = Scenario.Stage.filled(text) { _ in "00000000-0000-0000-0000-000000000000" } ?? text
        if let words = knowledge?.lineProblem(filled) { problems.report(words, at: location) }
    }

    /// Whether all that stands in `<…>` is the name of something that the screen shows.
    @discardableResult
    private func checkShown(_ text: String, at location: SourceLocation) -> Bool {
        let known = Scenario.Stage.Shown.allCases.map(\.rawValue)
        for name in text.matches(of: /<([a-z][a-z-]*)>/).map({ String($0.1) }) where !known.contains(name) {
            problems.report(
                "the screen shows nothing that is called \"\(name)\"\(Suggestion.hintOrList(for: name, in: known))",
                at: location)
            return false
        }
        return true
    }

    private func wanted(_ reader: MappingReader) -> [Scenario.Stage.Wanted] {
        guard let verdicts = reader.mapping("verdicts", "the list of verdicts") else { return [] }
        let words = Scenario.Stage.Word.allCases.map(\.rawValue)
        return verdicts.allEntries.compactMap { entry in
            guard let text = verdicts.optionalText(entry.key) else { return nil }
            guard let word = Scenario.Stage.Word(rawValue: text) else {
                problems.report(
                    "there is no verdict \"\(text)\"\(Suggestion.hintOrList(for: text, in: words))",
                    at: entry.value.location)
                return nil
            }
            if let objection = knowledge?.verdictProblem(entry.key, word) {
                problems.report(objection, at: entry.keyLocation)
                return nil
            }
            return Scenario.Stage.Wanted(item: entry.key, word: word, location: entry.keyLocation)
        }
    }

    /// Each entry by itself, so that what doesn't hold can be named.
    private func aims(_ reader: MappingReader) -> [Scenario.Stage.Aim] {
        guard let node = reader.node("expect") else { return [] }
        let entries = MappingReader(node, "a condition", problems: problems).allEntries
        let condition = conditions.condition(node)
        var parts = [condition]
        if entries.count > 1, case .all(let all) = condition { parts = all }
        return zip(entries, parts).map {
            Scenario.Stage.Aim(name: $0.0.key, location: $0.0.keyLocation, condition: $0.1)
        }
    }
}
