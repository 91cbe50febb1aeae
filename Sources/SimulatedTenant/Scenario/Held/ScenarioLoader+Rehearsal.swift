import YAMLDocument

/// What is told, asked and looked for in a rehearsal: held to the runbook.
extension ScenarioLoader {
    func hint(_ node: YAMLNode) -> Scenario.Hint {
        let reader = MappingReader(node, "a hint", problems: problems)
        if let about = reader.optionalText("about"), let words = runbook?.subjectProblem(about) {
            problems.report(words, at: reader.location(of: "about"))
        }
        defer { reader.finish() }
        for node in reader.list("texts") {
            if case .scalar(let text, _) = node.content { checkText(text, at: node.location) }
        }
        let texts = reader.texts("texts")
        if texts.isEmpty { problems.report("a hint needs \"texts\"", at: node.location) }
        return Scenario.Hint(about: reader.text("about"), texts: texts)
    }

    /// What a trainee is told can be shown and typed.
    func checkText(_ text: String, at place: SourceLocation) {
        if let words = runbook?.textProblem(text) { problems.report(words, at: place) }
    }

    /// The portals' work of hints and stages: there is such work here, and whom it names there is, or a line before has made.
    /// - Parameter names: without what the hints tell.
    func checkPortalWork(_ root: MappingReader, _ names: ScenarioNames) {
        guard names.made != nil else { return }
        let silent = ProblemCollector()
        let hints = root.list("hints").flatMap { MappingReader($0, "a hint", problems: silent).list("texts") }
        let typed = root.list("stages").flatMap { MappingReader($0, "a stage", problems: silent).list("type") }
        for part in [hints, typed] {
            var names = names
            for node in part {
                guard let line = ScenarioLoader.line(node) else { continue }
                if let words = peigWork(line, names) {
                    problems.report(words, at: node.location)
                } else {
                    checkPeople(line, at: node.location, &names)
                }
            }
        }
    }

    /// Why a line is no work where another provider signs people in; nil where it is, and of a sentence.
    private func peigWork(_ line: String, _ names: ScenarioNames) -> String? {
        guard let other = names.other, let match = line.firstMatch(of: /^(?:portal|p)\s+([a-z-]+)/),
            runbook?.peigVerbs.contains(String(match.1)) == true
        else { return nil }
        return "\"portal \(match.1)\" works with Peig's workspace, and this scenario has none: \(other) signs people in"
    }

    private func checkPeople(_ line: String, at place: SourceLocation, _ names: inout ScenarioNames) {
        for match in line.matches(of: /(?:^|[\s(])(?:portal|p)\s+([a-z-]+)([^;,)`]*)/) {
            let people = match.2.matches(of: /[^\s"'`<>(),]+@[^\s"'`<>(),]*[A-Za-z]/).map { String($0.output) }
            if ["add-", "create-", "rename-"].contains(where: match.1.hasPrefix) {
                names.made?.formUnion(people)
            } else if !["merge-request", "link-accounts"].contains(match.1) {
                // Those name addresses of Peig's too, which are nobody's at Microsoft: that is what they mend.
                for person in people { names.checkPerson(person, at: place, problems) }
            }
        }
    }

    /// What is typed; nil for what the portal is to refuse.
    private static func line(_ node: YAMLNode) -> String? {
        if case .scalar(let text, _) = node.content { return text }
        return MappingReader(node, "a line", problems: ProblemCollector()).optionalText("line")
    }

    func expectation(_ node: YAMLNode, _ conditions: ConditionReader) -> Scenario.Expectation {
        let reader = MappingReader(node, "an expectation of the debrief", problems: problems)
        defer { reader.finish() }
        let condition = reader.node("expect").map(conditions.condition)
        if condition == nil { problems.report("an expectation needs \"expect\"", at: node.location) }
        return Scenario.Expectation(id: reader.text("id"), text: reader.text("text"), condition: condition ?? .all([]))
    }

    /// The shared file's conditions: somebody whom it names may be another scenario's.
    func truths(_ names: ScenarioNames) throws(Problems) -> [String: WorldCondition] {
        guard let truthsText else { return [:] }
        var names = names
        names.made = nil
        let conditions = ConditionReader(problems: problems, names: names)
        problems.register(file: "truths.yaml", text: truthsText)
        let root = MappingReader(
            try YAMLDocument.parse(truthsText, file: "truths.yaml"), "the truths", problems: problems)
        if root.allEntries.isEmpty {
            problems.report("there is nothing in it: fill it in, or take it away", at: root.location)
        }
        for entry in root.allEntries {
            if let words = runbook?.subjectProblem(entry.key) { problems.report(words, at: entry.keyLocation) }
        }
        return Dictionary(uniqueKeysWithValues: root.allEntries.map { ($0.key, conditions.condition($0.value)) })
    }

    func answers(_ root: MappingReader) -> [String: String] {
        guard let reader = root.mapping("answers", "the answers") else { return [:] }
        var answers: [String: String] = [:]
        for entry in reader.allEntries {
            guard let text = reader.optionalText(entry.key) else { continue }
            answers[entry.key] = text
            if let words = runbook?.answerProblem(entry.key, text) {
                problems.report("\"\(entry.key)\" isn't a good answer: \(words)", at: entry.value.location)
            }
        }
        return answers
    }
}
