/// Reads a mapping key by key, reports what is missing, mistyped or unknown, and never stops at the first problem.
public final class MappingReader {
    public let location: SourceLocation
    private let subject: String
    private let entries: [YAMLNode.Member]
    private let problems: ProblemCollector
    private var known: [String] = []

    /// - Parameter subject: what the mapping describes, as an error message would call it ("a step").
    public init(_ node: YAMLNode, _ subject: String, problems: ProblemCollector) {
        location = node.location
        self.subject = subject
        self.problems = problems
        problems.grammar?.begin(subject, at: node.location)
        switch node.content {
        case .mapping(let entries): self.entries = entries
        case .null: entries = []
        default:
            entries = []
            problems.report("\(subject) must be a mapping of keys to values, not \(node.kind)", at: node.location)
        }
    }

    /// All entries, for mappings whose keys are data.
    public var allEntries: [YAMLNode.Member] {
        if let grammar = problems.grammar {
            grammar.leaveOpen(subject)
            for entry in entries { grammar.ask(subject, entry.key, entry.value) }
        }
        return entries
    }

    /// Says which words there are for `key`, where they are few: what reads the grammar wants to know.
    public func offers(_ words: [String], for key: String) { problems.grammar?.offer(subject, key, words) }

    /// What stands behind `key`. A key with nothing behind it is a mistake: whoever took away what stood there, or put a #
    /// before it, thinks that it still says something.
    public func node(_ key: String) -> YAMLNode? {
        known.append(key)
        let entry = entries.first { $0.key == key }
        problems.grammar?.ask(subject, key, entry?.value)
        guard let entry else { return nil }
        if isNothing(key) {
            if !problems.isLenient { problems.report(MappingReader.nothing(behind: key), at: entry.keyLocation) }
            return nil
        }
        return entry.value
    }

    /// As a problem says it of an entry.
    public static func nothing(behind key: String) -> String {
        "\"\(key)\" has nothing behind it: fill it in, or take the key away"
    }

    /// Whether `key` is there, with nothing behind it: for the keys that say all by being there. A text that nobody sees says
    /// as little as nothing at all.
    public func isNothing(_ key: String) -> Bool {
        switch entries.first(where: { $0.key == key })?.value.content {
        case .null: true
        case .scalar(let text, _): !problems.isLenient && MappingReader.isBlank(text)
        case .list, .mapping, nil: false
        }
    }

    /// Whether nobody sees anything of it.
    private static func isBlank(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy {
            $0.properties.isWhitespace || [.format, .control].contains($0.properties.generalCategory)
        }
    }

    /// What stands behind a key that may have nothing behind it.
    public func nodeIfAny(_ key: String) -> YAMLNode? {
        if !isNothing(key) { return node(key) }
        known.append(key)
        return nil
    }

    /// A text, or nil where the key isn't there; what is there and is no text is a problem.
    public func optionalText(_ key: String) -> String? {
        let node = node(key)
        problems.grammar?.note(subject, key, .text)
        guard let node else { return nil }
        guard case .scalar(let text, _) = node.content else {
            problems.report("\"\(key)\" must be text, not \(node.kind)", at: node.location)
            return nil
        }
        return text
    }

    /// The text under `key`; reports its absence and returns "" so that reading can go on.
    public func text(_ key: String) -> String {
        let before = problems.problems.count
        defer { problems.grammar?.demand(subject, key) }
        if let text = optionalText(key) { return text }
        if problems.problems.count == before, problems.isLenient || !isNothing(key) {
            problems.report("\(subject) needs \"\(key)\"", at: location)
        }
        return ""
    }

    /// true or false; what is there and is neither is a problem.
    public func flag(_ key: String, default fallback: Bool) -> Bool {
        let node = node(key)
        problems.grammar?.note(subject, key, .flag)
        guard let node else { return fallback }
        if case .scalar("true", plain: true) = node.content { return true }
        if case .scalar("false", plain: true) = node.content { return false }
        problems.report("\"\(key)\" must be true or false", at: node.location)
        return fallback
    }

    /// - Parameter bounds: what nobody means is refused before somebody adds to it.
    public func integer(_ key: String, in bounds: ClosedRange<Int> = -1_000_000_000...1_000_000_000) -> Int? {
        let node = node(key)
        problems.grammar?.note(subject, key, .integer(bounds))
        guard let node else { return nil }
        if case .scalar(let text, plain: true) = node.content, let number = Int(text) {
            if bounds.contains(number) { return number }
            problems.report(
                "\"\(key)\" must be from \(bounds.lowerBound) to \(bounds.upperBound)", at: node.location)
        } else {
            problems.report("\"\(key)\" must be a whole number", at: node.location)
        }
        return nil
    }

    /// A list's nodes; what is there and is no list is a problem.
    public func list(_ key: String) -> [YAMLNode] {
        let node = node(key)
        problems.grammar?.note(subject, key, .list(of: .anything))
        guard let node else { return [] }
        guard case .list(let items) = node.content else {
            problems.report("\"\(key)\" must be a list, not \(node.kind)", at: node.location)
            return []
        }
        return items
    }

    /// A list of texts.
    public func texts(_ key: String) -> [String] {
        let items = list(key)
        problems.grammar?.note(subject, key, .texts)
        return items.compactMap { item in
            if case .scalar(let text, _) = item.content { return text }
            problems.report("an entry of \"\(key)\" must be text, not \(item.kind)", at: item.location)
            return nil
        }
    }

    /// A mapping below this one; nil where the key isn't there. What is there and is no mapping is a problem.
    public func mapping(_ key: String, _ subject: String) -> MappingReader? {
        let node = node(key)
        problems.grammar?.note(self.subject, key, .mapping(subject))
        return node.map { MappingReader($0, subject, problems: problems) }
    }

    /// Where a key's value stands; where the mapping does, if the key isn't there.
    public func location(of key: String) -> SourceLocation {
        entries.first { $0.key == key }?.value.location ?? location
    }

    /// Where `key` itself is written: for what is wrong with its being there.
    public func location(ofKey key: String) -> SourceLocation {
        entries.first { $0.key == key }?.keyLocation ?? location
    }

    /// Ends the reading: every key that nobody asked for is reported, with a suggestion.
    /// - Returns: these keys.
    @discardableResult
    public func finish() -> [String] {
        let unknown = entries.filter { !known.contains($0.key) }
        for entry in unknown {
            problems.report(
                "\(subject) has no \"\(entry.key)\"\(Suggestion.hint(for: entry.key, in: known))", at: entry.keyLocation
            )
        }
        return unknown.map(\.key)
    }
}
