/// An item was checked against the tenant.
public struct ItemChecked: EventPayload {
    public static let traits = EventTraits(
        kind: "itemChecked", version: 1, isWork: true, weighs: false, isOfSwitch: false, mark: nil)
    public let item: String
    public let verdict: Verdict
    public let evidence: Evidence
    /// The cutover attempt that the check was made for, if it was.
    public let attempt: String?

    public init(item: String, verdict: Verdict, evidence: Evidence, attempt: String?) {
        self.item = item
        self.verdict = verdict
        self.evidence = evidence
        self.attempt = attempt
    }

    public var sentence: String { "checked \(item): \(verdict.word)" }
    public var about: String? { item }
    public var approver: Person? { nil }

    public func fold(into state: inout SessionState, _ entry: StampedEvent) {
        state.note(evidence, of: item, entry)
        state.verdicts[item] = SessionState.RecordedVerdict(
            verdict: verdict, evidence: evidence, stamp: entry.stamp, attempt: attempt, sequence: entry.sequence)
    }
}
