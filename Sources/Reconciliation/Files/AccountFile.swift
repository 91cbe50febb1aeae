import Escaping
import Foundation

/// A file of accounts: a table with a header, or JSON. Read in slices, whatever its size.
public struct AccountFile: Sendable {
    public let path: String
    private let fields: AccountFields

    public init(path: String, fields: AccountFields) {
        self.path = path
        self.fields = fields
    }

    private static let slice = 1_000

    /// Looks whether the file can be used: reads its beginning.
    public func probe() throws {
        struct Enough: Error {}
        do {
            try read { _ in throw Enough() }
        } catch is Enough {}
    }

    /// - Parameter take: called for each slice of accounts, in the file's order.
    /// - Throws: `ReconciliationProblem` with file and line, or what `take` throws.
    public func read(_ take: ([Account]) throws -> Void) throws {
        let source = try ByteSource(path: path)
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
        let places = try fields.places(in: header, file: source.name)
        try sliced(take) {
            guard let row = try rows.next() else { return nil }
            guard row.count == header.count else {
                throw ReconciliationProblem.file(
                    "\(source.name):\(rows.line): error: this row has \(row.count) columns, the header has "
                        + "\(header.count).")
            }
            guard let account = fields.account({ part in places[part].map { CSVText.unguarded(row[$0]) } }) else {
                throw ReconciliationProblem.file(
                    "\(source.name):\(rows.line): error: nothing says what this person signs in with.")
            }
            return account
        }
    }

    private func readJSON(_ source: ByteSource, _ take: ([Account]) throws -> Void) throws {
        var elements = JSONElements(source)
        try sliced(take) {
            guard let data = try elements.next() else { return nil }
            guard let object = try? JSONSerialization.jsonObject(with: data) as? [String: Any] else {
                throw ReconciliationProblem.file("\(source.name): error: element \(elements.count) isn't valid JSON.")
            }
            let keys = Array(object.keys)
            let places = try fields.places(in: keys, file: "\(source.name): element \(elements.count)")
            let account = fields.account { part in places[part].flatMap { AccountFile.text(object[keys[$0]]) } }
            guard let account else {
                throw ReconciliationProblem.file(
                    "\(source.name): error: element \(elements.count) doesn't say what the person signs in with.")
            }
            return account
        }
    }

    /// - Parameter next: the next account; nil at the end.
    private func sliced(_ take: ([Account]) throws -> Void, _ next: () throws -> Account?) throws {
        var accounts: [Account] = []
        while let account = try next() {
            accounts.append(account)
            if accounts.count == AccountFile.slice {
                try take(accounts)
                accounts.removeAll(keepingCapacity: true)
            }
        }
        try take(accounts)
    }

    /// A JSON value as the text that a column would hold: SCIM's lists of addresses and its names in parts too.
    private static func text(_ value: Any?) -> String? {
        switch value {
        case let text as String: text
        case let number as NSNumber:
            // Foundation reads true as a number that is one.
            CFBoolean.isBoolean(number) ? (number.boolValue ? "true" : "false") : number.stringValue
        case let list as [Any]: list.compactMap { text($0) }.joined(separator: ";")
        case let object as [String: Any]:
            text(object["value"]) ?? text(object["formatted"])
                ?? ([text(object["givenName"]), text(object["familyName"])].compactMap { $0 }.joined(separator: " "))
        default: nil
        }
    }
}

/// Tells JSON's booleans from its numbers.
private enum CFBoolean {
    static func isBoolean(_ number: NSNumber) -> Bool { String(cString: number.objCType) == "c" }
}
