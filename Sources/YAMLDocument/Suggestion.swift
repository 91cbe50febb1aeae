/// Did-you-mean: the nearest known word to one that nobody knows.
public enum Suggestion {
    /// The candidate nearest to `word`, if one is near enough to be meant; the first of equals.
    public static func nearest(to word: String, in candidates: some Sequence<String>) -> String? {
        let lowered = word.lowercased()
        var best: (candidate: String, distance: Int)?
        for candidate in candidates {
            let distance = self.distance(lowered, candidate.lowercased())
            if distance < best?.distance ?? Int.max { best = (candidate, distance) }
        }
        guard let best, best.distance <= max(1, word.count / 3) else { return prefixed(lowered, candidates) }
        return best.candidate
    }

    /// `; did you mean "x"?`, or nothing: ready to end a sentence with.
    public static func hint(for word: String, in candidates: some Sequence<String>) -> String {
        nearest(to: word, in: candidates).map { "; did you mean \"\($0)\"?" } ?? ""
    }

    /// As `hint`, or all candidates where none is near: what to say of a name in a short list.
    public static func hintOrList(for word: String, in candidates: some Collection<String>) -> String {
        let hint = hint(for: word, in: candidates)
        return hint.isEmpty ? "; there is \(candidates.joined(separator: ", "))" : hint
    }

    private static func prefixed(_ word: String, _ candidates: some Sequence<String>) -> String? {
        guard word.count >= 3 else { return nil }
        return candidates.first { $0.lowercased().hasPrefix(word) }
    }

    /// Edit distance (insert, delete, replace, swap of neighbours).
    static func distance(_ left: String, _ right: String) -> Int {
        let (a, b) = (Array(left.prefix(64)), Array(right.prefix(64)))
        guard !a.isEmpty, !b.isEmpty else { return max(a.count, b.count) }
        var beforePrevious: [Int] = []
        var previous = Array(0...b.count)
        for i in 1...a.count {
            var current = [i]
            for j in 1...b.count {
                var cost = min(previous[j] + 1, current[j - 1] + 1, previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1))
                if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
                    cost = min(cost, beforePrevious[j - 2] + 1)
                }
                current.append(cost)
            }
            (beforePrevious, previous) = (previous, current)
        }
        return previous[b.count]
    }
}
