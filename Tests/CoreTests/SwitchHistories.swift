import Foundation
import Journal
import TestSupport

/// Histories: had by chance, followed, made small and told.
enum SwitchHistories {
    static func random(_ seed: UInt64, _ bounds: SwitchBounds = SwitchBounds(), length: Int = 40) -> [SwitchLetter] {
        var chance = SeededGenerator(seed)
        return (0..<length).map { _ in SwitchLetter.random(bounds, &chance) }
    }

    /// The first thing that goes wrong.
    static func violation(_ letters: [SwitchLetter], _ mutant: SwitchMutant? = nil) throws -> String? {
        var people = try SwitchPeople(mutant)
        for letter in letters where try people.follow(letter) {
            if let wrong = people.violation() { return wrong }
        }
        return nil
    }

    /// The shortest that goes wrong in the same way.
    static func minimized(
        _ letters: [SwitchLetter], like wrong: String, _ mutant: SwitchMutant? = nil
    ) throws -> [SwitchLetter] {
        var letters = letters
        var isShorter = true
        while isShorter {
            isShorter = false
            for index in letters.indices.reversed() {
                var fewer = letters
                fewer.remove(at: index)
                if try violation(fewer, mutant)?.prefix(2) == wrong.prefix(2) { (letters, isShorter) = (fewer, true) }
            }
        }
        return letters
    }

    /// Each step with when it began and what it came to.
    static func told(_ letters: [SwitchLetter], _ mutant: SwitchMutant? = nil) throws -> String {
        var people = try SwitchPeople(mutant)
        var lines: [String] = []
        for letter in letters {
            let seconds = Int(people.world.now.timeIntervalSince(SwitchWorld.beginning))
            let before = people.sessions.map(\.last.sequence)
            let happened = try people.follow(letter)
            lines.append("\(seconds) s: \(letter.words)\(happened ? "" : " (nothing happens)")")
            for (session, sequence) in zip(people.sessions, before) where session.last.sequence > sequence {
                lines.append("    \(session.state.id): \(session.last.payload.sentence)")
            }
            if let wrong = people.violation() { return (lines + ["=> \(wrong)"]).joined(separator: "\n") }
        }
        return lines.joined(separator: "\n")
    }
}
