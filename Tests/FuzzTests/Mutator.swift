import TestSupport

/// Damages bytes as files are damaged, and as somebody damages them who knows how they are read.
struct Mutator {
    /// Others of the kind, to take pieces from.
    let corpus: [[UInt8]]

    /// A file of the corpus with a few things wrong in it.
    func input(_ chance: inout SeededGenerator) -> [UInt8] {
        mutated(corpus.randomElement(using: &chance) ?? [], &chance)
    }

    func mutated(_ bytes: [UInt8], _ chance: inout SeededGenerator) -> [UInt8] {
        var bytes = bytes
        repeat { change(&bytes, &chance) } while Int.random(in: 0..<3, using: &chance) > 0
        return bytes
    }

    private func change(_ bytes: inout [UInt8], _ chance: inout SeededGenerator) {
        let place = Int.random(in: 0...bytes.count, using: &chance)
        let span = place..<min(bytes.count, place + length(&chance))
        switch Int.random(in: 0..<14, using: &chance) {
        case 0 where place < bytes.count: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &chance)
        case 1 where place < bytes.count: bytes[place] = UInt8.random(in: 0...255, using: &chance)
        case 2: bytes.removeSubrange(span)
        case 3:
            let piece = bytes[span]
            bytes.insert(contentsOf: Array(repeatElement(piece, count: count(&chance)).joined()), at: place)
        case 4, 5: bytes.insert(contentsOf: token(&chance), at: place)
        case 6: bytes.replaceSubrange(span, with: token(&chance))
        case 7:
            let token = token(&chance)
            bytes.insert(contentsOf: Array(repeatElement(token, count: count(&chance)).joined()), at: place)
        case 8:
            // The beginning of one and the end of another.
            let other = corpus.randomElement(using: &chance) ?? []
            bytes = bytes[..<place] + other.suffix(Int.random(in: 0...other.count, using: &chance))
        case 9:
            let other = corpus.randomElement(using: &chance) ?? []
            let from = Int.random(in: 0...other.count, using: &chance)
            bytes.insert(contentsOf: other[from..<min(other.count, from + length(&chance))], at: place)
        case 10: bytes.removeSubrange(place...)
        case 11: replaceNumber(&bytes, from: place, &chance)
        default: changeLines(&bytes, &chance)
        }
    }

    private func replaceNumber(_ bytes: inout [UInt8], from place: Int, _ chance: inout SeededGenerator) {
        func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
        guard let start = bytes[place...].firstIndex(where: isDigit) else { return }
        let end = bytes[start...].firstIndex { !isDigit($0) } ?? bytes.count
        bytes.replaceSubrange(start..<end, with: (FuzzTokens.numbers.randomElement(using: &chance) ?? "0").utf8)
    }

    private func changeLines(_ bytes: inout [UInt8], _ chance: inout SeededGenerator) {
        var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map(Array.init)
        let (one, other) = (
            Int.random(in: 0..<lines.count, using: &chance), Int.random(in: 0..<lines.count, using: &chance)
        )
        var ending = "\n"
        switch Int.random(in: 0..<7, using: &chance) {
        case 0: lines.remove(at: one)
        case 1: lines.insert(contentsOf: repeatElement(lines[one], count: count(&chance)), at: other)
        case 2: lines.swapAt(one, other)
        case 3: lines[one].insert(contentsOf: repeatElement(0x20, count: Int.random(in: 1...4, using: &chance)), at: 0)
        case 4: lines[one] = Array(lines[one].drop { $0 == 0x20 })
        case 5:
            // What follows the key or the first cell.
            let head = lines[one].firstIndex { $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ",") } ?? -1
            lines[one] = lines[one][..<(head + 1)] + [0x20] + token(&chance)
        default: ending = ["\r\n", "\r", "\u{2028}", "\u{85}", "\u{0C}"].randomElement(using: &chance) ?? "\n"
        }
        bytes = Array(lines.joined(separator: ending.utf8))
    }

    private func token(_ chance: inout SeededGenerator) -> [UInt8] {
        FuzzTokens.bytes.randomElement(using: &chance) ?? []
    }

    /// Mostly short.
    private func length(_ chance: inout SeededGenerator) -> Int {
        Int.random(in: 0..<4, using: &chance) == 0
            ? Int.random(in: 1...2_000, using: &chance) : Int.random(in: 1...16, using: &chance)
    }

    /// Mostly once, now and then very often.
    private func count(_ chance: inout SeededGenerator) -> Int {
        switch Int.random(in: 0..<100, using: &chance) {
        case 0: Int.random(in: 1...2_000, using: &chance)
        case 1..<20: Int.random(in: 2...60, using: &chance)
        default: 1
        }
    }
}
