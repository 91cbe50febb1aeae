import Escaping
import Text

/// Text from elsewhere as one line of characters that only read: no controls, nothing that reorders.
enum PlainText {
    static func clean(_ text: String) -> String { SafeText.line(text) }

    /// The lines of a text, each as such a line; a handoff has one for each thing that the next person must know.
    static func lines(_ text: String) -> [String] {
        text.unicodeScalars.split(separator: "\n").map { clean(String($0)) }
    }

    /// For text and attributes of HTML and XML alike.
    static func escaped(_ text: String) -> String { XMLText.escaped(clean(text)) }
}
