import Foundation

/// Times as a person thinks of them.
public enum Ago {
    /// "3 minutes ago", or "just now" for less than five seconds: one unit, and what hasn't passed yet isn't counted.
    public static func words(_ time: Date, now: Date) -> String {
        let seconds = Int(now.timeIntervalSince(time))
        return seconds < 5 ? "just now" : "\(DurationText.past(seconds)) ago"
    }
}
