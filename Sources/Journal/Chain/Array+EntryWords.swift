extension [ClosedRange<Int>] {
    /// Entries of a journal for the middle of a sentence: "entry 4", "entries 2 to 5, 9".
    public var entryWords: String {
        let words = map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound) to \($0.upperBound)" }
        return (count == 1 && self[0].count == 1 ? "entry " : "entries ") + words.joined(separator: ", ")
    }
}
