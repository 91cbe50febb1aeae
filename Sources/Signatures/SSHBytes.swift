import Foundation

/// RFC 4251, section 5: how SSH writes numbers and strings. Every reading is held to the bytes that are there.
struct SSHBytes {
    private(set) var rest: ArraySlice<UInt8>

    init(_ bytes: some Sequence<UInt8>) { rest = Array(bytes)[...] }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func byte() throws(SignatureProblem) -> UInt8 {
        guard let byte = rest.popFirst() else { throw .malformed }
        return byte
    }

    mutating func take(_ count: Int) throws(SignatureProblem) -> [UInt8] {
        guard count >= 0, count <= rest.count else { throw .malformed }
        defer { rest = rest.dropFirst(count) }
        return Array(rest.prefix(count))
    }

    mutating func number() throws(SignatureProblem) -> UInt32 {
        try take(4).reduce(0) { $0 << 8 | UInt32($1) }
    }

    mutating func string() throws(SignatureProblem) -> [UInt8] { try take(Int(try number())) }

    mutating func text() throws(SignatureProblem) -> String {
        guard let text = String(validating: try string(), as: UTF8.self) else { throw .malformed }
        return text
    }

    /// A positive whole number, without the zero that keeps it positive.
    mutating func positive() throws(SignatureProblem) -> [UInt8] {
        let bytes = try string()
        guard let first = bytes.first, first < 0x80 else { throw .malformed }
        return Array(bytes.drop { $0 == 0 })
    }

    // MARK: - Writing

    static func number(_ value: UInt32) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * $0)) } }

    static func string(_ bytes: some Collection<UInt8>) -> [UInt8] { number(UInt32(bytes.count)) + bytes }

    static func string(_ text: String) -> [UInt8] { string(Array(text.utf8)) }
}
