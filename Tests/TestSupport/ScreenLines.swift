/// The lines that a terminal shows, from the bytes that came: enough of one for what Lockstep and libedit write. What was
/// overwritten or wiped away, such as progress, isn't there any more.
public struct ScreenLines {
    /// From the first line on; the last one is where the cursor stands, or below it.
    public private(set) var lines: [[Character]] = [[]]
    public private(set) var row = 0
    private var column = 0
    private let columns: Int
    private var escape: String?

    public init(columns: Int = 80) { self.columns = columns }

    /// A line without the blanks at its end.
    public func text(_ index: Int) -> String {
        var line = lines.indices.contains(index) ? lines[index] : []
        while line.last == " " { line.removeLast() }
        return String(line)
    }

    public mutating func take(_ text: some StringProtocol) {
        for character in text { take(character) }
    }

    private mutating func take(_ character: Character) {
        if let begun = escape {
            escape = begun + String(character)
            // ECMA-48: parameters and intermediates, then one letter.
            guard begun != "", character.isLetter || character == "~" else { return }
            escape = nil
            control(begun.dropFirst(), character)
            return
        }
        switch character {
        case "\u{1B}": escape = ""
        case "\r": column = 0
        case "\n": newLine()
        case "\r\n":
            column = 0
            newLine()
        case "\u{8}": column = max(0, column - 1)
        case "\u{7}": break
        default:
            if column == columns { newLine() }
            while lines[row].count < column { lines[row].append(" ") }
            if column < lines[row].count { lines[row][column] = character } else { lines[row].append(character) }
            column += 1
        }
    }

    private mutating func newLine() {
        if column == columns { column = 0 }
        row += 1
        column = 0
        if row == lines.count { lines.append([]) }
    }

    private mutating func control(_ parameters: some StringProtocol, _ letter: Character) {
        let number = Int(parameters) ?? 1
        switch letter {
        case "A": row = max(0, row - number)
        case "B": row = min(lines.count - 1, row + number)
        case "C": column = min(columns, column + number)
        case "D": column = max(0, column - number)
        case "K":
            let end = parameters == "2" ? 0 : column
            if lines[row].count > end { lines[row].removeSubrange(end...) }
        case "J":
            if lines[row].count > column { lines[row].removeSubrange(column...) }
            lines.removeSubrange((row + 1)...)
        // Colours, and modes of keys.
        default: break
        }
    }
}
