import YAMLDocument

extension Load {
    /// Reads the step file that an entry of `steps` names.
    func step(_ node: YAMLNode, number: Int, phases: [Phase]) -> Step? {
        guard case .scalar(let file, _) = node.content else {
            problems.report(
                "an entry of \"steps\" must be the name of a step's file, not \(node.kind)", at: node.location)
            return nil
        }
        guard let reader = document(file, "a step", at: node.location) else { return nil }
        let id = identifier(reader)
        let phase = reader.text("phase")
        if !phase.isEmpty, !phases.contains(where: { $0.id == phase }) {
            let hint = Suggestion.hint(for: phase, in: phases.map(\.id))
            problems.report("there is no phase \"\(phase)\"\(hint)", at: reader.location(of: "phase"))
        }
        var procedures: [Procedure] = []
        for node in spliced(reader, "procedures") {
            procedures.append(procedure(node, prefix: "\(id)/\(procedures.count + 1)"))
        }
        let step = Step(
            id: id, number: number, title: reader.text("title"), phase: phase,
            document: reader.optionalText("document"), sources: sources(reader),
            text: optionalTemplate(reader, "text"), hints: hints(reader), procedures: procedures,
            checklist: spliced(reader, "checklist").map { item($0, step: number) })
        reader.finish()
        return step
    }

    private func procedure(_ node: YAMLNode, prefix: String) -> Procedure {
        let reader = MappingReader(node, "a procedure", problems: problems)
        var actions: [Action] = []
        for node in reader.list("actions") { actions.append(action(node, id: "\(prefix).\(actions.count + 1)")) }
        let procedure = Procedure(
            title: reader.text("title"), text: optionalTemplate(reader, "text"), sources: sources(reader),
            when: when(reader), hints: hints(reader), actions: actions)
        reader.finish()
        if actions.isEmpty { problems.report("a procedure needs at least one action", at: reader.location) }
        return procedure
    }

    private func action(_ node: YAMLNode, id: String) -> Action {
        let reader = MappingReader(node, "an action", problems: problems)
        let action = Action(
            id: id, title: reader.text("title"), text: template(reader, "text"), sources: sources(reader),
            when: when(reader), hints: hints(reader), rehearse: rehearsal(reader))
        reader.finish()
        return action
    }

    /// What does the same in a rehearsal: a line that can be typed there, whichever of its choices is answered.
    private func rehearsal(_ reader: MappingReader) -> Template? {
        guard let line = optionalTemplate(reader, "rehearse") else { return nil }
        guard !isKept, let problem = vocabulary.lineProblem else { return line }
        for answers in Input.examples(of: inputs) {
            // An input that there isn't is told of already.
            if let typed = line.filled(answers), let words = problem(typed) {
                let filled = line.inputs.isEmpty ? "" : " filled as \(typed)"
                problems.report("\"rehearse\"\(filled): \(words)", at: reader.location(of: "rehearse"))
                break
            }
        }
        return line
    }

    private func waiving(_ reader: MappingReader) -> Item.Waiving {
        guard let word = reader.optionalText("waivable") else { return .secondPerson }
        return choice(word, reader.location(of: "waivable"), "kind of waiving") ?? .never
    }

    private func item(_ node: YAMLNode, step: Int) -> Item {
        let reader = MappingReader(node, "an item", problems: problems)
        let id = identifier(reader)
        if !id.isEmpty { claim(item: id, at: reader.location(of: "id")) }
        let count = demands.count
        let item = Item(
            id: id, text: template(reader, "text"), check: reader.node("check").flatMap(check),
            attestation: optionalTemplate(reader, "attest"), waiving: waiving(reader),
            isRequired: reader.flag("required", default: true), asked: asked(reader, step: step),
            holdsFor: holdsFor(reader),
            sources: sources(reader), when: when(reader), hint: optionalTemplate(reader, "hint"))
        settleDemands(since: count, step: step, isRequired: item.isRequired)
        let unknown = reader.finish()
        // Whoever has typed it wrong is told that, and not what follows from it.
        let isSlip = unknown.contains { Suggestion.nearest(to: $0, in: ["check", "attest"]) != nil }
        if item.attestation == nil, reader.node("check") == nil, !isSlip {
            problems.report("an item needs \"check\", \"attest\" or both", at: reader.location)
        }
        checkQuestions(of: item, at: reader.location)
        return item
    }
}
