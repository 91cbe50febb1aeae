import Runbook

/// Which parts of a document a runbook follows, which it misses, which it follows that are no longer there, and which of the
/// document's labels it doesn't say.
///
/// That a part is followed is its author's word. Whether its sentences are said again nobody can count; but names, code,
/// addresses and numbers stand in the runbook as they stand there, or they don't.
public struct Coverage: Hashable, Sendable {
    /// Something of a runbook that names a part.
    public struct Reference: Hashable, Sendable {
        /// An item's or action's id, or what else it is.
        public let subject: String
        public let anchor: String
    }

    /// A name, code, an address or a number of the document that is nowhere in what follows its part.
    public struct Unsaid: Hashable, Sendable {
        public let part: DocumentPart
        public let label: String
    }

    public let document: String
    public let parts: Int
    public let missing: [DocumentPart]
    public let gone: [Reference]
    /// How many labels the document's parts have.
    public let labels: Int
    public let unsaid: [Unsaid]

    /// Of parts and labels together, 0 to 100; 100 only if each part is followed and each label said.
    public var percent: Int {
        let all = parts + labels
        return all == 0 ? 100 : (all - missing.count - unsaid.count) * 100 / all
    }
    /// Whether every part is followed, and nothing is that isn't there.
    public var isWhole: Bool { missing.isEmpty && gone.isEmpty }

    /// The documents that a runbook names.
    public static func documents(of runbook: Runbook) -> [String] {
        let named = [runbook.source] + runbook.steps.map(\.document) + references(of: runbook).map(\.document)
        return Set(named.compactMap(\.self)).sorted()
    }

    public init(of outline: DocumentOutline, by runbook: Runbook) {
        document = outline.name
        let following = Coverage.references(of: runbook).filter { $0.document == outline.name }
        let references = following.map { Reference(subject: $0.subject, anchor: $0.anchor) }
        let named = Set(references.map(\.anchor))
        let known = Set(outline.parts.map(\.anchor))
        gone = references.filter { !known.contains($0.anchor) }
        var covered = named.intersection(known)
        // A heading that only holds others is covered with them.
        for (index, part) in outline.parts.enumerated().reversed() where part.kind == .heading {
            if covered.contains(part.anchor) { continue }
            let inside = outline.parts[(index + 1)...].prefix {
                $0.kind != .heading || $0.level > part.level
            }
            if !inside.isEmpty, inside.allSatisfy({ covered.contains($0.anchor) }) { covered.insert(part.anchor) }
        }
        parts = outline.parts.count
        missing = outline.parts.filter { !covered.contains($0.anchor) }
        let said = RunbookText(runbook)
        let steps = Dictionary(grouping: following, by: \.anchor).mapValues { Set($0.map(\.step)) }
        var (labels, unsaid): (Int, [Unsaid]) = (0, [])
        for part in outline.parts {
            let own = DocumentLabels.labels(of: part)
            labels += own.count
            // A part that only holds others is said where they are.
            let places = steps[part.anchor] ?? Set(steps.values.joined())
            for label in own where !covered.contains(part.anchor) || !said.says(label, in: places) {
                unsaid.append(Unsaid(part: part, label: label))
            }
        }
        (self.labels, self.unsaid) = (labels, unsaid)
    }

    /// What names a part of a document: in which step, or outside of them.
    struct Following {
        let subject: String
        let document: String?
        let anchor: String
        let step: String?
    }

    /// Every anchor of a document that something of the runbook names.
    static func references(of runbook: Runbook) -> [Following] {
        var found: [Following] = []
        func add(_ subject: String, _ sources: [SourceAnchor], _ own: String?, _ step: String? = nil) {
            found += sources.map {
                Following(subject: subject, document: $0.document ?? own, anchor: $0.anchor, step: step)
            }
        }
        let main = runbook.source
        add(runbook.id, runbook.covers, main)
        for hint in runbook.hints { add("a hint", hint.sources, main) }
        for input in runbook.inputs { add("the input \(input.id)", input.sources, main) }
        for phase in runbook.phases {
            add("the phase \(phase.id)", phase.sources, main)
            for hint in phase.hints { add("a hint of \(phase.id)", hint.sources, main) }
        }
        for step in runbook.steps {
            let (own, id) = (step.document ?? main, step.id)
            add("the step \(step.id)", step.sources, own, id)
            for hint in step.hints { add("a hint of \(step.id)", hint.sources, own, id) }
            for (index, procedure) in step.procedures.enumerated() {
                add("\(step.id)/\(index + 1)", procedure.sources, own, id)
                for hint in procedure.hints { add("a hint of \(step.id)/\(index + 1)", hint.sources, own, id) }
                for action in procedure.actions {
                    add(action.id, action.sources, own, id)
                    for hint in action.hints { add("a hint of \(action.id)", hint.sources, own, id) }
                }
            }
            for item in step.checklist { add(item.id, item.sources, own, id) }
        }
        return found
    }
}
