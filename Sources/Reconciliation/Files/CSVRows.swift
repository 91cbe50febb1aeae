import Escaping

/// Rows of a table with separators, one at a time (RFC 4180; commas, semicolons or tabs, as spreadsheets export them).
///
/// Our own, because the files are larger than memory should be, and the CSV library at hand reads them whole.
struct CSVRows {
    private let source: ByteSource
    private let separator: UInt8
    /// The line on which the last row began, from 1.
    private(set) var line = 0
    private var nextLine = 1

    /// More bytes than any row of accounts has: a quote that is never closed.
    private static let longestRow = 1_048_576

    init(_ source: ByteSource) throws(ReconciliationProblem) {
        self.source = source
        // PowerShell writes the type above its tables, and spreadsheets which separator they take.
        while let mark = CSVRows.remark(try source.lookahead()) {
            while let byte = try source.next(), byte != UInt8(ascii: "\n"), byte != UInt8(ascii: "\r") {}
            if try source.peek() == UInt8(ascii: "\n") { _ = try source.next() }
            nextLine += 1
            if let mark {
                separator = mark
                return
            }
        }
        separator = CSVRows.separator(in: try source.lookahead())
    }

    /// What a field says: without the apostrophes that keep a spreadsheet from calculating it, and without the formula
    /// that makes it a text and keeps its leading zeros (`="0417"`).
    static func cell(_ field: String) -> String {
        let bare = IdentifierText.trimmed(field)
        guard bare.count > 2, bare.hasPrefix("=\""), bare.hasSuffix("\"") else { return CSVText.unguarded(field) }
        let inner = String(bare.dropFirst(2).dropLast())
        // A quote is written twice in it; what has a single one calculates something.
        guard !inner.replacing("\"\"", with: "").contains("\"") else { return CSVText.unguarded(field) }
        return inner.replacing("\"\"", with: "\"")
    }

    /// - Returns: nil where the first line is none of the table's remarks; otherwise the separator that it names, if it does.
    private static func remark(_ bytes: ArraySlice<UInt8>) -> UInt8?? {
        let line = String(decoding: bytes.prefix(16), as: UTF8.self).lowercased()
        if line.hasPrefix("#type ") { return .some(nil) }
        guard line.hasPrefix("sep="), bytes.count > 5 else { return nil }
        return .some(bytes[bytes.startIndex + 4])
    }

    /// Whichever of them the header has most of, outside quotes.
    private static func separator(in bytes: ArraySlice<UInt8>) -> UInt8 {
        var counts: [UInt8: Int] = [:]
        var isQuoted = false
        for byte in bytes {
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            if isQuoted { continue }
            if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") { break }
            counts[byte, default: 0] += 1
        }
        return [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")].max { (counts[$0] ?? 0) < (counts[$1] ?? 0) }
            ?? UInt8(ascii: ",")
    }

    /// The next row that isn't empty; nil at the end.
    mutating func next() throws(ReconciliationProblem) -> [String]? {
        while let row = try read() {
            if row != [""] { return row }
        }
        return nil
    }

    private mutating func read() throws(ReconciliationProblem) -> [String]? {
        guard try source.peek() != nil else { return nil }
        line = nextLine
        var (fields, field): ([String], [UInt8]) = ([], [])
        var (isQuoted, wasQuoted) = (false, false)
        var length = 0
        while let byte = try source.next() {
            length += 1
            guard length < CSVRows.longestRow else {
                throw .file("\(source.name):\(line): error: this row doesn't end; is a quote never closed?")
            }
            if byte == UInt8(ascii: "\n"), isQuoted { nextLine += 1 }
            if isQuoted {
                if byte != UInt8(ascii: "\"") {
                    field.append(byte)
                } else if try source.peek() == UInt8(ascii: "\"") {
                    _ = try source.next()
                    field.append(byte)
                } else {
                    isQuoted = false
                }
            } else if byte == UInt8(ascii: "\""), field.isEmpty, !wasQuoted {
                (isQuoted, wasQuoted) = (true, true)
            } else if byte == separator {
                fields.append(try text(field, column: fields.count + 1))
                (field, wasQuoted) = ([], false)
            } else if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") {
                // Old spreadsheets end their lines by a carriage return alone.
                if byte == UInt8(ascii: "\r"), try source.peek() == UInt8(ascii: "\n") { _ = try source.next() }
                nextLine += 1
                return fields + [try text(field, column: fields.count + 1)]
            } else {
                field.append(byte)
            }
        }
        guard !isQuoted else { throw .file("\(source.name):\(line): error: a quote is never closed.") }
        return fields + [try text(field, column: fields.count + 1)]
    }

    private func text(_ bytes: [UInt8], column: Int) throws(ReconciliationProblem) -> String {
        do throws(UTF8Place) { return try UTF8Place.text(of: bytes) } catch {
            throw .file(
                "\(source.name):\(line): error: byte \(error.byte) of column \(column) isn't UTF-8. Export it again as UTF-8 "
                    + "(in a spreadsheet: CSV UTF-8).")
        }
    }
}
