import Foundation
import Text

/// The types that properties and inputs can have.
public enum ValueType: String, Hashable, Sendable, CaseIterable {
    case boolean, number, text, list, time, duration
}

/// A value of a property, as seen in a tenant or as wanted by a runbook.
public enum Value: Hashable, Sendable {
    case boolean(Bool)
    case number(Int)
    case text(String)
    case list([String])
    /// A moment, UTC.
    case time(Date)
    /// A length of time in seconds.
    case duration(Int)

    public var type: ValueType {
        switch self {
        case .boolean: .boolean
        case .number: .number
        case .text: .text
        case .list: .list
        case .time: .time
        case .duration: .duration
        }
    }

    /// The value as a sentence would say it.
    public var words: String {
        switch self {
        case .boolean(let value): value ? "yes" : "no"
        case .number(let value): String(value)
        case .text(let value): value.isEmpty ? "(empty)" : value
        case .list(let values): values.isEmpty ? "none" : values.joined(separator: ", ")
        case .time(let value): Value.day(value)
        case .duration(let seconds): DurationText.words(seconds)
        }
    }

    /// Whether it wants nothing, or something of no name: an empty list, or text without a letter, as an answer that was
    /// left open fills it in. Of nothing everything is true: `include: []` would hold of every list.
    public var isVacuous: Bool {
        switch self {
        case .list(let texts): texts.isEmpty || texts.contains { $0.allSatisfy(\.isWhitespace) }
        case .text(let text): text.allSatisfy(\.isWhitespace)
        case .boolean, .number, .time, .duration: false
        }
    }

    private static func day(_ date: Date) -> String {
        date.formatted(
            Date.ISO8601FormatStyle(timeZone: .gmt).year().month().day().dateSeparator(.dash)
                .dateTimeSeparator(.space).time(includingFractionalSeconds: false).timeSeparator(.colon)) + " UTC"
    }
}
