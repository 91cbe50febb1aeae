/// What outputs look like: as JSON Schema, for programs, and as a page, for people.
public struct OutputSchema: Sendable {
    private let documents: [any OutputDocument.Type]
    /// Every shape once, documents first, in the order in which they are met.
    private let shapes: [any OutputShape.Type]

    /// - Parameter documents: all that a program prints.
    public init(_ documents: [any OutputDocument.Type]) {
        self.documents = documents
        var shapes: [any OutputShape.Type] = []
        var waiting: [any OutputShape.Type] = documents
        while !waiting.isEmpty {
            let shape = waiting.removeFirst()
            if shapes.contains(where: { $0 == shape }) { continue }
            shapes.append(shape)
            waiting += shape.parts.flatMap(\.grammar.shapes)
        }
        self.shapes = shapes
    }

    /// Titles that two shapes share; then one would hide the other.
    public var clashes: [String] {
        Dictionary(grouping: shapes) { $0.outputName }.filter { $0.value.count > 1 }.keys.sorted()
    }

    /// A schema that any of the documents meets; `#/$defs/NAME` is the one of `NAME`.
    public var json: JSONNode {
        [
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": "What Lockstep prints for machines",
            "description": .text(OutputSchema.promise),
            "anyOf": .list(documents.map { ["$ref": .text("#/$defs/\($0.outputName)")] }),
            "$defs": .object(Dictionary(shapes.map { ($0.outputName, OutputSchema.schema(of: $0)) }) { $1 }),
        ]
    }

    private static let promise =
        "Names stay and go on meaning what they mean; new ones may come. If one has to go or to change, the version of "
        + "its document grows. A member that may be missing is left out, never null. Times are UTC, as ISO 8601."

    private static func schema(of shape: any OutputShape.Type) -> JSONNode {
        var properties: [String: JSONNode] = [:]
        var required: [JSONNode] = []
        if let document = shape as? any OutputDocument.Type {
            properties["version"] = ["const": .number(document.version), "description": "Of this document's form."]
            required.append("version")
        }
        for part in shape.parts {
            guard case .object(var members) = part.grammar.schema else { continue }
            members["description"] = .text(part.words)
            properties[part.name] = .object(members)
            if !part.isOptional { required.append(.text(part.name)) }
        }
        return [
            "description": .text(shape.about), "type": "object", "properties": .object(properties),
            "required": .list(required),
        ]
    }

    /// The same for people: a rule for each object, a line for each member; `?` marks what may be left out.
    public var page: [String] {
        var lines = [OutputSchema.promise, ""]
        for shape in shapes {
            let document = shape as? any OutputDocument.Type
            lines += document.map { ["# \($0.command)"] } ?? []
            lines += ["# \(shape.about)", "\(shape.outputName) = {"]
            lines += document.map { ["  version: \($0.version)"] } ?? []
            for part in shape.parts {
                lines += ["  # \(part.words)", "  \(part.name)\(part.isOptional ? "?" : ""): \(part.grammar.words)"]
            }
            lines += ["}", ""]
        }
        return lines.dropLast()
    }
}
