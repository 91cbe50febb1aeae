import Escaping

/// A document's parts as the parts of a runbook.
struct SkeletonDraft {
    struct Phase {
        let id: String
        let title: String
        var sources: [String] = []
        var text: [String] = []
        var hints: [DocumentPart] = []
    }

    struct Action {
        let title: String
        var sources: [String]
        var text: [String]
    }

    struct Procedure {
        let title: String
        var sources: [String] = []
        var text: [String] = []
        var hints: [DocumentPart] = []
        var actions: [Action] = []
    }

    struct Item {
        let id: String
        let text: [String]
        let word: String
        let sources: [String]
    }

    struct Step {
        let id: String
        let title: String
        let phase: String
        var sources: [String] = []
        var text: [String] = []
        var hints: [DocumentPart] = []
        var procedures: [Procedure] = []
        var items: [Item] = []
    }

    private(set) var phases: [Phase] = []
    private(set) var steps: [Step] = []
    /// Before everything else.
    private(set) var hints: [DocumentPart] = []

    private let title: String
    /// Levels of headings that become phases, if any, and steps.
    private let phaseLevel: Int?
    private let stepLevel: Int
    private var ids: Set<String> = []

    init(_ outline: DocumentOutline) {
        title = outline.title
        let levels = Set(outline.parts.filter { $0.kind == .heading && !$0.isStep && !$0.isNested }.map(\.level))
            .sorted()
        // Three levels are phases, steps and procedures; with fewer there is one phase.
        phaseLevel = levels.count > 2 ? levels[0] : nil
        stepLevel = levels.count > 2 ? levels[1] : levels.first ?? 1
        for part in outline.parts { take(part) }
        if steps.isEmpty { open(title, nil) }
        finish()
    }

    /// Without the title, which is said already.
    static func introduction(of outline: DocumentOutline) -> [String] {
        var lines = outline.introduction
        // A description from the page's head may stand before it.
        if let place = lines.firstIndex(where: { PlainMarkdown.text($0) == outline.title }) {
            lines.remove(at: place)
            if place > 0, lines.indices.contains(place), lines[place - 1].isEmpty, lines[place].isEmpty {
                lines.remove(at: place)
            }
        }
        while lines.first?.isEmpty == true { lines.removeFirst() }
        return lines
    }

    /// A name for a file.
    static func ascii(_ text: String, or other: String) -> String {
        let letters = String(text.filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") })
        return letters.isEmpty ? other : letters
    }

    // MARK: - Parts

    private mutating func take(_ part: DocumentPart) {
        switch part.kind {
        case .heading where part.isNested: nested(part)
        case .heading where part.isStep: act(part)
        case .heading: heading(part)
        case .numbered, .row, .term: act(part)
        case .hint: hint(part)
        case .check: check(part)
        }
    }

    private mutating func heading(_ part: DocumentPart) {
        if part.level == phaseLevel {
            phases.append(Phase(id: id(part.text, "phase"), title: part.text, sources: [part.anchor], text: part.body))
        } else if part.level <= stepLevel {
            open(part.text, part)
        } else {
            if steps.isEmpty || isPhaseEmpty { open(phases.last?.title ?? title, nil) }
            steps[steps.count - 1].procedures.append(
                Procedure(title: part.text, sources: [part.anchor], text: part.body))
        }
    }

    /// Whether the last phase has no step yet.
    private var isPhaseEmpty: Bool { phases.last.map { $0.id != steps.last?.phase } ?? false }

    private mutating func open(_ title: String, _ part: DocumentPart?) {
        if phases.isEmpty { phases.append(Phase(id: id("all of it", "phase"), title: "All of it")) }
        steps.append(
            Step(
                id: id(title, "step"), title: title, phase: phases[phases.count - 1].id,
                sources: part.map { [$0.anchor] } ?? [], text: part?.body ?? []))
    }

    /// What a heading inside an entry says is part of that entry.
    private mutating func nested(_ part: DocumentPart) {
        guard let place = lastAction else { return act(part) }
        let action = steps[place.step].procedures[place.procedure].actions.indices.last ?? 0
        steps[place.step].procedures[place.procedure].actions[action].sources.append(part.anchor)
        steps[place.step].procedures[place.procedure].actions[action].text += ["", part.text] + part.body
    }

    private var lastAction: (step: Int, procedure: Int)? {
        guard let step = steps.indices.last, let procedure = steps[step].procedures.indices.last,
            !steps[step].procedures[procedure].actions.isEmpty
        else { return nil }
        return (step, procedure)
    }

    private mutating func act(_ part: DocumentPart) {
        if steps.isEmpty || isPhaseEmpty { open(phases.last?.title ?? title, nil) }
        let step = steps.count - 1
        if steps[step].procedures.isEmpty { steps[step].procedures.append(Procedure(title: steps[step].title)) }
        let procedure = steps[step].procedures.count - 1
        steps[step].procedures[procedure].actions.append(
            Action(title: part.text, sources: [part.anchor], text: part.body))
    }

    private mutating func hint(_ part: DocumentPart) {
        guard let step = steps.indices.last, !isPhaseEmpty else {
            if phases.isEmpty { hints.append(part) } else { phases[phases.count - 1].hints.append(part) }
            return
        }
        if let procedure = steps[step].procedures.indices.last {
            steps[step].procedures[procedure].hints.append(part)
        } else {
            steps[step].hints.append(part)
        }
    }

    private mutating func check(_ part: DocumentPart) {
        if steps.isEmpty || isPhaseEmpty { open(phases.last?.title ?? title, nil) }
        // A person says it: there must be something to say.
        let isSaid = part.text.contains { $0.isLetter || $0.isNumber }
        let id = id(part.text, "item")
        steps[steps.count - 1].items.append(
            Item(
                id: id, text: part.body.isEmpty ? [isSaid ? part.text : id] : part.body,
                word: isSaid ? part.text : id, sources: [part.anchor]))
    }

    /// A procedure has an action: one that says what it says.
    private mutating func finish() {
        for step in steps.indices {
            for index in steps[step].procedures.indices where steps[step].procedures[index].actions.isEmpty {
                let procedure = steps[step].procedures[index]
                steps[step].procedures[index].actions = [
                    Action(title: procedure.title, sources: procedure.sources, text: procedure.text)
                ]
                steps[step].procedures[index].text = []
            }
        }
    }

    /// An id is typed: short, and of letters that are what they look like.
    private mutating func id(_ text: String, _ other: String) -> String {
        var base = OutlineReader.slug(text).split(separator: "-").prefix(5).joined(separator: "-")
        if base.isEmpty || OddLetter.first(in: base) != nil || ["all", "off"].contains(base) { base = other }
        var (result, number) = (base, 1)
        while !ids.insert(result.lowercased()).inserted {
            number += 1
            result = "\(base)-\(number)"
        }
        return result
    }
}
