/// A text that a service compares letter case aside: an object's id. It stays as it was written.
@propertyWrapper
public struct Caseless: Decodable, Hashable, Sendable {
    public let wrappedValue: String

    public init(wrappedValue: String) { self.wrappedValue = wrappedValue }

    public init(from decoder: any Decoder) throws { wrappedValue = try String(from: decoder) }

    public static func == (one: Caseless, other: Caseless) -> Bool {
        one.wrappedValue.lowercased() == other.wrappedValue.lowercased()
    }

    public func hash(into hasher: inout Hasher) { hasher.combine(wrappedValue.lowercased()) }
}
