import Foundation

/// The objects of a JSON file, one at a time: of an array, of SCIM's `Resources`, Graph's `value` and their kin, or one
/// object per line. Never more than one of them in memory.
struct JSONElements {
    private let source: ByteSource
    /// How many were given out.
    private(set) var count = 0
    /// Inside an array whose elements are what is looked for.
    private var isInArray = false
    private var hasBegun = false

    /// Names that lists of accounts go by.
    private static let lists: Set<String> = [
        "resources", "value", "accounts", "users", "items", "data", "results", "members",
    ]
    /// More bytes than any account has.
    private static let longest = 1_048_576

    init(_ source: ByteSource) { self.source = source }

    /// The next object's bytes; nil at the end.
    mutating func next() throws(ReconciliationProblem) -> Data? {
        while let byte = try skipToValue() {
            if byte == UInt8(ascii: "]"), isInArray {
                isInArray = false
                // What comes after the list (counts, links) is of no use here.
                return nil
            }
            if byte == UInt8(ascii: "["), !isInArray, !hasBegun {
                (isInArray, hasBegun) = (true, true)
                continue
            }
            guard byte == UInt8(ascii: "{") else {
                throw .file("\(source.name): error: element \(count + 1) isn't an account but \(shown(byte)).")
            }
            hasBegun = true
            if let element = try object() {
                count += 1
                return element
            }
        }
        if isInArray { throw .file("\(source.name): error: the list breaks off after element \(count).") }
        return nil
    }

    private func shown(_ byte: UInt8) -> String {
        byte < 0x80 && byte > 0x20 ? "\"\(Character(Unicode.Scalar(byte)))…\"" : "something else"
    }

    /// The first byte that means something between elements.
    private func skipToValue() throws(ReconciliationProblem) -> UInt8? {
        while let byte = try source.next() {
            if byte > 0x20, byte != UInt8(ascii: ",") { return byte }
        }
        return nil
    }

    /// Reads on after `{`.
    /// - Returns: nil if it was the wrapping of a list, whose elements come next.
    private mutating func object() throws(ReconciliationProblem) -> Data? {
        var bytes: [UInt8] = [UInt8(ascii: "{")]
        var depth = 1
        var (isText, isEscaped) = (false, false)
        /// The last text on the outermost level: what stands before an array there is its name.
        var (name, last): ([UInt8], [UInt8]) = ([], [])
        while let byte = try source.next() {
            bytes.append(byte)
            guard bytes.count < JSONElements.longest else {
                throw .file("\(source.name): error: element \(count + 1) is too large, or never ends.")
            }
            if isText {
                if isEscaped {
                    isEscaped = false
                } else if byte == UInt8(ascii: "\\") {
                    isEscaped = true
                } else if byte == UInt8(ascii: "\"") {
                    isText = false
                    last = name
                    continue
                }
                if depth == 1 { name.append(byte) }
                continue
            }
            switch byte {
            case UInt8(ascii: "\""): (isText, name) = (true, [])
            case UInt8(ascii: "["):
                let key = String(decoding: last, as: UTF8.self).lowercased()
                if depth == 1, !isInArray, JSONElements.lists.contains(key) {
                    isInArray = true
                    return nil
                }
                depth += 1
            case UInt8(ascii: "{"): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
                if depth == 0 { return Data(bytes) }
            default: break
            }
        }
        throw .file("\(source.name): error: element \(count + 1) breaks off.")
    }
}
