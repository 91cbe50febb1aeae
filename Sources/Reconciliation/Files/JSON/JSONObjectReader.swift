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
    /// Names that lists of accounts go by, but also things that an account has: Auth0's `identities`, an answer's `result`.
    private static let perhapsLists: Set<String> = [
        "records", "result", "entries", "entry", "employees", "rows", "people", "persons", "person", "objects", "list",
        "identities", "elements", "nodes", "staff", "mitarbeiter", "personen", "benutzer", "konten",
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
        var scan = JSONText()
        /// The last text on the outer levels: what stands before an array there is its name.
        var (text, last): ([UInt8], [Int: String]) = ([], [:])
        /// Whether what is read is an account itself: it says what somebody signs in with.
        var isAccount = false
        while let byte = try source.next() {
            bytes.append(byte)
            guard bytes.count < longest else {
                throw .file("\(source.name): error: \(name) is too large, or never ends.")
            }
            let isNamed = findingLists && depth <= 2
            switch scan.take(byte) {
            case .outside: break
            case .opens:
                text = []
                continue
            case .inside:
                if isNamed { text.append(byte) }
                continue
            case .closes:
                guard isNamed else { continue }
                let word = String(decoding: text, as: UTF8.self).lowercased()
                last[depth] = word
                if depth == 1, JSONObjectReader.isAddress(word) { isAccount = true }
                continue
            }
            switch byte {
            case UInt8(ascii: "["):
                if findingLists, depth <= 2, depth == 1 || JSONObjectReader.outer.contains(last[1] ?? "") {
                    let list = last[depth] ?? ""
                    if JSONObjectReader.lists.contains(list) { return true }
                    if JSONObjectReader.perhapsLists.contains(list), !isAccount,
                        JSONObjectReader.beginsWithAccount(try source.lookahead())
                    {
                        return true
                    }
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

    private static func isAddress(_ name: String) -> Bool {
        AccountFields.Part.address.names.contains(AccountFields.normal(name))
    }

    /// Whether the first element of a list says itself what somebody signs in with.
    private static func beginsWithAccount(_ bytes: ArraySlice<UInt8>) -> Bool {
        var (scan, depth) = (JSONText(), 0)
        var text: [UInt8] = []
        for byte in bytes {
            switch scan.take(byte) {
            case .outside: break
            case .opens:
                text = []
                continue
            case .inside:
                text.append(byte)
                continue
            case .closes: continue
            }
            switch byte {
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
                if depth <= 0 { return false }
            case UInt8(ascii: ":"):
                if depth == 1, isAddress(String(decoding: text, as: UTF8.self)) { return true }
            default: if depth == 0, byte > 0x20 { return false }
            }
        }
        return false
    }

    /// Another list of accounts in what wraps one; nil where there is none.
    static func secondList(in object: [String: Any], depth: Int = 1) -> (name: String, count: Int)? {
        for (name, value) in object.sorted(by: { $0.key < $1.key }) {
            if let list = value as? [[String: Any]], lists.union(perhapsLists).contains(name.lowercased()),
                list.first?.keys.contains(where: isAddress) == true
            {
                return (name, list.count)
            }
            guard depth == 1, outer.contains(name.lowercased()), let inner = value as? [String: Any] else { continue }
            if let found = secondList(in: inner, depth: 2) { return found }
        }
        return nil
    }
}
