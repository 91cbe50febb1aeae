/// Somebody wrote something down.
public struct NoteAdded: EventPayload {
    public static let traits = EventTraits(
        kind: "noteAdded", version: 1, isWork: true, weighs: false, isOfSwitch: false, mark: nil)
    public let text: String

    public init(text: String) { self.text = text }

    public var sentence: String { "noted: \(text)" }
    public var about: String? { nil }
    public var approver: Person? { nil }

    public func fold(into state: inout SessionState, _ entry: StampedEvent) {
        if let subject = HintTaken.subject(ofNote: text) { state.hintsTaken[subject, default: 0] += 1 }
        state.remember(entry, .note, "the note “\(text)”")
        state.notes.append(SessionState.Note(text: text, stamp: entry.stamp))
    }
}
