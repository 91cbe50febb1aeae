import YAMLDocument

/// One load: what its parts share.
final class Load {
    static let mainFile = "runbook.yaml"

    let source: RunbookSource
    let vocabulary: Vocabulary
    let problems: ProblemCollector
    let isKept: Bool
    private(set) var inputIDs: Set<String> = []
    private(set) var inputs: [Input] = []
    private(set) var identifiers: IdentifierPlan?
    private var itemIDs: [String: SourceLocation] = [:]
    /// Where an item says that it is asked on one side of the switch only, with its step's number.
    var timedItems: [(asked: Asked, step: Int, place: SourceLocation)] = []

    /// What checks demand of a domain that waits for its switch.
    var demands: [Demand] = []

    /// How many includes were followed.
    var includeCount = 0

    init(source: RunbookSource, vocabulary: Vocabulary, problems: ProblemCollector, isKept: Bool) {
        self.isKept = isKept
        self.source = source
        self.vocabulary = vocabulary
        self.problems = problems
    }

    func runbook() -> Runbook? {
        let start = SourceLocation(file: Load.mainFile, line: 1, column: 1)
        guard source.files[Load.mainFile] != nil else {
            problems.report("the runbook's folder has no \(Load.mainFile)", at: start)
            return nil
        }
        guard let root = document(Load.mainFile, "a runbook", at: start) else { return nil }
        let id = root.text("id")
        if !id.isEmpty, id != source.id {
            problems.report("the id must be the folder's name, \"\(source.id)\"", at: root.location(of: "id"))
        }
        let title = root.text("title")
        let summary = root.text("summary")
        let anchor = root.optionalText("source")
        let covers = sources(root, "covers")
        // One by one: an input's conditions look at those before it.
        for node in root.list("inputs") { input(node).map { inputs.append($0) } }
        let hints = self.hints(root)
        let phases = root.list("phases").map(phase)
        reportDuplicates(zip(phases.map(\.id), root.list("phases").map(\.location)).map { ($0, $1) }, "phase")
        if phases.isEmpty { problems.report("a runbook needs at least one phase", at: root.location) }
        let deadline = root.mapping("deadline", "the deadline").map(deadline)
        let menus = root.mapping("menus", "the menus").map(menus) ?? [:]
        // Before the steps: their checks look at it.
        identifiers = root.mapping("identifiers", "the identifiers").map(identifierPlan)
        let stepNodes = root.list("steps")
        if stepNodes.isEmpty { problems.report("a runbook needs at least one step", at: root.location) }
        var steps: [Step] = []
        var places: [(id: String, place: SourceLocation)] = []
        for node in stepNodes {
            guard let step = step(node, number: steps.count + 1, phases: phases) else { continue }
            steps.append(step)
            places.append((step.id, node.location))
        }
        reportDuplicates(places, "step")
        let cutover = root.mapping("cutover", "the cutover").map {
            cutoverPlan($0, steps: steps, areAllRead: steps.count == stepNodes.count)
        }
        root.finish()
        let runbook = Runbook(
            id: id, title: title, summary: summary, source: anchor, covers: covers, hints: hints, menus: menus,
            inputs: inputs,
            phases: phases,
            steps: steps, deadline: deadline, identifiers: identifiers, cutover: cutover)
        checkTimedItems(in: runbook)
        checkDemands(in: runbook)
        return runbook
    }

    /// The root mapping of one file, its problems reported.
    func document(_ file: String, _ subject: String, at place: SourceLocation) -> MappingReader? {
        guard let text = source.files[file] else {
            let hint = Suggestion.hint(for: file, in: source.files.keys.sorted())
            problems.report("there is no file \"\(file)\" in the runbook's folder\(hint)", at: place)
            return nil
        }
        problems.register(file: file, text: text)
        do {
            return MappingReader(try YAMLDocument.parse(text, file: file, isKept: isKept), subject, problems: problems)
        } catch {
            problems.report(error)
            return nil
        }
    }

