import Foundation

/// Times as somebody else's numbers name them. JSON's numbers go to 1e308, and neither dates nor whole numbers do: one
/// that makes no sense is taken for the nearest that does.
enum OutsideTime {
    /// The end of the year 9999, after which no date is written as dates are.
    static let last = 253_402_300_799.0
    /// A week in seconds: no service gives a token for longer.
    private static let longestLife = 604_800.0

    /// - Parameter seconds: since 1970.
    static func date(_ seconds: Double) -> Date { Date(timeIntervalSince1970: within(seconds, last)) }

    /// Seconds that a token is good for. Where it is good for longer, it is only renewed too early.
    static func life(_ seconds: Double) -> TimeInterval { within(seconds, longestLife) }

    /// A text may say that it isn't a number, which compares with nothing.
    private static func within(_ seconds: Double, _ most: Double) -> Double {
        seconds.isNaN ? 0 : min(max(seconds, 0), most)
    }
}
