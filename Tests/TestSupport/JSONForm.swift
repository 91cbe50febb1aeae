import Foundation

/// Holds JSON to a schema, and to more than the schema says: what it doesn't name isn't allowed either. Knows only what
/// Lockstep's own schemas use, and fails on everything else.
public struct JSONForm {
    private let definitions: [String: [String: Any]]
    /// The documents that the schema is of.
    public let documents: Set<String>

    public init(_ schema: String) throws {
        let whole = try JSONSerialization.jsonObject(with: Data(schema.utf8)) as? [String: Any] ?? [:]
        definitions = whole["$defs"] as? [String: [String: Any]] ?? [:]
        documents = Set((whole["anyOf"] as? [[String: String]] ?? []).compactMap { $0["$ref"].map(Self.name) })
    }

    /// The members of every object, by its name.
    public var names: [String: [String]] {
        definitions.mapValues { ($0["properties"] as? [String: Any] ?? [:]).keys.sorted() }
    }

    private static func name(_ reference: String) -> String {
        String(reference.split(separator: "/").last ?? "")
    }

    private enum Value: Decodable {
        case flag(Bool)
        case whole(Int)
        case number(Double)
        case text(String)
        case list([Value])
        case object([String: Value])
        case null

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if container.decodeNil() {
                self = .null
            } else if let flag = try? container.decode(Bool.self) {
                self = .flag(flag)
            } else if let whole = try? container.decode(Int.self) {
                self = .whole(whole)
            } else if let number = try? container.decode(Double.self) {
                self = .number(number)
            } else if let text = try? container.decode(String.self) {
                self = .text(text)
            } else if let list = try? container.decode([Value].self) {
                self = .list(list)
            } else {
                self = .object(try container.decode([String: Value].self))
            }
        }
    }

    /// What is wrong with a text that should be such a document.
    public func problems(of text: String, as name: String) -> [String] {
        guard documents.contains(name) else { return ["there is no document \(name)"] }
        guard let value = try? JSONDecoder().decode(Value.self, from: Data(text.utf8)) else { return ["it is no JSON"] }
        return problems(value, ["$ref": "#/$defs/\(name)"], name)
    }

    private static let known: Set = [
        "$ref", "type", "enum", "items", "properties", "required", "additionalProperties", "const", "description",
    ]

    private func problems(_ value: Value, _ schema: [String: Any], _ place: String) -> [String] {
        if let other = schema.keys.first(where: { !Self.known.contains($0) }) {
            return ["\(place): \(other) isn't checked here"]
        }
        if let reference = schema["$ref"] as? String {
            guard let target = definitions[Self.name(reference)] else {
                return ["\(place): \(reference) leads nowhere"]
            }
            return problems(value, target, place)
        }
        if let constant = schema["const"] as? Int {
            if case .whole(constant) = value { return [] }
            return ["\(place) is \(value), not \(constant)"]
        }
        switch (schema["type"] as? String, value) {
        case ("string", .text(let text)):
            guard let words = schema["enum"] as? [String], !words.contains(text) else { return [] }
            return ["\(place) is \(text), none of \(words)"]
        case ("integer", .whole), ("number", .whole), ("number", .number), ("boolean", .flag): return []
        case ("array", .list(let list)):
            guard let items = schema["items"] as? [String: Any] else { return ["\(place): of what isn't said"] }
            return list.enumerated().flatMap { problems($1, items, "\(place)[\($0)]") }
        case ("object", .object(let object)):
            if let each = schema["additionalProperties"] as? [String: Any] {
                return object.flatMap { problems($1, each, "\(place).\($0)") }
            }
            let properties = schema["properties"] as? [String: [String: Any]] ?? [:]
            let missing = (schema["required"] as? [String] ?? []).filter { object[$0] == nil }
            return missing.map { "\(place).\($0) is missing" }
                + object.flatMap { name, value in
                    properties[name].map { problems(value, $0, "\(place).\(name)") } ?? ["\(place).\(name) isn't known"]
                }
        case (let type, _): return ["\(place) is no \(type ?? "thing of a type"): \(value)"]
        }
    }
}
