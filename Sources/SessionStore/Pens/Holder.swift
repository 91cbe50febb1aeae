import Foundation
import Journal

/// Who has a session open. Their program lives: it holds the pen's lock.
public struct Holder: Hashable, Sendable, CustomStringConvertible {
    public let person: Person
    /// When their program last wrote that it lives, by its own machine's clock: for people, who wonder whether somebody is
    /// at it or has it stopped. It decides nothing.
    public let lastSign: Date

    public var description: String { "\(person)" }

    /// "12 seconds ago".
    public var age: String {
        let seconds = Int(Date().timeIntervalSince(lastSign))
        // A machine whose clock is ahead has just written.
        return seconds < 1 ? "just now" : "\(seconds) \(seconds == 1 ? "second" : "seconds") ago"
    }
}
