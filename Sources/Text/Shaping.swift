import Escaping

/// Hidden characters that people write, because their script needs them where they stand. All others are somebody's
/// trick, or might be.
enum Shaping {
    /// Whether the hidden scalar at a place only gives its neighbours their form: joiners after a virama and between
    /// letters that join (RFC 5892, appendix A), inside an emoji, and variation selectors after what has variants.
    static func isAllItDoes(_ scalars: [Unicode.Scalar], _ index: Int) -> Bool {
        guard let before = base(scalars, index) else { return false }
        let after = index + 1 < scalars.count ? scalars[index + 1] : nil
        switch scalars[index].value {
        case 0x200C: return isVirama(scalars[index - 1]) || isJoining(before) && after.map(isJoining) ?? false
        case 0x200D:
            if isVirama(scalars[index - 1]) || after.map({ isVirama($0) && before.properties.isAlphabetic }) ?? false {
                return true
            }
            let joins = { (test: (Unicode.Scalar) -> Bool) in test(before) && after.map(test) ?? false }
            return joins(isJoining) || joins(isPicture)
        case 0xFE0E, 0xFE0F:
            // Keys ("1", the selector, then the key's frame) are the only pictures that begin with ASCII.
            return isPicture(scalars[index - 1])
                || scalars[index - 1].properties.isEmoji && after?.value == 0x20E3
        case 0xFE00...0xFE0D, 0xE0100...0xE01EF: return scalars[index - 1].properties.isIdeographic
        case 0x180B...0x180D, 0x180F: return (0x1820...0x18AA).contains(scalars[index - 1].value)
        default: return false
        }
    }

    /// What the marks before a place stand on: vowel signs, skin tones, an emoji's selector.
    private static func base(_ scalars: [Unicode.Scalar], _ index: Int) -> Unicode.Scalar? {
        var place = index - 1
        while place > 0 {
            let scalar = scalars[place]
            let isMark =
                scalar.properties.generalCategory == .nonspacingMark && !isVirama(scalar)
                || scalar.properties.isEmojiModifier
            guard isMark else { break }
            place -= 1
        }
        return place >= 0 ? scalars[place] : nil
    }

    private static func isVirama(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.canonicalCombiningClass == .virama
    }

    private static func isPicture(_ scalar: Unicode.Scalar) -> Bool { !scalar.isASCII && scalar.properties.isEmoji }

    /// Letters of the scripts that join: Arabic, Syriac, N'Ko, Mandaic, Mongolian.
    private static func isJoining(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0620...0x074F, 0x0750...0x077F, 0x07CA...0x07EA, 0x0840...0x08FF, 0x1807...0x18AA, 0xFB50...0xFDFF,
            0xFE70...0xFEFC:
            scalar.properties.isAlphabetic
        default: false
        }
    }
}
