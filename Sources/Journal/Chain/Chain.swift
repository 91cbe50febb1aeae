/// Proves that a journal is whole and in order.
public enum Chain {
    /// - Throws: the first problem there is. That each event is itself as written was proven when it was opened.
    public static func verify(_ events: [Event]) throws(JournalProblem) {
        guard let first = events.first, first.payload is SessionStarted else { throw .noBeginning }
        try verify(events, session: first.session, sequence: 0, hash: Event.genesis)
    }

    /// Proves that events follow on one that was proven.
    public static func verify(_ events: [Event], after last: Event) throws(JournalProblem) {
        try verify(events, session: last.session, sequence: last.sequence, hash: last.hash)
    }

    private static func verify(
        _ events: [Event], session: String, sequence: Int, hash: String
    ) throws(JournalProblem) {
        var (sequence, previousHash) = (sequence, hash)
        for event in events {
            sequence += 1
            guard event.sequence == sequence, event.session == session else { throw .missing(sequence: sequence) }
            guard event.previousHash == previousHash else { throw .altered(sequence: sequence) }
            previousHash = event.hash
        }
    }
}
