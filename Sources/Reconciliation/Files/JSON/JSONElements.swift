import Foundation

/// The objects of a JSON file, one at a time: of an array, of SCIM's `Resources`, Graph's `value` and their kin, or one
/// object per line. Never more than one of them in memory.
///
/// A file holds one list and the whole of it: what says that there is more, or goes on behind its end, is refused.
struct JSONElements {
    private let source: ByteSource
    /// How many were given out.
    private(set) var count = 0
    private var place = Place.start

    private enum Place {
        case start
        /// Inside an array whose elements are what is looked for; with what stands before it, if it is wrapped.
        case list(wrapping: JSONObjectReader?)
        /// One object after another.
        case lines
        case end
    }

    /// More bytes than any account has.
    private static let longest = 1_048_576

    init(_ source: ByteSource) { self.source = source }

    /// The next object's bytes; nil at the end.
    mutating func next() throws(ReconciliationProblem) -> Data? {
        while true {
            switch place {
            case .start:
                guard let byte = try skipBlanks() else { return nil }
                if byte == UInt8(ascii: "[") {
                    place = .list(wrapping: nil)
                    continue
                }
                guard byte == UInt8(ascii: "{") else { throw stranger(byte) }
                var reader = JSONObjectReader(source, longest: JSONElements.longest, name: "element \(count + 1)")
                if try reader.read(findingLists: true) {
                    place = .list(wrapping: reader)
                    continue
                }
                place = .lines
                return given(reader.bytes)
            case .list(let wrapping):
                guard let byte = try skipBlanks(also: UInt8(ascii: ",")) else {
                    throw .file("\(source.name): error: the list breaks off after element \(count).")
                }
                if byte == UInt8(ascii: "]") {
                    try finish(wrapping)
                    place = .end
                    return nil
                }
                guard byte == UInt8(ascii: "{") else { throw stranger(byte) }
                return try element()
            case .lines:
                guard let byte = try skipBlanks(also: UInt8(ascii: ",")) else { return nil }
                guard byte == UInt8(ascii: "{") else { throw stranger(byte) }
                return try element()
            case .end: return nil
            }
        }
    }

    private mutating func element() throws(ReconciliationProblem) -> Data {
        var reader = JSONObjectReader(source, longest: JSONElements.longest, name: "element \(count + 1)")
        _ = try reader.read(findingLists: false)
        return given(reader.bytes)
    }

    private mutating func given(_ bytes: [UInt8]) -> Data {
        count += 1
        return Data(bytes)
    }

    private func stranger(_ byte: UInt8) -> ReconciliationProblem {
        if byte == 0xEF {
            return .file(
                "\(source.name): error: a byte order mark stands behind element \(count), in the middle of the file: two "
                    + "files were joined. Join what they hold, or export all accounts into one file.")
        }
        let shown = byte < 0x80 && byte > 0x20 ? "\"\(Character(Unicode.Scalar(byte)))…\"" : "something else"
        return .file("\(source.name): error: element \(count + 1) isn't an account but \(shown).")
    }

    /// The next byte that is no blank.
    private func skipBlanks(also other: UInt8? = nil) throws(ReconciliationProblem) -> UInt8? {
        while let byte = try source.next() {
            if byte > 0x20, byte != other { return byte }
        }
        return nil
    }

    // MARK: - Whether that was all

    /// Looks at what stands around a list and behind it.
    private func finish(_ wrapping: JSONObjectReader?) throws(ReconciliationProblem) {
        if var reader = wrapping {
            try reader.readOn()
            try ListLength.check(reader.bytes, count: count, file: source.name)
        }
        guard let byte = try skipBlanks() else { return }
        // Counted, so that the words can say how much was missed.
        var rest = JSONElements(source)
        rest.place = byte == UInt8(ascii: "[") ? .list(wrapping: nil) : .lines
        var more = 0
        if byte == UInt8(ascii: "{") {
            var reader = JSONObjectReader(source, longest: JSONElements.longest, name: "what stands behind the list")
            let isList = (try? reader.read(findingLists: true)) ?? false
            if isList { rest.place = .list(wrapping: reader) } else { more = 1 }
        }
        do throws(ReconciliationProblem) {
            while try rest.next() != nil {}
        } catch {
            // What can't be read has been counted as far as it could be.
        }
        more += rest.count
        guard more > 0 else {
            throw .file(
                "\(source.name): error: behind the list of \(count) accounts the file goes on with something else. "
                    + "Export the accounts again.")
        }
        throw .file(
            "\(source.name): error: the file holds two lists, one behind the other: the first has \(count) of "
                + "\(count + more) accounts. Join them into one list, or export all accounts into one file.")
    }
}
