/// Proves that a journal is whole and in order.
public enum Chain {
    /// - Throws: the first problem there is. That each event is itself as written was proven when it was opened.
    public static func verify(_ events: [Event]) throws(JournalProblem) {
        guard let first = events.first, case .sessionStarted = first.payload else { throw .noBeginning }
        var previousHash = Event.genesis
        for (index, event) in events.enumerated() {
            guard event.sequence == index + 1, event.session == first.session else {
                throw .missing(sequence: index + 1)
            }
            guard event.previousHash == previousHash else { throw .altered(sequence: event.sequence) }
            previousHash = event.hash
        }
    }
}
