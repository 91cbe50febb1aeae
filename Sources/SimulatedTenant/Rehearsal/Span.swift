import Foundation

/// A length of time as people write it: `90s`, `10m`, `2h`, `1d`, `1h30m`, `500ms`.
public enum Span {
    /// Seconds, or nil if it isn't one.
    public static func parse(_ text: String) -> TimeInterval? {
        let units: [Substring: TimeInterval] = ["ms": 0.001, "s": 1, "m": 60, "h": 3_600, "d": 86_400]
        guard text.wholeMatch(of: /(?:\d+(?:ms|[smhd]))+/) != nil else { return nil }
        var seconds = 0.0
        for match in text.matches(of: /(\d+)(ms|[smhd])/) {
            guard let number = Double(match.1), let unit = units[match.2] else { return nil }
            seconds += number * unit
        }
        // A hundred years are enough for any rehearsal, and fit every date.
        return seconds <= 3_155_760_000 ? seconds : nil
    }
}
