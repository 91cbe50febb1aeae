/// One line of a checklist. It passes only if all its parts pass.
public struct Item: Hashable, Sendable {
    /// Unique in the runbook.
    public let id: String
    public let text: Template
    /// The live part: what is read from the tenant, and what must be so.
    public let check: Check?
    /// The part that only a person can see: the sentence that they confirm.
    public let attestation: Template?
    /// Who may waive it.
    public enum Waiving: String, Hashable, Sendable, CaseIterable {
        case never
        case secondPerson = "second-person"
        case onePerson = "one-person"
    }

    /// Whether it may be left red for a reason, and on whose word.
    public let waiving: Waiving
    /// A required item blocks the cutover.
    public let isRequired: Bool
    public let asked: Asked
    /// Seconds that a word and a remembered verdict hold; nil for what doesn't age.
    public let holdsFor: Int?
    /// The parts of the document that it follows.
    public let sources: [SourceAnchor]
    /// nil for what always applies.
    public let when: When?
    public let hint: Template?

    /// Every question that must be answered to check it and confirm it.
    public var inputs: [String] {
        (when?.inputs ?? []) + text.inputs + (check?.inputs ?? []) + (attestation?.inputs ?? [])
    }
}
