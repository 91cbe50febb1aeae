/// Whether two words differ by one slip of a finger.
enum OneLetter {
    /// One letter more, less, another, or two neighbours that changed places.
    static func differs(_ left: String, _ right: String) -> Bool {
        let (a, b) = (Array(left), Array(right))
        guard a != b, abs(a.count - b.count) <= 1 else { return false }
        let start = zip(a, b).prefix { $0 == $1 }.count
        let end = zip(a.dropFirst(start).reversed(), b.dropFirst(start).reversed()).prefix { $0 == $1 }.count
        let (x, y) = (a[start..<(a.count - end)], b[start..<(b.count - end)])
        if x.count <= 1, y.count <= 1 { return true }
        return x.count == 2 && y.count == 2 && x.first == y.last && x.last == y.first
    }

    /// The word, and the word with each of its letters left out: two words that differ by one slip share one of these.
    static func stems(_ word: String) -> Set<String> {
        var stems: Set = [word]
        for index in word.indices {
            var stem = word
            stem.remove(at: index)
            stems.insert(stem)
        }
        return stems
    }
}
