import Foundation
import Outputs
import Runbook

/// A JSON Schema of runbooks' files, made from the same vocabulary that validates them: editors complete and check by it.
///
/// JSON Schema, draft 2020-12.
public struct RunbookSchema {
    private let vocabulary: Vocabulary

    public init(_ vocabulary: Vocabulary) { self.vocabulary = vocabulary }

    /// Pretty-printed, keys in order.
    public var json: String {
        let schema: JSONNode = [
            "$schema": "https://json-schema.org/draft/2020-12/schema", "title": "A Lockstep runbook, or a file of one",
            "anyOf": [["$ref": "#/$defs/runbook"], ["$ref": "#/$defs/step"], ["$ref": "#/$defs/included"]],
            "$defs": .object(definitions),
        ]
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(schema)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }

    private static let text: JSONNode = ["type": "string"]
    private static let flag: JSONNode = ["type": "boolean"]
    private static let length: JSONNode = ["type": "string", "pattern": "^[0-9]+[dhms]$"]
    private static let strings: JSONNode = ["type": "array", "items": ["type": "string"]]
    /// A scalar that YAML may read as a number or as text.
    private static let word: JSONNode = ["type": ["string", "number", "boolean"]]
    private static let oneOrMore: JSONNode = ["anyOf": [word, ["type": "array", "items": word]]]
    private static let source: JSONNode = ["anyOf": [text, strings]]

    private static func list(of name: String) -> JSONNode {
        ["type": "array", "items": ["$ref": .text("#/$defs/\(name)")]]
    }

    private static func object(_ properties: [String: JSONNode], required: [String]) -> JSONNode {
        [
            "type": "object", "properties": .object(properties), "required": .list(required.map(JSONNode.text)),
            "additionalProperties": false,
        ]
    }

    private static func ref(_ name: String) -> JSONNode { ["$ref": .text("#/$defs/\(name)")] }

    private static func choice(_ words: [String]) -> JSONNode { ["enum": .list(words.map(JSONNode.text))] }

    private var definitions: [String: JSONNode] {
        typealias S = RunbookSchema
        let include = S.object(["include": S.text, "with": ["type": "object"]], required: ["include"])
        return [
            "runbook": S.object(
                [
                    "id": S.text, "title": S.text, "summary": S.text, "source": S.text, "covers": S.source,
                    "inputs": S.list(of: "input"), "identifiers": S.ref("identifiers"),
                    "menus": S.object(
                        Dictionary(uniqueKeysWithValues: vocabulary.menus.map { ($0, S.text) }), required: []),
                    "deadline": S.object(["at": S.text, "text": S.text], required: ["at", "text"]),
                    "hints": S.list(of: "hint"),
                    "phases": S.list(of: "phase"), "steps": S.strings, "cutover": S.ref("cutover"),
                ], required: ["id", "title", "summary", "phases", "steps"]),
            "input": S.object(
                [
                    "id": S.text, "type": S.choice(Input.Kind.allCases.map(\.rawValue)), "ask": S.text, "help": S.text,
                    "default": S.word, "choices": ["type": "array", "items": S.word], "optional": S.flag,
                    "source": S.source, "when": S.ref("when"),
                    "needs": ["type": "object", "additionalProperties": S.ref("when")],
                ], required: ["id", "type", "ask"]),
            "hint": S.object(
                ["style": S.choice(Hint.Style.allCases.map(\.rawValue)), "text": S.text, "source": S.source],
                required: ["style", "text"]),
            "phase": S.object(
                [
                    "id": S.text, "title": S.text, "text": S.text, "may-break": S.text, "side-by-side": S.flag,
                    "source": S.source,
                    "hints": S.list(of: "hint"),
                ], required: ["id", "title", "text", "may-break"]),
            "step": S.object(
                [
                    "id": S.text, "title": S.text, "phase": S.text, "document": S.text, "source": S.source,
                    "text": S.text, "hints": S.list(of: "hint"), "procedures": S.list(of: "procedureOrInclude"),
                    "checklist": S.list(of: "itemOrInclude"),
                ], required: ["id", "title", "phase"]),
            "included": S.object(
                [
                    "parameters": S.strings, "procedures": S.list(of: "procedureOrInclude"),
                    "checklist": S.list(of: "itemOrInclude"),
                ], required: []),
            "include": include, "procedureOrInclude": ["anyOf": [S.ref("procedure"), S.ref("include")]],
            "itemOrInclude": ["anyOf": [S.ref("item"), S.ref("include")]],
            "procedure": S.object(
                [
                    "title": S.text, "text": S.text, "source": S.source, "when": S.ref("when"),
                    "hints": S.list(of: "hint"), "actions": S.list(of: "action"),
                ], required: ["title", "actions"]),
            "action": S.object(
                [
                    "title": S.text, "text": S.text, "source": S.source, "when": S.ref("when"),
                    "hints": S.list(of: "hint"), "rehearse": S.text,
                ], required: ["title", "text"]),
            "item": S.object(
                [
                    "id": S.text, "text": S.text, "check": S.ref("check"), "attest": S.text, "required": S.flag,
                    "waivable": S.choice(Item.Waiving.allCases.map(\.rawValue)),
                    "asked": S.choice(Asked.allCases.map(\.rawValue)), "holds-for": S.length,
                    "source": S.source, "when": S.ref("when"), "hint": S.text,
                ], required: ["id", "text"]),
            "when": [
                "type": "object", "minProperties": 1,
                "additionalProperties": [
                    "anyOf": [
                        S.oneOrMore, S.object(["not": S.oneOrMore], required: ["not"]),
                        S.object(["answered": S.flag], required: ["answered"]),
                    ]
                ],
            ],
            "identifiers": S.object(
                [
                    "system": S.text, "domain": S.text, "accounts": S.text,
                    "exclude": [
                        "type": "array",
                        "items": [
                            "anyOf": [
                                S.choice(["guests", "disabled"]),
                                S.object(["accounts": S.text, "reason": S.text], required: ["accounts", "reason"]),
                            ]
                        ],
                    ],
                ], required: ["system", "domain", "accounts"]),
            "cutover": S.object(
                [
                    "step": S.text, "domain": S.text, "cooldown": S.text, "fresh-for": S.text,
                    "approvals": ["type": "integer", "minimum": 1, "maximum": 5],
                    "window": S.object(["opens": S.text, "closes": S.text], required: []),
                    "federation": S.object(
                        [
                            "display-name": S.text, "issuer": S.text, "sign-in-url": S.text, "sign-out-url": S.text,
                            "certificate": S.text, "protocol": S.choice(["saml", "wsFed"]),
                            "mfa-behaviour": S.choice([
                                "acceptIfMfaDoneByFederatedIdp", "enforceMfaByFederatedIdp",
                                "rejectMfaByFederatedIdp",
                            ]),
                        ],
                        required: [
                            "display-name", "issuer", "sign-in-url", "sign-out-url", "certificate", "protocol",
                            "mfa-behaviour",
                        ]),
                ], required: ["step", "domain", "cooldown", "fresh-for", "federation"]),
            "check": ["oneOf": .list(vocabulary.resources.map(check))],
        ]
    }

