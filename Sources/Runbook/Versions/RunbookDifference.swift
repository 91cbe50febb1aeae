/// What is different between two versions of a runbook. Empty if they are the same, however differently their files
/// are written.
public struct RunbookDifference: Hashable, Sendable {
    /// What became of a thing in the other version.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        case added, removed, changed
    }

    /// One part that isn't as it was.
    public struct Change: Hashable, Sendable {
        public let kind: Kind
        /// What it is: `item`, `step`.
        public let part: String
        /// Its id, or its titles where it has none. Empty for a part that is there once.
        public let id: String
        /// What of it is different, in words; empty where all of it is.
        public let aspects: [String]
    }

    /// The runbook as a whole, then part by part in the new order, each kind's removals last.
    public let changes: [Change]
    /// Actions that ask for the same as before: their ids then and now, for ids follow the place.
    public let keptActions: [String: String]

    public var isEmpty: Bool { changes.isEmpty }

    public init(from old: Runbook, to new: Runbook) {
        let (before, after) = (PlacedAction.all(of: old), PlacedAction.all(of: new))
        var changes =
            RunbookDifference.whole(old, new)
            + RunbookDifference.parts("question", old.inputs, new.inputs, \.id, aspects)
            + RunbookDifference.parts("phase", old.phases, new.phases, \.id, aspects)
            + RunbookDifference.parts("step", old.steps, new.steps, \.id, aspects)
            + RunbookDifference.parts("action", before, after, \.name, aspects)
            + RunbookDifference.parts("item", PlacedItem.all(of: old), PlacedItem.all(of: new), \.item.id, aspects)
        if changes.isEmpty, old != new {
            changes.append(Change(kind: .changed, part: "order of its parts", id: "", aspects: []))
        }
        self.changes = changes
        let known = Dictionary(uniqueKeysWithValues: after.map { ($0.name, $0.action) })
        keptActions = before.reduce(into: [:]) { kept, place in
            guard let now = known[place.name], now.text == place.action.text else { return }
            kept[place.action.id] = now.id
        }
    }

    private static func whole(_ old: Runbook, _ new: Runbook) -> [Change] {
        func change<T: Hashable>(_ part: String, _ before: T?, _ after: T?) -> Change? {
            guard before != after else { return nil }
            let kind: Kind = before == nil ? .added : after == nil ? .removed : .changed
            return Change(kind: kind, part: part, id: "", aspects: [])
        }
        return [
            change("title", old.title, new.title), change("summary", old.summary, new.summary),
            change("warnings", old.hints, new.hints), change("deadline", old.deadline, new.deadline),
            change("menus", old.menus, new.menus),
            change("comparison of accounts", old.identifiers, new.identifiers),
            cutover(old.cutover, new.cutover), change("document", old.source, new.source),
            change("parts of the document that it covers", old.covers, new.covers),
        ].compactMap(\.self)
    }

    private static func cutover(_ before: CutoverPlan?, _ after: CutoverPlan?) -> Change? {
        guard before != after else { return nil }
        guard let before, let after else {
            return Change(kind: before == nil ? .added : .removed, part: "cutover", id: "", aspects: [])
        }
        func values(_ plan: CutoverPlan) -> [String] {
            [
                plan.displayName.source, plan.issuerUri.source, plan.passiveSignInUri.source, plan.signOutUri.source,
                plan.signingCertificate.source, plan.preferredAuthenticationProtocol, plan.federatedIdpMfaBehavior,
            ]
        }
        let aspects = [
            ("its step", before.step != after.step), ("its domain", before.domain != after.domain),
            ("what it sets", values(before) != values(after)), ("its hours", before.window != after.window),
            ("who approves it", before.approvals != after.approvals),
            ("the time between two switches", before.cooldown != after.cooldown),
            ("how fresh verdicts must be", before.freshFor != after.freshFor),
        ]
        return Change(kind: .changed, part: "cutover", id: "", aspects: aspects.filter(\.1).map(\.0))
    }

    private static func parts<Part>(
        _ name: String, _ old: [Part], _ new: [Part], _ id: (Part) -> String,
        _ aspects: (Part, Part) -> [(String, Bool)]
    ) -> [Change] {
        let before = Dictionary(old.map { (id($0), $0) }) { first, _ in first }
        let after = Set(new.map(id))
        var changes: [Change] = []
        for part in new {
            guard let earlier = before[id(part)] else {
                changes.append(Change(kind: .added, part: name, id: id(part), aspects: []))
                continue
            }
            let different = aspects(earlier, part).filter(\.1).map(\.0)
            if !different.isEmpty {
                changes.append(Change(kind: .changed, part: name, id: id(part), aspects: different))
            }
        }
        for part in old where !after.contains(id(part)) {
            changes.append(Change(kind: .removed, part: name, id: id(part), aspects: []))
        }
        return changes
    }
}

