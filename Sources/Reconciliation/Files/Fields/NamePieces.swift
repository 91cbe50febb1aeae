/// Takes a name apart that was written without blanks and capitals, as directories and databases have them.
enum NamePieces {
    /// Longer than any name, and short enough to be looked through in no time.
    private static let longest = 48

    /// The words that it is made of, as few as there can be; nil where some of its letters belong to none, or where none
    /// of the words tells anything.
    ///
    /// - Parameters:
    ///   - words: all that may be in it.
    ///   - telling: those for which it is worth it.
    static func of(_ name: String, among words: Set<String>, telling: Set<String>) -> [String]? {
        let letters = Array(name)
        guard letters.count >= 5, letters.count <= longest, !words.contains(name) else { return nil }
        var best: [[String]?] = [[]]
        for end in 1...letters.count {
            var found: [String]?
            for start in 0..<end where end - start > 1 {
                guard let before = best[start], before.count + 1 < found?.count ?? .max else { continue }
                let word = String(letters[start..<end])
                if words.contains(word) { found = before + [word] }
            }
            best.append(found)
        }
        guard let pieces = best[letters.count], pieces.contains(where: { $0.count > 2 && telling.contains($0) }) else {
            return nil
        }
        return pieces
    }
}
