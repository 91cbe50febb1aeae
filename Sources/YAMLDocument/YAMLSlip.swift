/// The commonest slips of hands that write YAML, told by what to write instead.
struct YAMLSlip {
    /// What libyaml says of it.
    let problem: String
    private let line: [Unicode.Scalar]
    /// Where it stands, from 0.
    private let column: Int

    /// - Parameters:
    ///   - line: the whole line.
    ///   - column: from 1.
    init(_ problem: String, line: String, column: Int) {
        self.problem = problem
        self.line = Array(line.unicodeScalars)
        self.column = max(0, column - 1)
    }

    /// What to do, and at which column (from 1) it begins; nil for what isn't one of them.
    var remedy: (words: String, column: Int)? {
        if let start = openBraces {
            return (
                "braces where a text begins need quotes around all of it: \(quoted(from: start))", start + 1
            )
        }
        if problem.contains("escape") || problem.contains("hexdecimal"), let text = doubleQuoted {
            return (
                "in double quotes a backslash begins an escape: put the text in single quotes, \(text.words)",
                text.start + 1
            )
        }
        if problem.contains("tab character") || problem.contains("cannot start any token") && at(column) == "\t" {
            return ("a tab can't stand here: YAML is indented with spaces", column + 1)
        }
        if problem.contains("cannot start any token") || problem.contains("directive") {
            // A directive is read from its sign on; the mark may stand behind it.
            let start = "@`%".unicodeScalars.contains(at(column)) ? column : line.firstIndex(of: "%") ?? column
            if "@`%".unicodeScalars.contains(at(start)) {
                return ("a text that begins with \(at(start)) needs quotes: \(quoted(from: start))", start + 1)
            }
        }
        if problem.contains("escape sequence") || problem.contains("hexdecimal") || problem.contains("escape character")
        {
            return ("in double quotes a backslash begins an escape: put the text in single quotes", column + 1)
        }
        if let start = colonText {
            return ("a text with a colon and a space in it needs quotes: \(quoted(from: start))", start + 1)
        }
        return beginning
    }

    /// Where a text begins that has what would make a key of its beginning.
    private var colonText: Int? {
        if problem.contains("mapping values are not allowed"), let start = valueStart, start < column { return start }
        return problem.contains("',' or '}'") && at(column) == ":" && isInFlow(column) ? textStart(column) : nil
    }

    /// A text that begins with what means something to YAML.
    private var beginning: (words: String, column: Int)? {
        guard problem.contains("did not find expected") || problem.contains("not allowed in this context"),
            let start = valueStart ?? entryStart, start <= column
        else { return nil }
        switch at(start) {
        case "|", ">":
            return problem.contains("comment or line break")
                ? ("behind \(at(start)) the text begins on the next line, further in", column + 1) : nil
        case "*", "[", "{":
            return ("a text that begins with \(at(start)) needs quotes: \(quoted(wholeFrom: start))", start + 1)
        case "?" where at(start + 1) == " ":
            return ("a text that begins with ? needs quotes: \(quoted(wholeFrom: start))", start + 1)
        case "-" where at(start + 1) == " ":
            return (
                "a list begins on the line below; a text that begins with - needs quotes: \(quoted(wholeFrom: start))",
                start + 1
            )
        case "'", "\"":
            return (
                "the text goes on behind its closing quote: put quotes around all of it, \(quoted(wholeFrom: start))",
                start + 1
            )
        default: return nil
        }
    }

    private func at(_ index: Int) -> Unicode.Scalar { line.indices.contains(index) ? line[index] : "\n" }

    /// Where two braces stand outside of quotes.
    private var openBraces: Int? {
        var quote: Unicode.Scalar?
        for index in line.indices {
            let scalar = line[index]
            if let open = quote {
                if scalar == open, open == "'" || at(index - 1) != "\\" { quote = nil }
            } else if scalar == "\"" || scalar == "'", isStart(index) {
                quote = scalar
            } else if scalar == "#", at(index - 1) == " " {
                return nil
            } else if scalar == "{", at(index + 1) == "{" {
                // In the middle of a text in a block they are letters like others.
                return isStart(index) || isInFlow(index) ? textStart(index) : nil
            }
        }
        return nil
    }

    /// Whether a value may begin here.
    private func isStart(_ index: Int) -> Bool {
        let before = line[..<index].last { $0 != " " }
        guard let before else { return true }
        return "[{,".unicodeScalars.contains(before) || at(index - 1) == " " && ":-?".unicodeScalars.contains(before)
    }

    /// In `[…]` or `{…}`.
    private func isInFlow(_ index: Int) -> Bool {
        line[..<index].count { "[{".unicodeScalars.contains($0) }
            > line[..<index].count { "]}".unicodeScalars.contains($0) }
    }

    /// Where the value around `index` begins.
    private func textStart(_ index: Int) -> Int {
        var start = index
        while start > 0, !isStart(start) { start -= 1 }
        return start
    }

    /// Behind the line's first colon.
    private var valueStart: Int? {
        guard let colon = line.indices.first(where: { line[$0] == ":" && at($0 + 1) == " " }) else { return nil }
        return line.indices.first { $0 > colon && line[$0] != " " }
    }

    /// Behind the sign of a list's entry.
    private var entryStart: Int? {
        guard let sign = line.firstIndex(where: { $0 != " " }), line[sign] == "-", at(sign + 1) == " " else {
            return nil
        }
        return line.indices.first { $0 > sign && line[$0] != " " }
    }

    /// All of the line from `start` on, in quotes.
    private func quoted(wholeFrom start: Int) -> String {
        quoted(line[start..<(commentStart(after: start) ?? line.count)])
    }

    private func commentStart(after start: Int) -> Int? {
        line.indices.first { $0 > start && line[$0] == "#" && line[$0 - 1] == " " }
    }

    /// The value from `start` on, in quotes.
    private func quoted(from start: Int) -> String {
        var end = line.count
        if isInFlow(start) {
            // Past the places for answers, to what ends a value there.
            var index = start
            while index < line.count {
                if line[index] == "}", at(index + 1) == "}", line[start..<index].contains("{") {
                    index += 2
                    continue
                }
                if ",]}".unicodeScalars.contains(line[index]) { break }
                index += 1
            }
            end = index
        } else if let comment = commentStart(after: start) {
            end = comment
        }
        return quoted(line[start..<end])
    }

    private func quoted(_ slice: ArraySlice<Unicode.Scalar>) -> String {
        var text = slice
        while text.last == " " { text.removeLast() }
        let isPlain = !text.contains("\"") && !text.contains("\\")
        return isPlain ? "\"\(words(text))\"" : single(text)
    }

    /// The text in double quotes that `column` stands in, as it would be in single ones.
    private var doubleQuoted: (words: String, start: Int)? {
        guard let start = line[..<min(column + 1, line.count)].lastIndex(of: "\"") else { return nil }
        var end = start + 1
        while end < line.count, line[end] != "\"" || at(end - 1) == "\\" && at(end + 1) != "\n" { end += 1 }
        // One that goes on below can't be told on this line.
        return end < line.count ? (single(line[(start + 1)..<end]), start) : nil
    }

    private func single(_ text: ArraySlice<Unicode.Scalar>) -> String {
        "'\(words(text).replacing("'", with: "''"))'"
    }

    private func words(_ text: ArraySlice<Unicode.Scalar>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: text)
        return String(view)
    }
}