/// An action and where it stands, by titles.
private struct PlacedAction {
    let name: String
    let action: Action

    static func all(of runbook: Runbook) -> [PlacedAction] {
        var seen: [String: Int] = [:]
        return runbook.steps.flatMap { step in
            step.procedures.flatMap { procedure in
                procedure.actions.map { action in
                    let name = "\(step.id): \(procedure.title): \(action.title)"
                    let count = (seen[name] ?? 0) + 1
                    seen[name] = count
                    return PlacedAction(name: count == 1 ? name : "\(name) (\(count))", action: action)
                }
            }
        }
    }
}

private struct PlacedItem {
    let step: String
    let item: Item

    static func all(of runbook: Runbook) -> [PlacedItem] {
        runbook.steps.flatMap { step in step.checklist.map { PlacedItem(step: step.id, item: $0) } }
    }
}

private func aspects(_ before: Input, _ after: Input) -> [(String, Bool)] {
    [
        ("its kind", before.kind != after.kind), ("its choices", before.choices != after.choices),
        ("its default", before.fallback != after.fallback),
        ("whether it may stay open", before.isOptional != after.isOptional),
        ("when it is asked", before.when != after.when), ("what its answers need", before.needs != after.needs),
        ("its words", (before.question, before.help) != (after.question, after.help)),
        ("its source", before.sources != after.sources),
    ]
}

private func aspects(_ before: Phase, _ after: Phase) -> [(String, Bool)] {
    [
        ("its title", before.title != after.title), ("what it may break", before.mayBreak != after.mayBreak),
        ("the order of its steps", before.isSideBySide != after.isSideBySide),
        ("its words", (before.text, before.hints) != (after.text, after.hints)),
        ("its source", before.sources != after.sources),
    ]
}

private func aspects(_ before: Step, _ after: Step) -> [(String, Bool)] {
    func headings(_ step: Step) -> [Procedure] {
        step.procedures.map {
            Procedure(
                title: $0.title, text: $0.text, sources: $0.sources, when: $0.when, hints: $0.hints, actions: [])
        }
    }
    return [
        ("its place", before.number != after.number), ("its phase", before.phase != after.phase),
        ("its title", before.title != after.title),
        ("its words", (before.text, before.hints) != (after.text, after.hints)),
        ("its procedures", headings(before) != headings(after)),
        ("its source", (before.sources, before.document) != (after.sources, after.document)),
    ]
}

private func aspects(_ before: PlacedAction, _ after: PlacedAction) -> [(String, Bool)] {
    let (before, after) = (before.action, after.action)
    return [
        ("its words", (before.text, before.hints) != (after.text, after.hints)),
        ("when it applies", before.when != after.when), ("its rehearsal", before.rehearse != after.rehearse),
        ("its source", before.sources != after.sources),
    ]
}

private func aspects(_ before: PlacedItem, _ after: PlacedItem) -> [(String, Bool)] {
    let step = before.step != after.step
    let (before, after) = (before.item, after.item)
    return [
        ("its step", step), ("its check", before.check != after.check),
        ("the sentence to confirm", before.attestation != after.attestation),
        ("when it applies", before.when != after.when),
        ("when it is asked", before.asked != after.asked), ("how long it holds", before.holdsFor != after.holdsFor),
        ("whether it is required", before.isRequired != after.isRequired),
        ("who may waive it", before.waiving != after.waiving),
        ("its words", (before.text, before.hint) != (after.text, after.hint)),
        ("its source", before.sources != after.sources),
    ]
}
