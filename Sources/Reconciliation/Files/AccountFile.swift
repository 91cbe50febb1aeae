import Foundation

/// A file of accounts: a table with a header, or JSON. Read in slices, whatever its size.
public struct AccountFile: Sendable {
    public let path: String
    private let fields: AccountFields
    private let now: Date

    /// - Parameters:
    ///   - path: `-` is the standard input.
    ///   - now: what ends of accounts are compared with.
    public init(path: String, fields: AccountFields, now: Date = Date()) {
        self.now = now
        self.path = path == "-" ? "/dev/stdin" : path
        self.fields = fields
    }

    private static let slice = 1_000

    /// Looks whether the file can be used: reads its beginning. What can be read only once isn't looked at.
    public func probe() throws {
        struct Enough: Error {}
        let source = try ByteSource(path: path)
        guard source.isFile else { return }
        do {
            try read(source) { _ in throw Enough() }
        } catch is Enough {}
    }

    /// - Parameter take: called for each slice of accounts, in the file's order.
    /// - Returns: when the file that was read was written last.
    /// - Throws: `ReconciliationProblem` with file and line, or what `take` throws.
    @discardableResult
    public func read(_ take: ([Account]) throws -> Void) throws -> Date {
        let source = try ByteSource(path: path)
        try read(source, take)
        return source.modified
    }

    private func read(_ source: ByteSource, _ take: ([Account]) throws -> Void) throws {
        try mark(source)
        switch try source.peek() {
        case nil: throw ReconciliationProblem.file("\(source.name) is empty.")
        case UInt8(ascii: "{"), UInt8(ascii: "["): try readJSON(source, take)
        default: try readTable(source, take)
        }
    }

    /// Skips the byte order mark and blank lines; refuses other encodings.
    private func mark(_ source: ByteSource) throws(ReconciliationProblem) {
        if try source.peek() == 0xEF {
            for expected: UInt8 in [0xEF, 0xBB, 0xBF] where try source.next() != expected {
                throw .file("\(source.name):1: error: this isn't UTF-8 text. Export it again as UTF-8.")
            }
        }
        if let byte = try source.peek(), byte == 0xFF || byte == 0xFE {
            throw .file(
                "\(source.name):1: error: this is UTF-16 text. Export it again as UTF-8 (in a spreadsheet: CSV UTF-8).")
        }
        while let byte = try source.peek(), [0x20, 0x09, 0x0A, 0x0D].contains(byte) { _ = try source.next() }
    }

    private func readTable(_ source: ByteSource, _ take: ([Account]) throws -> Void) throws {
        var rows = try CSVRows(source)
        guard let header = try rows.next() else { return }
        let places = try fields.places(in: header.map(CSVRows.cell), at: "\(source.name):\(rows.line)")
        var reader = AccountReader(fields: fields, now: now)
        try sliced(source, &reader, take) { reader throws(ReconciliationProblem) in
            while let row = try rows.next() {
                let place = "\(source.name):\(rows.line)"
                // Spreadsheets leave empty rows behind, and leave out separators at the end of a row.
                if row.allSatisfy({ IdentifierText.trimmed($0).isEmpty }) { continue }
                guard row.dropFirst(header.count).allSatisfy({ IdentifierText.trimmed($0).isEmpty }) else {
                    throw .file(
                        "\(place): error: this row has \(row.count) columns, the header has \(header.count).")
                }
                if AccountReader.isHeader(row, header) {
                    let mark = row.first?.unicodeScalars.first == "\u{FEFF}" ? ", behind a byte order mark" : ""
                    throw .file(
                        "\(place): error: the header stands here again\(mark): two files were joined. Export all accounts "
                            + "into one file, or take the second header out.")
                }
                return try reader.account(places, at: place) {
                    row.indices.contains($0) ? CSVRows.cell(row[$0]) : ""
                }
            }
            return nil
        }
    }

    private func readJSON(_ source: ByteSource, _ take: ([Account]) throws -> Void) throws {
        var elements = JSONElements(source)
        var reader = AccountReader(fields: fields, now: now)
        // Most objects have the fields of the one before, and what each says is known by then.
        var (names, places): ([String], AccountFields.Places) = ([], AccountFields.Places())
        try sliced(source, &reader, take) { reader throws(ReconciliationProblem) in
            guard let data = try elements.next() else { return nil }
            let place = "\(source.name): element \(elements.count)"
            guard let object = try? JSONSerialization.jsonObject(with: data) as? [String: Any] else {
                throw .file("\(source.name): error: element \(elements.count) isn't valid JSON.")
            }
            let flat = FlatObject(object)
            if flat.names != names {
                places = try fields.places(in: flat.names, at: place)
                names = flat.names
            }
            return try reader.account(places, at: place) { flat.texts[$0] }
        }
    }

    /// - Parameter next: the next account; nil at the end.
    private func sliced(
        _ source: ByteSource, _ reader: inout AccountReader, _ take: ([Account]) throws -> Void,
        _ next: (inout AccountReader) throws(ReconciliationProblem) -> Account?
    ) throws {
        var accounts: [Account] = []
        while let account = try next(&reader) {
            accounts.append(account)
            if accounts.count == AccountFile.slice {
                try take(accounts)
                accounts.removeAll(keepingCapacity: true)
            }
        }
        try reader.finish(source.name)
        try take(accounts)
    }
}
