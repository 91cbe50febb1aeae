/// Emphasis in text that is on its way to a screen, as marks from a private plane of Unicode. Escape sequences never
/// travel in text: the screen strips them, and turns only these marks into colour, or drops them.
public enum Style: Int, Sendable, CaseIterable {
    case bold, dim, red, green, yellow, blue, cyan

    static let first: UInt32 = 0x10FE00
    static let end: Unicode.Scalar = "\u{10FEFF}"

    /// `text` in this style. Styles don't nest.
    public func callAsFunction(_ text: String) -> String {
        guard let mark = Unicode.Scalar(Style.first + UInt32(rawValue)) else { return text }
        return "\(mark)\(text)\(Style.end)"
    }

    var sequence: String {
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

    static func of(_ scalar: Unicode.Scalar) -> Style? {
        scalar.value >= first ? Style(rawValue: Int(scalar.value - first)) : nil
    }

    static let reset = "\u{1B}[0m"
}
