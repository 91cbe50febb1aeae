import Foundation
import Journal

/// Who has a session open, and when their program last showed that it lives.
public struct Holder: Hashable, Sendable, CustomStringConvertible {
    public let person: Person
    /// By the clock of the holder's machine.
    public let lastSign: Date

    public var description: String { "\(person)" }

    /// "12 seconds ago", for who wonders whether somebody on another machine is still there.
    public var age: String {
        let seconds = Int(Date().timeIntervalSince(lastSign))
        // A machine whose clock is ahead has just written.
        return seconds < 1 ? "just now" : "\(seconds) \(seconds == 1 ? "second" : "seconds") ago"
    }
}
