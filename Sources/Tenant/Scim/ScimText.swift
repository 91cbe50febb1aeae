import Foundation

/// Values of a SCIM answer whose type is known, however they were written: many services send booleans and numbers as text.
enum ScimText {
    /// - Parameter value: of a JSON object; nil where it is no text, number or boolean.
    static func of(_ value: Any?) -> String? {
        switch value {
        case let text as String: text
        case let number as NSNumber:
            // Foundation reads true as a number that is one.
            String(cString: number.objCType) == "c" ? (number.boolValue ? "true" : "false") : number.stringValue
        default: nil
        }
    }

    static func filled(_ value: Any?) -> String? {
        of(value).flatMap { $0.allSatisfy(\.isWhitespace) ? nil : $0 }
    }
}