    private func input(_ node: YAMLNode) -> Input? {
        let reader = MappingReader(node, "an input", problems: problems)
        let id = identifier(reader)
        let kindName = reader.text("type")
        let question = reader.text("ask")
        let kind: Input.Kind = choice(kindName, reader.location(of: "type"), "input type") ?? .text
        var fallback = reader.optionalText("default")
        // A token may go to such an address: a person names it.
        if kind == .accounts, fallback?.contains("://") == true {
            if !isKept {
                problems.report(
                    "the address of accounts has no default: a token may go there, so a person names it",
                    at: reader.location(of: "default"))
            }
            fallback = nil
        }
        if kind == .metadata, fallback?.contains("://") == true {
            if !isKept {
                problems.report(
                    "the address of metadata has no default: it is asked only where a person named it",
                    at: reader.location(of: "default"))
            }
            fallback = nil
        }
        let input = Input(
            id: id, kind: kind, question: question, help: reader.optionalText("help"),
            fallback: fallback, choices: reader.texts("choices"),
            isOptional: reader.flag("optional", default: false),
            sources: sources(reader), when: when(reader), needs: needs(reader))
        reader.finish()
        check(input, reader)
        if !inputIDs.insert(id).inserted {
            problems.report("the input \"\(id)\" is there twice", at: reader.location(of: "id"))
        }
        return input
    }

    private func menus(_ reader: MappingReader) -> [String: String] {
        var menus: [String: String] = [:]
        for name in vocabulary.menus { menus[name] = reader.optionalText(name) }
        reader.finish()
        return menus
    }

    private func deadline(_ reader: MappingReader) -> Deadline {
        let deadline = Deadline(moment: inputTemplate(reader, "at", .time), title: reader.text("text"))
        reader.finish()
        return deadline
    }

    private func check(_ input: Input, _ reader: MappingReader) {
        if input.kind == .choice, input.choices.isEmpty {
            problems.report("an input of type choice needs \"choices\"", at: reader.location)
        } else if input.kind != .choice, !input.choices.isEmpty {
            problems.report(
                "only an input of type choice has \"choices\"", at: reader.location(of: "choices"))
        }
        guard let fallback = input.fallback else { return }
        if input.kind == .secret {
            problems.report("a secret has no default", at: reader.location(of: "default"))
            return
        }
        do throws(AnswerProblem) {
            _ = try input.normalized(fallback)
        } catch {
            problems.report("the default isn't a good answer: \(error)", at: reader.location(of: "default"))
        }
    }

    private func phase(_ node: YAMLNode) -> Phase {
        let reader = MappingReader(node, "a phase", problems: problems)
        let phase = Phase(
            id: identifier(reader), title: reader.text("title"), text: template(reader, "text"),
            mayBreak: template(reader, "may-break"), isSideBySide: reader.flag("side-by-side", default: false),
            sources: sources(reader), hints: hints(reader))
        reader.finish()
        return phase
    }

    // MARK: - Parts that several readers share

    func template(_ reader: MappingReader, _ key: String) -> Template {
        checked(Template(reader.text(key)), at: reader.location(of: key))
    }

    /// A text in whose place only one form of text can stand.
    func template(_ reader: MappingReader, _ key: String, _ form: LiteralForm) -> Template {
        let template = template(reader, key)
        hold(template, to: form, at: reader.location(of: key))
        return template
    }

    /// One anchor, or a list of them.
    func sources(_ reader: MappingReader, _ key: String = "source") -> [SourceAnchor] {
        guard let node = reader.node(key) else { return [] }
        if case .scalar(let text, _) = node.content { return [SourceAnchor(text)] }
        return reader.texts(key).map { SourceAnchor($0) }
    }

    func optionalTemplate(_ reader: MappingReader, _ key: String) -> Template? {
        reader.optionalText(key).map { checked(Template($0), at: reader.location(of: key)) }
    }

