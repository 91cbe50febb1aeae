extension StringProtocol {
    /// Without the blanks at its ends: spaces of all widths, tabs and ends of lines, which come with copying. Foundation's
    /// `whitespaces` has the zero-width space among them; what nobody sees stays here, for whoever reads it to refuse.
    public var trimmingBlanks: String {
        let scalars = unicodeScalars.drop(while: \.isBlank).reversed().drop(while: \.isBlank).reversed()
        return String(scalars)
    }
}

extension Unicode.Scalar {
    fileprivate var isBlank: Bool {
        switch self {
        case "\t", "\n", "\r": true
        default: properties.generalCategory == .spaceSeparator
        }
    }
}
