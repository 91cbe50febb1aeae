import Signatures

/// What an account brings along of its own, and keeps outside of every store: who writes a store has none of it.
public struct Custody: Sendable {
    /// Whose key signs what is written; nil signs nothing.
    public let signer: (any HeadSigner)?
    /// Says whose keys are known; nil where nobody looks at keys.
    public let keys: (any KeyKeeper)?
    /// What was seen of each journal; nil where nobody remembers.
    public let heads: (any HeadKeeper)?

    public init(signer: (any HeadSigner)? = nil, keys: (any KeyKeeper)? = nil, heads: (any HeadKeeper)? = nil) {
        (self.signer, self.keys, self.heads) = (signer, keys, heads)
    }

    /// Nothing: everything in a store is taken as it is.
    public static let none = Custody()
}

/// Says whose keys an account knows. Asked each time that it matters: one that is taken back while a session is open counts
/// no more at once.
public protocol KeyKeeper: Sendable {
    func known() throws(UnreadableKeys) -> AllowedSigners
}

/// Nobody knows whose keys count.
public struct UnreadableKeys: Error, Hashable, Sendable, CustomStringConvertible {
    /// Why, without a full stop.
    public let description: String

    public init(_ description: String) { self.description = description }
}

/// Remembers the head of every journal that an account has seen.
public protocol HeadKeeper: Sendable {
    /// What was seen of a session last; nil where nothing was.
    /// - Throws: `.unreadableHead`
    func last(of session: String) throws(JournalProblem) -> Checkpoint?
    /// Those that were seen last in one store.
    /// - Parameter store: its folder.
    func seen(in store: String) -> [Checkpoint]
    /// What was signed of a session when it was seen. Who has seen it, too, is asked of the store that it was seen in last
    /// alone: somebody may look at one copy and not at another.
    /// - Throws: `.unreadableHead`
    func signed(of session: String, in store: String) throws(JournalProblem) -> SignedParts
    /// Keeps a head, unless a later one is kept already. Where it can't be kept, nothing is hindered.
    /// - Parameters:
    ///   - signed: what is signed of it, kept beside what is kept already.
    ///   - store: the folder that it was seen in.
    func keep(_ head: Checkpoint, signed: SignedParts, of store: String)
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
