/// Columns of text, each as wide as its widest cell; the last one gives way when there is too little room. Of two columns, a
/// first cell that would leave the second too little stands on a line of its own.
public struct Table: Sendable {
    /// What becomes of a last cell that doesn't fit.
    public enum Overflow: Sendable {
        /// It goes on below itself.
        case wrap
        /// It ends with an ellipsis: where one line each matters more.
        case cut
    }

    /// Columns in which a sentence can still be read.
    private static let least = 30

    /// Room for the last cell, where columns before it can give way.
    private static let leastAtTheEnd = 8

    private let overflow: Overflow
    private let giving: [(column: Int, least: Int)]
    private var rows: [[String]] = []

    /// - Parameter giving: columns besides the last one that give way where there is too little room, in this order, and the
    ///   least that is left of each. Their cells end with an ellipsis.
    public init(_ overflow: Overflow = .wrap, giving: [(column: Int, least: Int)] = []) {
        (self.overflow, self.giving) = (overflow, giving)
    }

    /// Adds a row.
    public mutating func add(_ cells: String...) { rows.append(cells.map { SafeText.clean($0) }) }

    /// Its rows, a line each where they fit, else cut or wrapped as the table was made.
    public func lines(columns: Int, indent: String = "") -> [String] {
        let count = rows.map(\.count).max() ?? 0
        func widest(_ column: Int, _ room: Int = .max) -> Int {
            rows.map { column < $0.count ? SafeText.width($0[column]) : 0 }.filter { $0 <= room }.max() ?? 0
        }
        let isCramped =
            count == 2 && overflow == .wrap
            && columns - SafeText.width(indent) - widest(0) - 2 < min(Table.least, columns / 3)
        let room = isCramped ? columns * 2 / 5 : .max
        var widths = (0..<count).map { widest($0, $0 == 0 ? room : .max) }
        var excess =
            SafeText.width(indent) + widths.dropLast().reduce(0) { $0 + $1 + 2 } + Table.leastAtTheEnd - columns
        for (column, least) in giving where widths.indices.contains(column) && excess > 0 {
            let given = min(excess, max(0, widths[column] - least))
            widths[column] -= given
            excess -= given
        }
        return rows.flatMap { row in
            if row.count == 2, SafeText.width(row[0]) > room {
                let rest = indent + String(repeating: " ", count: widths[0] + 2)
                return [indent + row[0]] + Wrapping.lines(row[1], columns: columns, first: rest, rest: rest)
            }
            var line = indent
            for (column, cell) in row.dropLast().enumerated() {
                let cell = giving.contains { $0.column == column } ? SafeText.fitting(cell, widths[column]) : cell
                line += cell + String(repeating: " ", count: widths[column] - SafeText.width(cell) + 2)
            }
            let last = row.last ?? ""
            let used = SafeText.width(line)
            switch overflow {
            case .cut: return [line + SafeText.fitting(last, max(Table.leastAtTheEnd, columns - used))]
            case .wrap:
                return Wrapping.lines(last, columns: columns, first: line, rest: String(repeating: " ", count: used))
            }
        }
    }
}
