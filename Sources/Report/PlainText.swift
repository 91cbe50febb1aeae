import Console
import Escaping

/// Text from elsewhere as one line of characters that only read: no controls, nothing that reorders.
enum PlainText {
    static func clean(_ text: String) -> String { SafeText.line(text) }

    /// For text and attributes of HTML and XML alike.
    static func escaped(_ text: String) -> String { XMLText.escaped(clean(text)) }
}
