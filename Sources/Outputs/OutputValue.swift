/// Something that an output can hold: what it may be, and how it is written.
public protocol OutputValue: SendableMetatype {
    /// What values of this type may be.
    static var grammar: OutputGrammar { get }
    /// Writes this one.
    func write(to encoder: any Encoder) throws
}

extension OutputValue where Self: Encodable {
    /// As it encodes itself.
    public func write(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(self)
    }
}

extension String: OutputValue {
    /// Any text.
    public static var grammar: OutputGrammar { .text }
}

extension Int: OutputValue {
    /// A whole number.
    public static var grammar: OutputGrammar { .whole }
}

extension Double: OutputValue {
    /// A number.
    public static var grammar: OutputGrammar { .number }
}

extension Bool: OutputValue {
    /// True or false.
    public static var grammar: OutputGrammar { .flag }
}

extension Array: OutputValue where Element: OutputValue {
    /// A list of what its elements may be.
    public static var grammar: OutputGrammar { .list(Element.grammar) }
    /// Writes each element.
    public func write(to encoder: any Encoder) throws {
        var container = encoder.unkeyedContainer()
        for element in self { try container.encode(Written(element)) }
    }
}

extension Dictionary: OutputValue where Key == String, Value: OutputValue {
    /// An object whose values are what its values may be.
    public static var grammar: OutputGrammar { .map(Value.grammar) }
    /// Writes each value under its key.
    public func write(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: OutputName.self)
        for (key, value) in self { try container.encode(Written(value), forKey: OutputName(key)) }
    }
}

/// One of a few words. A type declares itself such, and its cases are what may be written.
public protocol OutputWord: OutputValue, CaseIterable, RawRepresentable where RawValue == String {}

extension OutputWord {
    /// One of its cases.
    public static var grammar: OutputGrammar { .word(allCases.map(\.rawValue)) }
    /// Writes the case's word.
    public func write(to encoder: any Encoder) throws { try rawValue.write(to: encoder) }
}
