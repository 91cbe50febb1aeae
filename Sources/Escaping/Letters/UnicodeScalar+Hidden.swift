extension Unicode.Scalar {
    /// Whether nobody sees it as itself: it moves, reorders or hides what stands beside it, looks like nothing at all, or
    /// means whatever somebody agreed on.
    ///
    /// * controls, line and paragraph separators;
    /// * Unicode's default-ignorable code points: marks of direction, joiners, variation selectors, fillers, the soft
    ///   hyphen, tags;
    /// * other format characters, but for the few that are seen (signs that stand before Arabic and Syriac numbers);
    /// * private use, on all three planes; what is unassigned; the Braille pattern without dots.
    public var isHidden: Bool {
        if isASCII { return value < 0x20 || value == 0x7F }
        switch properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned, .surrogate: return true
        case .format: return !Unicode.Scalar.seenFormats.contains(value)
        default: return properties.isDefaultIgnorableCodePoint || value == 0x2800
        }
    }

    /// Unicode's "prepended concatenation marks".
    private static let seenFormats: Set<UInt32> = [
        0x0600, 0x0601, 0x0602, 0x0603, 0x0604, 0x0605, 0x06DD, 0x070F, 0x0890, 0x0891, 0x08E2, 0x110BD, 0x110CD,
    ]

    /// Whether text that holds it isn't one line everywhere: line ends of all kinds, and what terminals obey.
    public var breaksLine: Bool {
        [.control, .lineSeparator, .paragraphSeparator].contains(properties.generalCategory)
    }

    /// Whether it ends a line somewhere.
    var isLineBreak: Bool {
        switch value {
        case 0x0A...0x0D, 0x85, 0x2028, 0x2029: true
        default: false
        }
    }

    /// ASCII letters and digits.
    var isPlain: Bool { isASCII && (properties.isAlphabetic || ("0"..."9").contains(self)) }

    var isASCIIDigit: Bool { ("0"..."9").contains(self) }
}

extension String {
    /// A string of these scalars.
    init(_ scalars: some Sequence<Unicode.Scalar>) {
        var view = String.UnicodeScalarView()
        for scalar in scalars { view.append(scalar) }
        self.init(view)
    }
}
