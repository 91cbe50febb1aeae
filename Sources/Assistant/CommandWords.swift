/// Splits a line into words as a shell would: spaces divide, quotes hold together, a backslash takes the next
/// letter as it is. By scalars: a mark over a quote makes another `Character` of it.
enum CommandWords {
    static func split(_ line: String) throws(UsageError) -> [String] {
        var words: [String] = []
        var word: String.UnicodeScalarView?
        var quote: Unicode.Scalar?
        var isEscaped = false
        func append(_ scalar: Unicode.Scalar) {
            if word == nil { word = .init() }
            word?.append(scalar)
        }
        for scalar in line.unicodeScalars {
            if isEscaped {
                append(scalar)
                isEscaped = false
            } else if scalar == "\\", quote != "'" {
                isEscaped = true
            } else if let open = quote {
                if scalar == open { quote = nil } else { append(scalar) }
            } else if scalar == "\"" || (scalar == "'" && word == nil) {
                // An apostrophe inside a word is one ("don't").
                quote = scalar
                word = word ?? .init()
            } else if scalar.properties.isWhitespace {
                if let done = word { words.append(String(done)) }
                word = nil
            } else {
                append(scalar)
            }
        }
        // There is nothing that it could take as it is.
        if isEscaped { append("\\") }
        if let quote { throw UsageError("The quote \(quote) is never closed.") }
        if let done = word { words.append(String(done)) }
        return words
    }
}
