import Signatures

/// Which entries of a journal are nobody's word here, as this store and this account know it: written elsewhere and taken in
/// from a file, or not signed with a key that is known. Whoever writes elsewhere says so of their own entries there; here
/// only what was noted here counts, so that a file can't call its own entries ours.
public struct ForeignEntries: Hashable, Sendable {
    /// Why an entry counts for nothing here.
    public enum Why: Hashable, Sendable {
        /// It came in by a file.
        case file
        /// It stands among signed ones, and nobody signed it.
        case unsigned
        /// Its key isn't known here.
        case unknownKey
        /// Its key is known here, and not for what was written then.
        case endedKey

        var isOfKey: Bool { self == .unknownKey || self == .endedKey }

        /// Behind whoever says it: "ida@laptop, in a file".
        public var words: String {
            switch self {
            case .file: "in a file"
            case .unsigned: "not signed"
            case .unknownKey: "signed with a key that nobody here knows"
            case .endedKey: "signed with a key that counts no more"
            }
        }

        /// Behind an entry in a list.
        public var mark: String { " (\(words): counts for nothing here)" }
    }

    /// Those that somebody may have put in, for a person who only passes by: unsigned among signed ones, or a stranger's among
    /// those of known keys. "entries 3 to 5"; nil where there are none.
    public var unexplained: String? {
        let ranges = stretches.filter { $0.why == .unsigned || isAnyKnown && $0.why.isOfKey }.map(\.entries)
        guard !ranges.isEmpty else { return nil }
        return ranges.entryWords
    }

    /// Entries next to each other that count for nothing, for one cause.
    public struct Stretch: Hashable, Sendable {
        public let entries: ClosedRange<Int>
        public let why: Why
    }

    /// By sequence, less one, as far as there are any.
    private var whys: [Why?] = []
    /// Those that came in by a file, whoever signed them.
    private var cameIn: [ClosedRange<Int>] = []
    /// Whether a key that is known signed any.
    private var isAnyKnown = false

    public init() {}

    /// - Parameters:
    ///   - waiting: entries that were taken in since the journal was last written here.
    ///   - authorship: who signed which entries; nil where nobody looks at keys.
    public init(_ events: [Event], waiting: ClosedRange<Int>? = nil, authorship: Authorship? = nil) {
        whys = Array(repeating: nil, count: events.count)
        func take(_ range: ClosedRange<Int>) {
            guard range.lowerBound >= 1, range.lowerBound <= events.count else { return }
            cameIn.append(range)
            for index in (range.lowerBound - 1)..<min(range.upperBound, events.count) { whys[index] = .file }
        }
        if let waiting { take(waiting) }
        for event in events.reversed() where !contains(event.sequence) {
            guard let body = event.payload as? TakenIn, body.first <= body.last else { continue }
            take(body.first...body.last)
        }
        defer { while case .some(.none) = whys.last { whys.removeLast() } }
        guard let authorship else { return }
        // What earlier builds wrote is signed by nobody; what comes after a signature is.
        var isSigned = false
        for stretch in authorship.stretches {
            if stretch.signer != nil { isSigned = true }
            for sequence in stretch.entries {
                switch stretch.signer?.standing {
                case .known:
                    whys[sequence - 1] = nil
                    isAnyKnown = true
                case .ended: whys[sequence - 1] = whys[sequence - 1] ?? .endedKey
                case .unknown: whys[sequence - 1] = whys[sequence - 1] ?? .unknownKey
                case nil: if isSigned { whys[sequence - 1] = whys[sequence - 1] ?? .unsigned }
                }
            }
        }
    }

    public var isEmpty: Bool { count == 0 }
    public var count: Int { whys.count { $0 != nil } }

    /// Whether an entry is nobody's word here.
    public func contains(_ sequence: Int) -> Bool { why(sequence) != nil }

    /// Why an entry counts for nothing; nil where it is somebody's word here.
    public func why(_ sequence: Int) -> Why? { whys.indices.contains(sequence - 1) ? whys[sequence - 1] : nil }

    /// Whether an entry was written elsewhere, by whomever.
    public func cameIn(_ sequence: Int) -> Bool { cameIn.contains { $0.contains(sequence) } }

    /// Next to each other and for the same cause, in order.
    public var stretches: [Stretch] {
        var found: [Stretch] = []
        for (index, why) in whys.enumerated() {
            guard let why else { continue }
            if let last = found.last, last.why == why, last.entries.upperBound == index {
                found[found.count - 1] = Stretch(entries: last.entries.lowerBound...(index + 1), why: why)
            } else {
                found.append(Stretch(entries: (index + 1)...(index + 1), why: why))
            }
        }
        return found
    }
}
