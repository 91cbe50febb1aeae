import Runbook

/// What comparing a value with what is wanted came to. The third answer stays what it is under every negation: of what
/// can't be compared, neither a condition nor its opposite is known to hold.
public enum Match: Hashable, Sendable {
    case matched
    /// What to say after the property's label and a colon.
    case mismatch(String)
    /// Why nothing follows, to be said after the property's label and a colon.
    case incomparable(String)

    /// - Parameter words: what is wrong if it doesn't hold.
    init(_ holds: Bool, else words: @autoclosure () -> String) { self = holds ? .matched : .mismatch(words()) }

    /// Two values of kinds that have nothing to do with each other.
    static func kinds(_ seen: Value, _ wanted: Value) -> Match {
        .incomparable("a \(seen.type.rawValue) can't be compared with a \(wanted.type.rawValue)")
    }

    /// Nothing is asked for, so nothing could fail.
    static let nothingWanted = Match.incomparable("what is wanted is empty, so nothing could fail")
}
