import Foundation

/// One entry of a journal: sealed with a hash over itself and the entry before it.
public struct Event: Sendable {
    public let session: String
    /// From 1, without gaps.
    public let sequence: Int
    /// UTC, whole milliseconds: what the text form keeps.
    public let time: Date
    /// The time as it was written, which the hash covers: a date doesn't always give the same text back.
    public let timeText: String
    public let who: Person
    public let payload: any EventPayload
    public let kind: String
    public let version: Int
    /// The payload as it was written, byte for byte: what the hash covers.
    public let json: String
    public let previousHash: String
    /// SHA-256, 64 hexadecimal digits.
    public let hash: String

    /// What stands before the first event.
    public static let genesis = String(repeating: "0", count: 64)

    /// Seals a new event onto the end of a journal.
    public init(
        session: String, after last: Event?, time: Date, who: Person, payload: any EventPayload
    ) throws(JournalProblem) {
        let (kind, version, json) = (payload.traits.kind, payload.traits.version, try EventKinds.json(payload))
        self.session = session
        sequence = (last?.sequence ?? 0) + 1
        timeText = Event.text(time)
        self.time = Event.date(timeText) ?? time
        self.who = who
        self.payload = payload
        self.kind = kind
        self.version = version
        self.json = json
        previousHash = last?.hash ?? Event.genesis
        hash = Event.hash(
            session: session, sequence: sequence, time: timeText, who: who, kind: kind, version: version, json: json,
            previousHash: previousHash)
    }

    /// Opens an event that was read from a store, after proving that it is what was written.
    public init(
        session: String, sequence: Int, time: String, who: Person, kind: String, version: Int, json: String,
        previousHash: String, hash: String
    ) throws(JournalProblem) {
        let computed = Event.hash(
            session: session, sequence: sequence, time: time, who: who, kind: kind, version: version, json: json,
            previousHash: previousHash)
        guard computed == hash, let date = Event.date(time) else { throw .altered(sequence: sequence) }
        self.session = session
        self.sequence = sequence
        self.time = date
        timeText = time
        self.who = who
        self.kind = kind
        self.version = version
        self.json = json
        self.previousHash = previousHash
        self.hash = hash
        payload = try EventKinds.payload(kind: kind, version: version, json: json, sequence: sequence)
    }

    /// `2026-11-21T22:04:05.678Z`
    public static func text(_ time: Date) -> String {
        // The style cuts off, and what it has read back can lie a hair before what it wrote: that would be a millisecond less.
        time.addingTimeInterval(0.000_05).formatted(style)
    }

    /// Reads what `text` wrote.
    static func date(_ text: String) -> Date? { try? style.parse(text) }

    private static let style = Date.ISO8601FormatStyle(includingFractionalSeconds: true)

    private static func hash(
        session: String, sequence: Int, time: String, who: Person, kind: String, version: Int, json: String,
        previousHash: String
    ) -> String {
        var digest = Digest("lockstep.event")
        for field in [session, String(sequence), time, who.name, who.host, kind, String(version), json, previousHash] {
            digest.add(field)
        }
        return digest.hexadecimal
    }
}

extension Event: Hashable {
    /// Two are one entry if they have one hash: it covers everything.
    public static func == (one: Event, other: Event) -> Bool { one.hash == other.hash }

    public func hash(into hasher: inout Hasher) { hasher.combine(hash) }
}
