import Foundation

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

    private static func day(_ date: Date) -> String {
        date.formatted(
            Date.ISO8601FormatStyle(timeZone: .gmt).year().month().day().dateSeparator(.dash)
                .dateTimeSeparator(.space).time(includingFractionalSeconds: false).timeSeparator(.colon)) + " UTC"
    }
}
