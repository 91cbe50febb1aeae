/// An entry, and whose word it is here. Only a session's fold makes one.
public struct StampedEvent: Sendable {
    let event: Event
    let stamp: SessionState.Stamp

    var sequence: Int { event.sequence }

    /// Whether somebody may have put it in: it isn't signed as its neighbours are.
    var isPutIn: Bool { stamp.foreign.map { $0 != .file } ?? false }
}
