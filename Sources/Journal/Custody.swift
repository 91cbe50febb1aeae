import Signatures

/// What an account brings along of its own, and keeps outside of every store: who writes a store has none of it.
public struct Custody: Sendable {
    /// Whose key signs what is written; nil signs nothing.
    public let signer: (any HeadSigner)?
    /// Whose keys are known; nil where nobody looks at keys.
    public let known: AllowedSigners?
    /// What was seen of each journal; nil where nobody remembers.
    public let heads: (any HeadKeeper)?

    public init(signer: (any HeadSigner)? = nil, known: AllowedSigners? = nil, heads: (any HeadKeeper)? = nil) {
        (self.signer, self.known, self.heads) = (signer, known, heads)
    }

    /// Nothing: everything in a store is taken as it is.
    public static let none = Custody()
}

/// Remembers the head of every journal that an account has seen.
public protocol HeadKeeper: Sendable {
    /// What was seen of a session last; nil where nothing was.
    /// - Throws: `.unreadableHead`
    func last(of session: String) throws(JournalProblem) -> Checkpoint?
    /// Those that were seen last in one store.
    /// - Parameter store: its folder.
    func seen(in store: String) -> [Checkpoint]
    /// Keeps a head, unless a later one is kept already. Where it can't be kept, nothing is hindered.
    /// - Parameter store: the folder that it was seen in.
    func keep(_ head: Checkpoint, of store: String)
}

extension Checkpoint {
    /// What a journal as it is now has against what was seen of it.
    public func objection(to events: [Event]) -> JournalProblem? {
        guard let last = events.last else { return .vanished(seen: self) }
        guard size <= events.count else { return .cutOff(seen: self, last: Checkpoint(last)) }
        guard size > 0, events[size - 1].hash != hash else { return nil }
        return .writtenAnew(seen: self, there: Checkpoint(events[size - 1]))
    }
}
