import Foundation
import YAMLDocument

/// JSON or YAML as a tree that may hold what neither would: a key twice, numbers that are none.
indirect enum Tree: Sendable {
    /// Numbers, words and whatever else stands there without quotes.
    case raw(String)
    case text(String)
    case list([Tree])
    case object([(key: String, value: Tree)])

    /// - Throws: if it isn't JSON.
    init(json: [UInt8]) throws {
        self.init(try JSONSerialization.jsonObject(with: Data(json), options: .fragmentsAllowed))
    }

    private init(_ value: Any) {
        switch value {
        case let text as String: self = .text(text)
        case let number as NSNumber:
            self = .raw(
                String(cString: number.objCType) == "c" ? "\(number.boolValue)" : number.stringValue)
        case let list as [Any]: self = .list(list.map(Tree.init))
        case let object as [String: Any]:
            self = .object(object.sorted { $0.key < $1.key }.map { ($0.key, Tree($0.value)) })
        default: self = .raw("null")
        }
    }

    init(_ node: YAMLNode) {
        switch node.content {
        case .null: self = .raw("null")
        case .scalar(let text, let plain):
            let isWord = plain && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !",[]{}\"'".utf8.contains($0) }
            self = isWord ? .raw(text) : .text(text)
        case .list(let items): self = .list(items.map(Tree.init))
        case .mapping(let entries): self = .object(entries.map { ($0.key, Tree($0.value)) })
        }
    }

    /// As JSON, which is YAML too.
    var json: String {
        var result = ""
        write(to: &result)
        return result
    }

    private func write(to result: inout String) {
        switch self {
        case .raw(let word): result += word
        case .text(let text): Tree.write(text, to: &result)
        case .list(let items):
            result += "["
            for (index, item) in items.enumerated() {
                if index > 0 { result += ", " }
                item.write(to: &result)
            }
            result += "]"
        case .object(let entries):
            result += "{"
            for (index, entry) in entries.enumerated() {
                if index > 0 { result += ",\n " }
                Tree.write(entry.key, to: &result)
                result += ": "
                entry.value.write(to: &result)
            }
            result += "}"
        }
    }

    private static func write(_ text: String, to result: inout String) {
        result += "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case _ where scalar.value < 0x20: result += "\\u" + String(0x1_0000 + scalar.value, radix: 16).dropFirst()
            default: result.unicodeScalars.append(scalar)
            }
        }
        result += "\""
    }

    /// How many values there are in it.
    var count: Int {
        switch self {
        case .raw, .text: 1
        case .list(let items): items.reduce(1) { $0 + $1.count }
        case .object(let entries): entries.reduce(1) { $0 + $1.value.count }
        }
    }
}

extension Tree {
    /// It, and everything in it.
    var parts: [Tree] {
        switch self {
        case .raw, .text: [self]
        case .list(let items): [self] + items.flatMap(\.parts)
        case .object(let entries): [self] + entries.flatMap(\.value.parts)
        }
    }
}

extension Tree {
    /// With the first of each key alone.
    var withoutTwins: Tree {
        switch self {
        case .raw, .text: return self
        case .list(let items): return .list(items.map(\.withoutTwins))
        case .object(let entries):
            var seen: Set<String> = []
            return .object(
                entries.filter { seen.insert($0.key).inserted }.map { ($0.key, $0.value.withoutTwins) })
        }
    }
}
