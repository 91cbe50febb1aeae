import Foundation

/// Holds an author's file to its schema. Knows only what these schemas use, and fails on everything else.
struct FileForm {
    private let root: [String: Any]

    init(_ schema: String) throws {
        root = try JSONSerialization.jsonObject(with: Data(schema.utf8)) as? [String: Any] ?? [:]
    }

    func problems(of value: Any) -> [String] { problems(value, root, "") }

    private static let known: Set = [
        "$schema", "$defs", "$ref", "title", "type", "enum", "items", "properties", "required", "additionalProperties",
        "anyOf", "minimum", "maximum", "minProperties",
    ]

    private func problems(_ value: Any, _ schema: [String: Any], _ place: String) -> [String] {
        if let other = schema.keys.first(where: { !Self.known.contains($0) }) { return ["\(place): \(other)?"] }
        if let reference = schema["$ref"] as? String {
            let name = reference.replacing("#/$defs/", with: "")
            guard let target = (root["$defs"] as? [String: [String: Any]])?[name] else {
                return ["\(reference) leads nowhere"]
            }
            return problems(value, target, place)
        }
        if let forms = schema["anyOf"] as? [[String: Any]] {
            let found = forms.map { problems(value, $0, place) }
            return found.contains([]) ? [] : found.min { $0.count < $1.count } ?? []
        }
        if let words = schema["enum"] as? [String] {
            return (value as? String).map(words.contains) == true ? [] : ["\(place) is \(value)"]
        }
        let types = schema["type"] as? [String] ?? (schema["type"] as? String).map { [$0] } ?? []
        let type =
            value is [String: Any]
            ? "object" : value is [Any] ? "array" : value is Bool ? "boolean" : value is Int ? "integer" : "string"
        guard types.isEmpty || types.contains(type) || types.contains("number") && type == "integer" else {
            return ["\(place) is no \(types)"]
        }
        switch value {
        case let list as [Any]:
            let items = schema["items"] as? [String: Any] ?? [:]
            return list.enumerated().flatMap { problems($1, items, "\(place)[\($0)]") }
        case let object as [String: Any]:
            let properties = schema["properties"] as? [String: [String: Any]] ?? [:]
            let missing = (schema["required"] as? [String] ?? []).filter { object[$0] == nil }
            let few = (schema["minProperties"] as? Int ?? 0) > object.count ? ["\(place) says nothing"] : []
            return few + missing.map { "\(place).\($0) is missing" }
                + object.flatMap { name, value -> [String] in
                    if let own = properties[name] { return problems(value, own, "\(place).\(name)") }
                    if let each = schema["additionalProperties"] as? [String: Any] {
                        return problems(value, each, "\(place).\(name)")
                    }
                    return schema["additionalProperties"] as? Bool == true ? [] : ["\(place).\(name) isn't known"]
                }
        case let number as Int:
            let bounds = (schema["minimum"] as? Int ?? .min, schema["maximum"] as? Int ?? .max)
            return number < bounds.0 || number > bounds.1 ? ["\(place) is \(number)"] : []
        default: return []
        }
    }
}
