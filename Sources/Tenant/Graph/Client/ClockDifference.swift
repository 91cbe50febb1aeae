import Foundation

/// How far a server's clock is from this machine's, as the server's answers tell.
///
/// RFC 9110, section 6.6.1: the `Date` of an answer is when it was made, in whole seconds.
public enum ClockDifference {
    /// Seconds that clocks may differ: signed requests are good for some minutes.
    public static let tolerance = 60.0

    /// The least difference that explains the answer: it was made at some moment between question and answer.
    /// - Parameter text: the answer's `Date`.
    /// - Returns: seconds, positive where ours is behind; nil where there is no date.
    static func least(_ text: String?, asked: Date, answered: Date) -> TimeInterval? {
        guard let made = text.flatMap(RetryAfter.date) else { return nil }
        let end = made.addingTimeInterval(1)
        if end < asked { return end.timeIntervalSince(asked) }
        return max(0, made.timeIntervalSince(answered))
    }
}