    private func check(_ resource: Vocabulary.Resource) -> JSONNode {
        var properties: [String: JSONNode] = [
            resource.name: resource.selector == nil
                ? ["type": "null"] : ["type": ["string", "number"], "description": .text(resource.selector ?? "")],
            "expect": RunbookSchema.object(
                Dictionary(resource.properties.map { ($0.name, expectation($0)) }) { $1 }, required: []),
        ]
        for name in resource.properties.flatMap(\.parameters) { properties[name] = RunbookSchema.text }
        return RunbookSchema.object(properties, required: ["expect", resource.name])
    }

    private func expectation(_ property: Vocabulary.Property) -> JSONNode {
        var forms: [JSONNode] = []
        if let equals = vocabulary.matchers.first(where: { $0.name == "equals" })?.arguments[property.type] {
            forms += equals.map { value($0, property) }
        }
        var matchers: [String: JSONNode] = ["not": [:]]
        for matcher in vocabulary.matchers {
            guard let types = matcher.arguments[property.type] else { continue }
            matchers[matcher.name] = ["anyOf": .list(types.map { value($0, property) })]
        }
        if property.type == .list { for word in ["all", "any", "none"] { matchers[word] = [:] } }
        forms.append([
            "type": "object", "properties": .object(matchers), "additionalProperties": false, "minProperties": 1,
        ])
        return ["anyOf": .list(forms)]
    }

    private func value(_ type: ValueType, _ property: Vocabulary.Property) -> JSONNode {
        switch type {
        case .boolean: return RunbookSchema.flag
        case .number: return ["anyOf": [["type": "integer"], ["type": "string", "pattern": "^\\{\\{"]]]
        case .text:
            // A template may stand for any of them.
            return property.choices.isEmpty
                ? RunbookSchema.word
                : ["anyOf": [RunbookSchema.choice(property.choices), ["type": "string", "pattern": "\\{\\{"]]]
        case .list: return RunbookSchema.oneOrMore
        case .time: return ["type": "string"]
        case .duration: return RunbookSchema.length
        }
    }
}
