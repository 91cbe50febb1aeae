/// Somebody gave their word for what no check shows.
public struct ItemAttested: EventPayload {
    public static let traits = EventTraits(
        kind: "itemAttested", version: 1, isWork: true, weighs: false, isOfSwitch: false, mark: nil)
    public let item: String
    /// The sentence that was confirmed, as it was shown.
    public let statement: String
    /// What the person typed.
    public let words: String

    public init(item: String, statement: String, words: String) {
        self.item = item
        self.statement = statement
        self.words = words
    }

    public var sentence: String { "confirmed \(item): “\(words)”" }
    public var about: String? { item }
    public var approver: Person? { nil }

    public func fold(into state: inout SessionState, _ entry: StampedEvent) {
        // Nobody's word from elsewhere takes the place of one that was given here.
        if entry.stamp.yields(to: state.attestations[item]?.stamp) { return }
        state.remember(entry, .attestation(item, before: state.attestations[item]), "\(item) confirmed")
        state.attestations[item] = SessionState.Attestation(statement: statement, words: words, stamp: entry.stamp)
    }
}
