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
    /// Something of a different kind from the field's. Then only what rests on it is unknown, and not the whole list.
    case odd(String)

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        self = container.decodeNil() ? .null("") : .told(try container.decode(Value.self))
    }

    /// The value.
    /// - Parameter thing: whose field it is, for the words of the fault.
    public func required(of thing: String, from service: String = "Microsoft") throws(TenantFault) -> Value {
        guard let value = try nullable(of: thing, from: service) else {
            throw .leftOut(name, of: thing, from: service)
        }
        return value
    }

    /// The value, or nil where the service said null: only for a field whose documentation says what that means.
    public func nullable(of thing: String, from service: String = "Microsoft") throws(TenantFault) -> Value? {
        switch self {
        case .told(let value): return value
        case .null: return nil
        case .leftOut(let name): throw .leftOut(name, of: thing, from: service)
        case .odd(let name):
            throw .unexpected("\(name) of \(thing) isn't of type \(Value.self)", from: service, about: thing)
        }
    }

    /// For screens. No verdict may rest on it.
    public var shown: Value? { if case .told(let value) = self { value } else { nil } }

    private var name: String {
        switch self {
        case .told: ""
        case .null(let name), .leftOut(let name), .odd(let name): name
        }
    }
}

extension Field: Equatable where Value: Equatable {}
extension Field: Hashable where Value: Hashable {}

extension KeyedDecodingContainer {
    /// What the compiler calls for every member that is a `Field`: a key that isn't there is no error yet, and neither is a
    /// value of another kind.
    public func decode<Value>(_ type: Field<Value>.Type, forKey key: Key) throws -> Field<Value> {
        guard contains(key) else { return .leftOut(key.stringValue) }
        if try decodeNil(forKey: key) { return .null(key.stringValue) }
        if let value = try? decode(Value.self, forKey: key) { return .told(value) }
        return written(Value.self, forKey: key).map { .told($0) } ?? .odd(key.stringValue)
    }

    /// Some services write a truth or a number as text ("True", "1"), or a truth as a number: where the field's type is
    /// known, it is plain what is meant.
    private func written<Value>(_ type: Value.Type, forKey key: Key) -> Value? {
        if type == Bool.self {
            let text = (try? decode(String.self, forKey: key)) ?? (try? decode(Int.self, forKey: key)).map(String.init)
            return text.flatMap(WrittenValue.boolean) as? Value
        }
        if type == Int.self { return (try? decode(String.self, forKey: key)).flatMap(WrittenValue.integer) as? Value }
        return nil
    }
}
