import Foundation
import Outputs
import YAMLDocument

/// A JSON Schema of files, made of what their own reader asks for: editors complete and check by it.
///
/// JSON Schema, draft 2020-12.
public struct GrammarSchema {
    private let grammar: Grammar
    private let closed: Set<String>

    /// - Parameter closed: mappings that are read entry by entry, though no other entries are taken.
    public init(_ grammar: Grammar, closed: Set<String>) { (self.grammar, self.closed) = (grammar, closed) }

    /// Of a file that is one such mapping.
    public func json(of subject: String, title: String) -> String {
        text(title, ["$ref": .text(reference(subject))])
    }

    /// Of a file whose keys are names, with such a mapping behind each.
    public func json(ofNamed subject: String, title: String) -> String {
        text(
            title,
            ["type": "object", "minProperties": 1, "additionalProperties": ["$ref": .text(reference(subject))]])
    }

    private func text(_ title: String, _ root: [String: JSONNode]) -> String {
        var schema = root
        schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
        schema["title"] = .text(title)
        schema["$defs"] = .object(
            Dictionary(
                uniqueKeysWithValues: grammar.mappings.map {
                    (GrammarSchema.name($0.key), definition($0.key, $0.value))
                }))
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(JSONNode.object(schema))).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }

    private func reference(_ subject: String) -> String { "#/$defs/\(GrammarSchema.name(subject))" }

    private static func name(_ subject: String) -> String { subject.replacing(" ", with: "-") }

    private func definition(_ subject: String, _ keys: [String: Grammar.Key]) -> JSONNode {
        let isVocabulary = closed.contains(subject)
        let isOpen = grammar.open.contains(subject) && !isVocabulary
        // Of a vocabulary each word is asked for only where it stands.
        let required = isVocabulary ? [] : keys.filter(\.value.isRequired).keys.sorted()
        var members: [String: JSONNode] = [
            "type": "object", "properties": .object(keys.mapValues(value)),
            "required": .list(required.map(JSONNode.text)), "additionalProperties": .flag(isOpen),
        ]
        if isVocabulary { members["minProperties"] = 1 }
        return .object(members)
    }

    private func value(_ key: Grammar.Key) -> JSONNode { node(key.kind, key.choices) }

    private func node(_ kind: Grammar.Kind, _ choices: [String] = []) -> JSONNode {
        switch kind {
        case .text:
            choices.isEmpty
                ? ["type": ["string", "number", "boolean"]] : ["enum": .list(choices.map(JSONNode.text))]
        case .flag: ["type": "boolean"]
        case .integer(let bounds):
            bounds == .min ... .max
                ? ["type": "integer"]
                : ["type": "integer", "minimum": .number(bounds.lowerBound), "maximum": .number(bounds.upperBound)]
        case .texts: ["type": "array", "items": node(.text, choices)]
        case .mapping(let subject): ["$ref": .text(reference(subject))]
        case .list(let entry): ["type": "array", "items": node(entry)]
        case .either(let kinds): kinds.count == 1 ? node(kinds[0]) : ["anyOf": .list(kinds.map { node($0) })]
        case .anything: [:]
        }
    }
}
