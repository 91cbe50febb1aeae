import Foundation

/// Truths and numbers that a service wrote as text.
enum WrittenValue {
    /// - Returns: nil for words that mean neither.
    static func boolean(_ text: String) -> Bool? {
        switch text.trimmingCharacters(in: .whitespaces).lowercased() {
        case "true", "1": true
        case "false", "0": false
        default: nil
        }
    }

    /// - Returns: nil for what isn't a whole number in digits.
    static func integer(_ text: String) -> Int? { Int(text.trimmingCharacters(in: .whitespaces)) }
}
