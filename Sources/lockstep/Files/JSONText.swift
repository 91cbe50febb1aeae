import Foundation
import Outputs
import Text

/// JSON for machines: stable order of keys, readable by people too.
enum JSONText {
    static func encode(_ value: some Encodable) throws -> String { try text(value, [.prettyPrinted]) }

    /// A command's whole output.
    static func document(_ document: some OutputDocument) throws -> String { try encode(Written(document)) }

    /// One line of JSON Lines, or of a list that is written as it is read.
    static func line(_ value: some OutputValue) throws -> String { try text(Written(value), []) }

    private static func text(_ value: some Encodable, _ formatting: JSONEncoder.OutputFormatting) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = formatting.union([.sortedKeys, .withoutEscapingSlashes])
        return SafeText.escapedJSON(String(decoding: try encoder.encode(value), as: UTF8.self))
    }
}
