/// What a value of an output may be.
public indirect enum OutputGrammar: Sendable {
    case text
    /// One of these words.
    case word([String])
    case whole
    case number
    case flag
    case list(OutputGrammar)
    /// An object whose keys are anybody's.
    case map(OutputGrammar)
    case shape(any OutputShape.Type)

    /// The shapes that stand in it.
    var shapes: [any OutputShape.Type] {
        switch self {
        case .text, .word, .whole, .number, .flag: []
        case .list(let inner), .map(let inner): inner.shapes
        case .shape(let shape): [shape]
        }
    }

    /// As JSON Schema says it.
    var schema: JSONNode {
        switch self {
        case .text: ["type": "string"]
        case .word(let words): ["type": "string", "enum": .list(words.map(JSONNode.text))]
        case .whole: ["type": "integer"]
        case .number: ["type": "number"]
        case .flag: ["type": "boolean"]
        case .list(let inner): ["type": "array", "items": inner.schema]
        case .map(let inner): ["type": "object", "additionalProperties": inner.schema]
        case .shape(let shape): ["$ref": .text("#/$defs/\(shape.outputName)")]
        }
    }

    /// For people, on the page.
    var words: String {
        switch self {
        case .text: "text"
        case .word(let words): words.joined(separator: " | ")
        case .whole: "whole number"
        case .number: "number"
        case .flag: "true | false"
        case .list(let inner): "[\(inner.words) ...]"
        case .map(let inner): "{name: \(inner.words) ...}"
        case .shape(let shape): shape.outputName
        }
    }
}
