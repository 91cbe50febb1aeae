/// A value of an output, as encoders take it.
public struct Written<Value: OutputValue>: Encodable {
    private let value: Value

    /// - Parameter value: what is written.
    public init(_ value: Value) { self.value = value }

    /// As its grammar says.
    public func encode(to encoder: any Encoder) throws { try value.write(to: encoder) }
}

/// The name of a member.
struct OutputName: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(_ name: String) { stringValue = name }
    init?(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
}
