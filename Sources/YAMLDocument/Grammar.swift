/// What a reader asks of the mappings that it reads, written down while it does: the schema that is made of it says what the
/// reader takes, and can't say anything else.
///
/// Confined to one reading, as the collector of problems is that it is handed down with.
public final class Grammar {
    /// What stands behind a key.
    public indirect enum Kind: Hashable, Sendable {
        case text, flag
        case integer(ClosedRange<Int>)
        case texts
        /// A mapping, by what its reader calls it.
        case mapping(String)
        case list(of: Kind)
        case either([Kind])
        case anything
    }

    /// One key.
    public struct Key: Hashable, Sendable {
        public fileprivate(set) var kind = Kind.anything
        public fileprivate(set) var isRequired = false
        /// The only words there are; empty where there are others.
        public fileprivate(set) var choices: [String] = []
    }

    /// By what their readers call them; in each by name.
    public private(set) var mappings: [String: [String: Key]] = [:]
    /// Those that have other keys besides: names that their author chooses.
    public private(set) var open: Set<String> = []
    private var subjects: [SourceLocation: String] = [:]
    private var items: [Place: [SourceLocation]] = [:]

    private struct Place: Hashable {
        let subject: String
        let key: String
    }

    public init() {}

    func begin(_ subject: String, at location: SourceLocation) {
        mappings[subject, default: [:]] = mappings[subject, default: [:]]
        subjects[location] = subject
    }

    func ask(_ subject: String, _ key: String, _ node: YAMLNode?) {
        mappings[subject, default: [:]][key, default: Key()].isRequired = mappings[subject]?[key]?.isRequired ?? false
        if let node { items[Place(subject: subject, key: key), default: []].append(node.location) }
        if case .list(let nodes) = node?.content { items[Place(subject: subject, key: key)] = nodes.map(\.location) }
    }

    func note(_ subject: String, _ key: String, _ kind: Kind) { mappings[subject]?[key]?.kind = kind }
    func demand(_ subject: String, _ key: String) { mappings[subject]?[key]?.isRequired = true }
    func offer(_ subject: String, _ key: String, _ words: [String]) { mappings[subject]?[key]?.choices = words }
    func leaveOpen(_ subject: String) { open.insert(subject) }

    /// Ends the writing: what stands behind keys that were read by another reader is known only now.
    public func finish() {
        for (subject, keys) in mappings {
            for (name, key) in keys {
                let readers = Set((items[Place(subject: subject, key: name)] ?? []).compactMap { subjects[$0] })
                    .sorted()
                let kinds = readers.map(Kind.mapping)
                guard !kinds.isEmpty else { continue }
                switch key.kind {
                case .list:
                    mappings[subject]?[name]?.kind = .list(of: .either(kinds + (isMixed(subject, name) ? [.text] : [])))
                case .anything: mappings[subject]?[name]?.kind = .either(kinds)
                default: continue
                }
            }
        }
    }

    /// Whether some entries of a list are no mappings.
    private func isMixed(_ subject: String, _ key: String) -> Bool {
        (items[Place(subject: subject, key: key)] ?? []).contains { subjects[$0] == nil }
    }
}
