import Foundation
import Runbook

/// A text of a shape: `*` stands for anything, `?` for one character, and the whole must fit. No regular expressions:
/// a shape can't be wrong, and none takes for ever on what a tenant holds.
enum MatchesMatcher: Matcher {
    static let name = "matches"
    static let arguments: [ValueType: [ValueType]] = [.text: [.text]]

    static func mismatch(_ seen: Value, _ wanted: Value, now: Date) -> String? {
        guard case .text(let text) = seen, case .text(let shape) = wanted, fits(Array(text), Array(shape)) else {
            return "is \(seen.words), must look like \(wanted.words)"
        }
        return nil
    }

    /// Goes back to the last star only, so the time is at most the product of the lengths.
    private static func fits(_ text: [Character], _ shape: [Character]) -> Bool {
        var (place, letter) = (0, 0)
        var star: (place: Int, letter: Int)?
        while letter < text.count {
            if place < shape.count, shape[place] == "*" {
                star = (place, letter)
                place += 1
            } else if place < shape.count, shape[place] == "?" || shape[place] == text[letter] {
                place += 1
                letter += 1
            } else if let last = star {
                star = (last.place, last.letter + 1)
                (place, letter) = (last.place + 1, last.letter + 1)
            } else {
                return false
            }
        }
        return shape[place...].allSatisfy { $0 == "*" }
    }
}
