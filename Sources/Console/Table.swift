/// Columns of text, each as wide as its widest cell; the last one gives way when there is too little room.
public struct Table: Sendable {
    /// What becomes of a last cell that doesn't fit.
    public enum Overflow: Sendable {
        /// It goes on below itself.
        case wrap
        /// It ends with an ellipsis: where one line each matters more.
        case cut
    }

    private let overflow: Overflow
    private var rows: [[String]] = []

    public init(_ overflow: Overflow = .wrap) { self.overflow = overflow }

    public mutating func add(_ cells: String...) { rows.append(cells.map { SafeText.clean($0) }) }

    public func lines(columns: Int, indent: String = "") -> [String] {
        let count = rows.map(\.count).max() ?? 0
        let widths = (0..<count).map { column in
            rows.map { column < $0.count ? SafeText.width($0[column]) : 0 }.max() ?? 0
        }
        return rows.flatMap { row in
            var line = indent
            for (column, cell) in row.dropLast().enumerated() {
                line += cell + String(repeating: " ", count: widths[column] - SafeText.width(cell) + 2)
            }
            let last = row.last ?? ""
            let used = SafeText.width(line)
            switch overflow {
            case .cut: return [line + SafeText.fitting(last, max(10, columns - used))]
            case .wrap:
                return Wrapping.lines(last, columns: columns, first: line, rest: String(repeating: " ", count: used))
            }
        }
    }
}
