/// Somebody in a rehearsal had a hint read to them.
public struct HintTaken: EventPayload {
    public static let traits = EventTraits(
        kind: "hintTaken", version: 1, isWork: true, weighs: false, isOfSwitch: false, mark: nil)
    /// The item or step that it is about.
    public let subject: String
    /// Which of its hints, from 1, and of how many.
    public let number: Int
    public let count: Int

    public init(subject: String, number: Int, count: Int) {
        (self.subject, self.number, self.count) = (subject, number, count)
    }

    public var sentence: String { "took hint \(number) of \(count) about \(subject)" }
    public var about: String? { subject }
    public var approver: Person? { nil }

    public func fold(into state: inout SessionState, _ entry: StampedEvent) {
        state.hintsTaken[subject, default: 0] += 1
    }

    /// What a note of earlier builds says of a hint: they kept it as "Hint taken: ITEM (1 of 3)".
    static func subject(ofNote text: String) -> String? {
        text.wholeMatch(of: /Hint taken: (\S+) \(\d+ of \d+\)/).map { String($0.1) }
    }
}
