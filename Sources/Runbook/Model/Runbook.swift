/// A documented flow as data: phases, steps, procedures, actions, and a checklist per step.
public struct Runbook: Hashable, Sendable {
    public let id: String
    public let title: String
    public let summary: String
    /// The document that it follows.
    public let source: String?
    /// Parts of the document that the runbook as a whole follows.
    public let covers: [SourceAnchor]
    public let hints: [Hint]
    /// Where something is clicked in this runbook's provider, by a name of the vocabulary: remedies say it in brackets.
    public let menus: [String: String]
    public let inputs: [Input]
    public let phases: [Phase]
    /// In the document's order.
    public let steps: [Step]
    /// nil for flows that nothing presses.
    public let deadline: Deadline?
    /// nil for flows that compare no accounts.
    public let identifiers: IdentifierPlan?
    /// nil for flows that switch nothing.
    public let cutover: CutoverPlan?

    public var items: [Item] { steps.flatMap(\.checklist) }

    /// The phase of an id; nil if there is none.
    public func phase(_ id: String) -> Phase? { phases.first { $0.id == id } }
    /// The step of an id; nil if there is none.
    public func step(_ id: String) -> Step? { steps.first { $0.id == id } }
    /// The item of an id; nil if there is none.
    public func item(_ id: String) -> Item? { items.first { $0.id == id } }
    /// The question of an id; nil if there is none.
    public func input(_ id: String) -> Input? { inputs.first { $0.id == id } }

    /// Whether an item is this runbook's own: it follows a document, and none of it asks for the item.
    public func isOwn(_ item: Item) -> Bool {
        source != nil && item.sources.isEmpty && items.contains { !$0.sources.isEmpty }
    }

    /// The steps up to the switch: all where it is named nowhere.
    public var stepsOfGate: ArraySlice<Step> { steps[..<(steps.endIndex - stepsAfterSwitch.count)] }

    /// What must have passed before it switches; none where nothing is switched.
    public var itemsOfGate: [Item] {
        cutover == nil ? [] : stepsOfGate.flatMap(\.checklist).filter(\.isRequired)
    }

    /// The steps behind the switch's own: none for flows that switch nothing.
    public var stepsAfterSwitch: ArraySlice<Step> {
        guard let cutover, let last = steps.firstIndex(where: { $0.id == cutover.step }) else { return [] }
        return steps[(last + 1)...]
    }

    /// The steps behind the switch that prove something of a trial, whose switch is taken back in the end.
    public var stepsOfTrial: [Step] {
        stepsAfterSwitch.filter { $0.checklist.contains { $0.asked == .whileSwitched } }
    }

    /// The step whose checklist holds the item.
    public func step(ofItem id: String) -> Step? { steps.first { $0.checklist.contains { $0.id == id } } }
}
