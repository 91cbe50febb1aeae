import Foundation

/// Takes one JSON object from a file byte by byte, and finds the list of accounts in it where it only wraps one.
struct JSONObjectReader {
    private let source: ByteSource
    private let longest: Int
    private var name: String
    /// All that was taken, with the brace that it begins with.
    private(set) var bytes: [UInt8] = [UInt8(ascii: "{")]

    /// Brackets that are open, the first one's own included.
    private var depth = 1

    /// Names that lists of accounts go by.
    private static let lists: Set<String> = [
        "resources", "value", "content", "accounts", "users", "items", "data", "results", "members",
    ]
    /// What such a list may stand in: PingOne's HAL, OData 2, wrappings of tools.
    private static let outer: Set<String> = ["_embedded", "embedded", "data", "d", "result", "response"]

    init(_ source: ByteSource, longest: Int, name: String) {
        self.source = source
        self.longest = longest
        self.name = name
    }

    /// Reads on after `{`.
    /// - Returns: whether it stopped behind the `[` of a list of accounts.
    mutating func read(findingLists: Bool) throws(ReconciliationProblem) -> Bool {
        try run(findingLists: findingLists)
    }

    /// Reads on behind the list that it stopped at, to the end of what wraps it: its elements went elsewhere.
    mutating func readOn() throws(ReconciliationProblem) {
        name = "what stands behind the list"
        bytes.append(UInt8(ascii: "]"))
        _ = try run(findingLists: false)
    }

    private mutating func run(findingLists: Bool) throws(ReconciliationProblem) -> Bool {
        var (isText, isEscaped) = (false, false)
        /// The last text on the outer levels: what stands before an array there is its name.
        var (text, last): ([UInt8], [Int: String]) = ([], [:])
        while let byte = try source.next() {
            bytes.append(byte)
            guard bytes.count < longest else {
                throw .file("\(source.name): error: \(name) is too large, or never ends.")
            }
            if isText {
                if isEscaped {
                    isEscaped = false
                } else if byte == UInt8(ascii: "\\") {
                    isEscaped = true
                } else if byte == UInt8(ascii: "\"") {
                    isText = false
                    if depth <= 2 { last[depth] = String(decoding: text, as: UTF8.self).lowercased() }
                    continue
                }
                if depth <= 2 { text.append(byte) }
                continue
            }
            switch byte {
            case UInt8(ascii: "\""): (isText, text) = (true, [])
            case UInt8(ascii: "["):
                if findingLists, depth <= 2, JSONObjectReader.lists.contains(last[depth] ?? ""),
                    depth == 1 || JSONObjectReader.outer.contains(last[1] ?? "")
                {
                    return true
                }
                depth += 1
            case UInt8(ascii: "{"): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
                if depth == 0 { return false }
            default: break
            }
        }
        throw .file("\(source.name): error: \(name) breaks off.")
    }
}
