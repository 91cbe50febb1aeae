/// An object of an output. Its members are declared once: their names, what they say, and where they come from; the JSON,
/// its schema and the page are made of that, so that none of them can say otherwise.
public protocol OutputShape: OutputValue {
    /// Its name in the schema: `session`, `finding`.
    static var outputName: String { get }
    /// What it is, in a sentence.
    static var about: String { get }
    /// In the order of the page.
    static var members: [OutputMember<Self>] { get }
}

extension OutputShape {
    /// Itself.
    public static var grammar: OutputGrammar { .shape(Self.self) }

    /// Writes every member; one that isn't there is left out.
    public func write(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: OutputName.self)
        try writeMembers(to: &container)
    }

    func writeMembers(to container: inout KeyedEncodingContainer<OutputName>) throws {
        for member in Self.members { try member.write(self, &container) }
    }

    /// The members without their values.
    static var parts: [OutputPart] { members.map(\.part) }
}

/// What is known of a member without an object that has it.
struct OutputPart: Sendable {
    let name: String
    let words: String
    let grammar: OutputGrammar
    /// Whether it may be left out.
    let isOptional: Bool
}

/// One member of an object.
public struct OutputMember<Whole>: Sendable {
    let part: OutputPart
    let write: @Sendable (Whole, inout KeyedEncodingContainer<OutputName>) throws -> Void

    /// A member that is always there.
    ///
    /// - Parameter words: what it says, for whoever reads the schema.
    public init<Value: OutputValue>(_ name: String, _ words: String, _ value: @escaping @Sendable (Whole) -> Value) {
        part = OutputPart(name: name, words: words, grammar: Value.grammar, isOptional: false)
        write = { try $1.encode(Written(value($0)), forKey: OutputName(name)) }
    }

    /// A member that is left out where there is nothing to say.
    public init<Value: OutputValue>(_ name: String, _ words: String, _ value: @escaping @Sendable (Whole) -> Value?) {
        part = OutputPart(name: name, words: words, grammar: Value.grammar, isOptional: true)
        write = { if let value = value($0) { try $1.encode(Written(value), forKey: OutputName(name)) } }
    }
}
