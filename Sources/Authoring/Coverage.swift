import Runbook

/// Which parts of a document a runbook follows, which it misses, and which it follows that are no longer there.
public struct Coverage: Hashable, Sendable {
    /// Something of a runbook that names a part.
    public struct Reference: Hashable, Sendable {
        /// An item's or action's id, or what else it is.
        public let subject: String
        public let anchor: String
    }

    public let document: String
    public let parts: Int
    public let missing: [DocumentPart]
    public let gone: [Reference]

    /// 0 to 100; 100 only if nothing is missing.
    public var percent: Int { parts == 0 ? 100 : (parts - missing.count) * 100 / parts }
    public var isWhole: Bool { missing.isEmpty && gone.isEmpty }

    public init(of outline: DocumentOutline, by runbook: Runbook) {
        document = outline.name
        let references = Coverage.references(of: runbook, to: outline.name)
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
    }

    /// Every anchor of one document that something of the runbook names.
    static func references(of runbook: Runbook, to document: String) -> [Reference] {
        var found: [Reference] = []
        func add(_ subject: String, _ sources: [SourceAnchor], _ own: String?) {
            for source in sources where (source.document ?? own) == document {
                found.append(Reference(subject: subject, anchor: source.anchor))
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
            let own = step.document ?? main
            add("the step \(step.id)", step.sources, own)
            for hint in step.hints { add("a hint of \(step.id)", hint.sources, own) }
            for (index, procedure) in step.procedures.enumerated() {
                add("\(step.id)/\(index + 1)", procedure.sources, own)
                for hint in procedure.hints { add("a hint of \(step.id)/\(index + 1)", hint.sources, own) }
                for action in procedure.actions {
                    add(action.id, action.sources, own)
                    for hint in action.hints { add("a hint of \(action.id)", hint.sources, own) }
                }
            }
            for item in step.checklist { add(item.id, item.sources, own) }
        }
        return found
    }
}
