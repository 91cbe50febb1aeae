/// Where a style begins and ends, in text that names from elsewhere stand in too.
///
/// A mark begins with a key of private characters that is drawn anew in each process and shown to nobody, 64 bits of it.
/// So nobody else can write a mark, wherever their text comes in, and every private character that isn't part of one
/// is theirs.
public enum StyleMark: Sendable {
    case begins(Style)
    case ends

    private static let length = key.count + 1

    private static let key: [Unicode.Scalar] = (0..<4).map { _ in
        // The second private plane but for its last two, which are no characters.
        Unicode.Scalar(UInt32.random(in: 0x10_0000...0x10_FFFD)) ?? "\u{10FFFD}"
    }
    private static let kinds: [Unicode.Scalar: StyleMark] = {
        var kinds: [Unicode.Scalar: StyleMark] = [last: .ends]
        for style in Style.allCases { kinds[kind(of: style)] = .begins(style) }
        return kinds
    }()
    private static let last: Unicode.Scalar = "\u{F00FF}"

    private static func kind(of style: Style) -> Unicode.Scalar {
        Unicode.Scalar(0xF0000 + UInt32(style.rawValue)) ?? last
    }

    static func begin(_ style: Style) -> [Unicode.Scalar] { key + [kind(of: style)] }
    static let end: [Unicode.Scalar] = key + [last]

    /// A text's scalars, each mark as one: with where it begins, and what it means if it is a mark.
    public static func pieces(_ scalars: [Unicode.Scalar]) -> [(place: Range<Int>, mark: StyleMark?)] {
        var pieces: [(place: Range<Int>, mark: StyleMark?)] = []
        pieces.reserveCapacity(scalars.count)
        var index = 0
        while index < scalars.count {
            let mark = read(scalars, index)
            let end = index + (mark == nil ? 1 : length)
            pieces.append((index..<end, mark))
            index = end
        }
        return pieces
    }

    /// The mark that stands at a place, if one does.
    private static func read(_ scalars: [Unicode.Scalar], _ index: Int) -> StyleMark? {
        guard scalars[index] == key[0], index + length <= scalars.count,
            scalars[index..<(index + key.count)].elementsEqual(key)
        else { return nil }
        return kinds[scalars[index + key.count]]
    }
}
