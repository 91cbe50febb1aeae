import Console

/// Text from elsewhere as one line of characters that only read: no controls, nothing that reorders.
enum PlainText {
    static func clean(_ text: String) -> String { SafeText.clean(text.replacing(/[\n\r]/, with: " ")) }

    /// For text and attributes of HTML and XML alike.
    static func escaped(_ text: String) -> String {
        var result = ""
        for character in clean(text) {
            switch character {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            default: result.append(character)
            }
        }
        return result
    }
}
