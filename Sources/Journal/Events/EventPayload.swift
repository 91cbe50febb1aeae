/// What an entry of a journal says. All that the house asks of an entry stands in the file of its kind; `EventKinds` names
/// the kinds.
public protocol EventPayload: Codable, Hashable, Sendable {
    static var traits: EventTraits { get }
    /// What happened, for people: goes on from the name of whoever did it.
    var sentence: String { get }
    /// The item or action that it is about, if it is about one.
    var about: String? { get }
    /// The second person who stands behind it, where there is one.
    var approver: Person? { get }
    /// Makes a session's state what it is once this has happened. `SessionState.apply` calls it, and nothing else can.
    func fold(into state: inout SessionState, _ entry: StampedEvent)
}

extension EventPayload {
    public static var kind: String { traits.kind }
    public static var version: Int { traits.version }
    public var traits: EventTraits { Self.traits }
}
