/// A field of a service's answer.
///
/// A service leaves out what nobody selected and blanks what nobody may read; a proxy or a new version may lose more.
/// So what isn't told is never a value by itself. Whoever judges by a field either demands its value, or says that null
/// means something and where the service documents that. An answer that would mean null says null: a service may leave
/// null properties out only if it was asked to (OData 4.01 Protocol, 8.2.8.6 "Preference omit-values").
public enum Field<Value: Decodable & Sendable>: Decodable, Sendable {
    case told(Value)
    /// With the field's name.
    case null(String)
    case leftOut(String)

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        self = container.decodeNil() ? .null("") : .told(try container.decode(Value.self))
    }

    /// The value.
    /// - Parameter thing: whose field it is, for the words of the fault.
    public func required(of thing: String, from service: String = "Microsoft") throws(TenantFault) -> Value {
        switch self {
        case .told(let value): return value
        case .null(let name), .leftOut(let name): throw .leftOut(name, of: thing, from: service)
        }
    }

    /// The value, or nil where the service said null: only for a field whose documentation says what that means.
    public func nullable(of thing: String, from service: String = "Microsoft") throws(TenantFault) -> Value? {
        switch self {
        case .told(let value): return value
        case .null: return nil
        case .leftOut(let name): throw .leftOut(name, of: thing, from: service)
        }
    }

    /// For screens. No verdict may rest on it.
    public var shown: Value? { if case .told(let value) = self { value } else { nil } }
}

extension Field: Equatable where Value: Equatable {}
extension Field: Hashable where Value: Hashable {}

extension KeyedDecodingContainer {
    /// What the compiler calls for every member that is a `Field`: a key that isn't there is no error yet.
    public func decode<Value>(_ type: Field<Value>.Type, forKey key: Key) throws -> Field<Value> {
        guard contains(key) else { return .leftOut(key.stringValue) }
        return try decodeNil(forKey: key) ? .null(key.stringValue) : .told(try decode(Value.self, forKey: key))
    }
}
