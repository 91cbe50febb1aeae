/// Splits a line into words as a shell would: spaces divide, quotes hold together, a backslash takes the next
/// character as it is.
enum CommandWords {
    static func split(_ line: String) throws(UsageError) -> [String] {
        var words: [String] = []
        var word: String?
        var quote: Character?
        var isEscaped = false
        for character in line {
            if isEscaped {
                word = (word ?? "") + String(character)
                isEscaped = false
            } else if character == "\\", quote != "'" {
                isEscaped = true
            } else if let open = quote {
                if character == open { quote = nil } else { word = (word ?? "") + String(character) }
            } else if character == "\"" || (character == "'" && word == nil) {
                // An apostrophe inside a word is one ("don't").
                quote = character
                word = word ?? ""
            } else if character.isWhitespace {
                if let done = word { words.append(done) }
                word = nil
            } else {
                word = (word ?? "") + String(character)
            }
        }
        if let quote { throw UsageError("The quote \(quote) is never closed.") }
        if let done = word { words.append(done) }
        return words
    }
}
