import Foundation
import Text

/// JSON for machines: stable order of keys, readable by people too.
enum JSONText {
    static func encode(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return SafeText.escapedJSON(String(decoding: try encoder.encode(value), as: UTF8.self))
    }
}