    /// A template that is nothing but one input, of one type.
    func inputTemplate(_ reader: MappingReader, _ key: String, _ kind: Input.Kind) -> Template {
        let template = template(reader, key)
        let isInput = template.inputs.count == 1 && template.source == "{{\(template.inputs[0])}}"
        if !template.source.isEmpty, !isInput || inputs.first(where: { $0.id == template.inputs[0] })?.kind != kind {
            problems.report(
                "\"\(key)\" must be an input of type \(kind.rawValue), and nothing else: \"{{name}}\"",
                at: reader.location(of: key))
        }
        return template
    }

    /// - Parameter takesSecrets: a secret may go where it is proven, and nowhere else.
    func checked(_ template: Template, at location: SourceLocation, takesSecrets: Bool = false) -> Template {
        if !takesSecrets, let secret = inputs.first(where: { $0.kind == .secret && template.inputs.contains($0.id) }) {
            problems.report(
                "\"\(secret.id)\" is a secret: it can only be the \"secret\" of a credential", at: location)
        }
        reportSlip(in: template, isProse: true, at: location)
        for name in template.inputs where !inputIDs.contains(name) {
            let hint = Suggestion.hint(for: name, in: inputIDs.sorted())
            problems.report("there is no input \"\(name)\"\(hint)", at: location)
        }
        return template
    }

    func hints(_ reader: MappingReader) -> [Hint] {
        reader.list("hints").map { node in
            let hint = MappingReader(node, "a hint", problems: problems)
            let style: Hint.Style = choice(hint.text("style"), hint.location(of: "style"), "hint style") ?? .info
            let result = Hint(style: style, text: template(hint, "text"), sources: sources(hint))
            hint.finish()
            return result
        }
    }

    func choice<T: RawRepresentable & CaseIterable>(_ word: String, _ location: SourceLocation, _ what: String) -> T?
    where T.RawValue == String {
        if let value = T(rawValue: word) { return value }
        guard !word.isEmpty else { return nil }
        let all = T.allCases.map(\.rawValue)
        problems.report("there is no \(what) \"\(word)\"\(Suggestion.hintOrList(for: word, in: all))", at: location)
        return nil
    }

    private func reportDuplicates(_ ids: [(id: String, place: SourceLocation)], _ what: String) {
        var seen: [String: (id: String, place: SourceLocation)] = [:]
        for (id, place) in ids {
            guard let other = seen.updateValue((id, place), forKey: id.lowercased()), other.id == id || !isKept else {
                continue
            }
            problems.report(
                other.id == id
                    ? "the \(what) \"\(id)\" is there twice (first at \(other.place))"
                    : Load.alike("the \(what) \"\(id)\"", "\"\(other.id)\""), at: place)
        }
    }

    /// Reports an item id that another item has already.
    func claim(item id: String, at location: SourceLocation) {
        if let other = itemIDs[id] {
            // What is included twice, or stands in a step that is listed twice, is the same line.
            let first = other == location ? "what holds it is there twice" : "first at \(other)"
            problems.report("the item \"\(id)\" is there twice (\(first))", at: location)
            return
        }
        defer { itemIDs[id] = location }
        // Sessions that began with it go on with it.
        guard !isKept else { return }
        if let (near, other) = itemIDs.first(where: { $0.key.lowercased() == id.lowercased() }) {
            problems.report(Load.alike("the item \"\(id)\"", "\"\(near)\" (\(other))"), at: location)
        }
        if Load.wordsForItems.contains(id.lowercased()) {
            problems.report(
                "an item can't be called \"\(id)\": \"check \(id)\" and \"watch \(id)\" mean something else",
                at: location)
        }
    }

    private static func alike(_ one: String, _ other: String) -> String {
        "\(one) is \(other) in other letters: at night nobody tells them apart"
    }

    /// What commands take where they take an item.
    private static let wordsForItems: Set<String> = ["all", "off"]
}
