import Escaping

/// Splits a line into words as a shell would: spaces divide, quotes hold together, a backslash takes a space, a quote or
/// a backslash behind it as it is, and is itself before anything else, as in the paths of other systems. By scalars: a mark
/// over a quote makes another `Character` of it.
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
                if !scalar.properties.isWhitespace, !"\"'\\".unicodeScalars.contains(scalar) { append("\\") }
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

    /// As `split`, and what stands behind so many words is one, as it was typed: only quotes around all of it go.
    static func split(_ line: String, textAfter count: Int) throws(UsageError) -> [String] {
        var rest = Substring(line)
        for _ in 0..<count {
            rest = rest.drop(while: \.isWhitespace)
            rest = rest.drop { !$0.isWhitespace }
        }
        let words = try split(String(line[..<rest.startIndex]))
        let text = rest.trimmingBlanks
        return text.isEmpty ? words : words + [try unquoted(text)]
    }

    /// Without the quotes around all of it. Where the one that begins it is closed before its end, all of them are its own.
    private static func unquoted(_ text: String) throws(UsageError) -> String {
        let scalars = text.unicodeScalars
        if scalars.first == "\"", scalars.count(where: { $0 == "\"" }) == 1 {
            throw UsageError("The quote \" is never closed.")
        }
        guard let quote = scalars.first, quote == "\"" || quote == "'", scalars.count > 1, scalars.last == quote else {
            return text
        }
        let inside = scalars.dropFirst().dropLast()
        if !inside.contains(quote) { return String(inside) }
        // Quotes in it that a backslash keeps from closing it.
        var (kept, isEscaped) = (String.UnicodeScalarView(), false)
        for scalar in inside {
            if scalar == quote {
                guard isEscaped, quote == "\"" else { return text }
                kept.removeLast()
            }
            kept.append(scalar)
            isEscaped = scalar == "\\" && !isEscaped
        }
        // One before the last quote, which is a part of it then.
        return isEscaped ? text : String(kept)
    }
}
