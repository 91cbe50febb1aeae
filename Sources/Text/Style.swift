/// Emphasis in text that is on its way to a screen, as marks of private characters. Escape sequences never travel in
/// text: the screen strips them, and turns only these marks into colour, or drops them.
public enum Style: Int, Sendable, CaseIterable {
    case bold, dim, red, green, yellow, blue, cyan

    /// `text` in this style. Styles don't nest.
    public func callAsFunction(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        result += StyleMark.begin(self)
        result += text.unicodeScalars
        result += StyleMark.end
        return String(result)
    }

    /// The escape sequence that begins it at a terminal.
    public var sequence: String {
        switch self {
        case .bold: "\u{1B}[1m"
        case .dim: "\u{1B}[2m"
        case .red: "\u{1B}[31m"
        case .green: "\u{1B}[32m"
        case .yellow: "\u{1B}[33m"
        case .blue: "\u{1B}[34m"
        case .cyan: "\u{1B}[36m"
        }
    }

    /// Ends whichever there is.
    public static let reset = "\u{1B}[0m"
}
