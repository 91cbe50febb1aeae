/// Lengths of time as runbooks write them (`30d`, `12h`, `10m`, `45s`) and as sentences say them.
public enum DurationText {
    private static let units: [(letter: Character, seconds: Int, word: String)] = [
        ("d", 86_400, "day"), ("h", 3_600, "hour"), ("m", 60, "minute"), ("s", 1, "second"),
    ]

    /// Seconds in `text`, or nil if it isn't a whole number followed by d, h, m or s.
    public static func parse(_ text: String) -> Int? {
        guard let unit = units.first(where: { $0.letter == text.last }), let count = Int(text.dropLast()), count >= 0,
            count <= 36_500
        else { return nil }
        return count * unit.seconds
    }

    /// `600` → "10 minutes", `90` → "2 minutes": one unit, rounded up, since a wait named too short is a lie.
    public static func words(_ seconds: Int) -> String {
        one(seconds) { ($0 + $1 - 1) / $1 }
    }

    /// `3_700` → "1 hour": one unit, rounded down, since time that hasn't passed is no age.
    public static func past(_ seconds: Int) -> String { one(seconds, /) }

    /// In the largest unit that there is one of.
    private static func one(_ seconds: Int, _ count: (_ seconds: Int, _ unit: Int) -> Int) -> String {
        let magnitude = abs(seconds)
        let unit = units.first { magnitude >= $0.seconds } ?? ("s", 1, "second")
        let count = count(magnitude, unit.seconds)
        return "\(count) \(unit.word)\(count == 1 ? "" : "s")"
    }

    /// `93_600` → "1 day 2 hours": two units at most, rounded down, since time left that isn't there is a lie.
    public static func left(_ seconds: Int) -> String {
        var rest = abs(seconds)
        var parts: [String] = []
        for unit in units where parts.count < 2 {
            let count = rest / unit.seconds
            rest %= unit.seconds
            if count > 0 {
                parts.append("\(count) \(unit.word)\(count == 1 ? "" : "s")")
            } else if !parts.isEmpty {
                break
            }
        }
        return parts.isEmpty ? "0 seconds" : parts.joined(separator: " ")
    }
}
