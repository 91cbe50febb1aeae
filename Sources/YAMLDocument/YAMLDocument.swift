import Yams

/// YAML with a limit on everything and a place for every node: the one door through which files enter.
public enum YAMLDocument {
    /// What a file may be at most. Runbooks are small; what is larger is a mistake or an attack.
    public struct Limits: Sendable {
        public var bytes = 1_048_576
        public var nodes = 50_000
        public var depth = 32

        public init() {}
    }

    /// Reads one YAML document.
    /// - Parameters:
    ///   - text: the file's text.
    ///   - file: the name to use in problems.
    ///   - isKept: by a session, which must open whatever it says: what is YAML, and was hardly meant, is read then.
    /// - Throws: `Problems`, each with file, line and column.
    public static func parse(
        _ text: String, file: String, limits: Limits = Limits(), isKept: Bool = false
    ) throws(Problems) -> YAMLNode {
        // Some editors begin a file with it.
        if text.unicodeScalars.first == "\u{FEFF}" {
            return try parse(String(text.unicodeScalars.dropFirst()), file: file, limits: limits, isKept: isKept)
        }
        let start = SourceLocation(file: file, line: 1, column: 1)
        guard text.utf8.count <= limits.bytes else {
            throw Problems([Problem(location: start, message: "the file is larger than \(limits.bytes / 1024) KiB")])
        }
        if let refusal = YAMLEvents.refusal(of: text, limits: limits, isKept: isKept) {
            throw Problems([
                problem(refusal.message, line: refusal.line, column: refusal.column, file: file, text: text)
            ])
        }
        let root: Node?
        do {
            root = try Yams.compose(yaml: text)
        } catch let error as YamlError {
            throw Problems([problem(for: error, file: file, text: text)])
        } catch {
            throw Problems([Problem(location: start, message: "not readable as YAML: \(error)")])
        }
        guard let root else { return YAMLNode(content: .null, location: start) }
        return try Converter(file: file).convert(root, near: start)
    }

    private static func problem(_ message: String, line: Int, column: Int, file: String, text: String) -> Problem {
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        let shown = lines.indices.contains(line - 1) ? String(lines[line - 1]) : nil
        // What libyaml says is right, and helps nobody who has slipped.
        let remedy = shown.flatMap { $0.utf8.count < 10_000 ? YAMLSlip(message, line: $0, column: column).remedy : nil }
        return Problem(
            location: SourceLocation(file: file, line: line, column: remedy?.column ?? column),
            message: remedy?.words ?? message, sourceLine: shown)
    }

    private static func problem(for error: YamlError, file: String, text: String) -> Problem {
        func make(_ message: String, _ mark: Mark?) -> Problem {
            self.problem(message, line: mark?.line ?? 1, column: mark?.column ?? 1, file: file, text: text)
        }
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            let made = make(problem, mark)
            return made.message == problem
                ? make("not valid YAML: \(problem)", mark)
                : Problem(
                    location: made.location, message: "not valid YAML: \(made.message)", sourceLine: made.sourceLine)
        case .duplicatedKeysInMapping(let keys, let context):
            return make("the key \(keys.map { "\"\($0)\"" }.joined(separator: ", ")) is there twice", context.mark)
        case .reader(let problem, _, _, _):
            return make("not readable as UTF-8 text: \(problem)", nil)
        default:
            return make("not readable as YAML: \(error)", nil)
        }
    }

    /// Copies Yams' tree into ours. How large and deep it is was looked at before.
    private struct Converter {
        let file: String

        func convert(_ node: Node, near: SourceLocation) throws(Problems) -> YAMLNode {
            let location = node.mark.map { SourceLocation(file: file, line: $0.line, column: $0.column) } ?? near
            switch node {
            case .scalar(let scalar):
                let plain = scalar.style == .plain || scalar.style == .any
                let isNull = plain && ["", "~", "null", "Null", "NULL"].contains(scalar.string)
                return YAMLNode(content: isNull ? .null : .scalar(scalar.string, plain: plain), location: location)
            case .sequence(let sequence):
                var items: [YAMLNode] = []
                for item in sequence { items.append(try convert(item, near: location)) }
                return YAMLNode(content: .list(items), location: location)
            case .mapping(let mapping):
                var entries: [YAMLNode.Member] = []
                var names: Set<String> = []
                for (key, value) in mapping {
                    let keyNode = try convert(key, near: location)
                    if case .null = keyNode.content {
                        throw Problems([Problem(location: keyNode.location, message: "a key has no name")])
                    }
                    guard case .scalar(let name, _) = keyNode.content else {
                        throw Problems([Problem(location: keyNode.location, message: "a key must be a word")])
                    }
                    // Yams tells a key from the same in quotes, or with another tag; nobody who reads it does.
                    guard names.insert(name).inserted else {
                        throw Problems([
                            Problem(location: keyNode.location, message: "the key \"\(name)\" is there twice")
                        ])
                    }
                    let child = try convert(value, near: keyNode.location)
                    entries.append(.init(key: name, keyLocation: keyNode.location, value: child))
                }
                return YAMLNode(content: .mapping(entries), location: location)
            case .alias:
                throw Problems([Problem(location: location, message: "aliases are not supported here")])
            }
        }
    }
}
