/// Columns of text, each as wide as its widest cell; the last one gives way when there is too little room.
public struct Table: Sendable {
    private var rows: [[String]] = []

    public init() {}

    public mutating func add(_ cells: String...) { rows.append(cells.map { SafeText.clean($0) }) }

    public func lines(columns: Int, indent: String = "") -> [String] {
        let count = rows.map(\.count).max() ?? 0
        let widths = (0..<count).map { column in
            rows.map { column < $0.count ? SafeText.width($0[column]) : 0 }.max() ?? 0
        }
        return rows.map { row in
            var line = indent
            for (column, cell) in row.enumerated() {
                let isLast = column == row.count - 1
                let room = max(10, columns - SafeText.width(line))
                let text = isLast ? SafeText.fitting(cell, room) : cell
                line += text
                if !isLast { line += String(repeating: " ", count: widths[column] - SafeText.width(cell) + 2) }
            }
            return line
        }
    }
}
