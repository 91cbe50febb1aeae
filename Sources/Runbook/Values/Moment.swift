import Escaping
import Foundation
import Text

/// A moment as people write it: the only reader of the moments that answers, runbooks and journals hold.
///
/// Strict, since a moment that was read otherwise than it was meant opens or shuts the switch: a day that the calendar
/// has, hours to 23:59, a zone and nothing behind it, years from 2000 to 2199.
public struct Moment: Hashable, Sendable {
    public let date: Date
    /// Seconds east of UTC, as it was written.
    private let offset: Int

    private static let years = 2000...2199
    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]
    private static let days = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]
    private static let example = "It should look like 2026-11-21T22:00Z, or with your zone: 2026-11-21T22:00+01:00."

    // Made once: every look at the gate reads moments, and to make a pattern takes longer than to match it. Unsafe in name
    // only: a pattern without code of its own never changes, and what it compiles to is kept atomically.
    nonisolated(unsafe) private static let dayPattern = /(\d{4})-(\d\d)-(\d\d)/.asciiOnlyDigits()
    nonisolated(unsafe) private static let timePattern =
        /[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,]\d{1,9})?)?/.asciiOnlyDigits()

    public init(_ text: String) throws(AnswerProblem) {
        let text = text.trimmingBlanks
        guard let date = text.prefixMatch(of: Moment.dayPattern),
            let clock = text[date.range.upperBound...].prefixMatch(of: Moment.timePattern)
        else { throw AnswerProblem("\"\(text)\" isn't a moment. \(Moment.example)") }
        let (year, month, number) = (Int(date.1) ?? 0, Int(date.2) ?? 0, Int(date.3) ?? 0)
        guard Moment.years.contains(year) else {
            throw AnswerProblem("The year \(date.1) is none of 2000 to 2199. \(Moment.example)")
        }
        guard Moment.months.indices.contains(month - 1) else {
            throw AnswerProblem("There is no month \(date.2). \(Moment.example)")
        }
        let length = Moment.length(of: month, year)
        guard (1...length).contains(number) else {
            let name = Moment.months[month - 1] + (month == 2 ? " \(year)" : "")
            throw AnswerProblem("\"\(text)\" is no day: \(name) has \(length) days.")
        }
        let (hour, minute, second) = (Int(clock.1) ?? 99, Int(clock.2) ?? 99, clock.3.map { Int($0) ?? 99 } ?? 0)
        guard hour < 24, minute < 60, second < 60 else {
            throw AnswerProblem("\"\(text)\" has no time of day: it goes from 00:00 to 23:59, and seconds to 59.")
        }
        offset = try Moment.offset(text[clock.range.upperBound...], of: text)
        let parts = DateComponents(year: year, month: month, day: number, hour: hour, minute: minute, second: second)
        guard let local = Moment.calendar(.gmt).date(from: parts) else {
            throw AnswerProblem("\"\(text)\" isn't a moment. \(Moment.example)")
        }
        self.date = local.addingTimeInterval(-Double(offset))
        // It is kept in UTC, and read again by these rules.
        guard let year = Moment.calendar(.gmt).dateComponents([.year], from: self.date).year,
            Moment.years.contains(year)
        else {
            throw AnswerProblem("\"\(text)\" lies outside the years 2000 to 2199 in UTC. \(Moment.example)")
        }
    }

    /// A moment that was kept as an answer; nil for what is none.
    public static func kept(_ text: String) -> Date? { (try? Moment(text))?.date }

    /// As it is kept, in UTC: `2026-11-28T21:00:00Z`.
    public var kept: String { date.formatted(.iso8601) }

    /// "Saturday 28 November 2026, 21:00 UTC (22:00 at +01:00), in 3 days 2 hours".
    /// - Parameter zone: this machine's, told where none was written.
    public func words(now: Date, zone: TimeZone = .current) -> String {
        let away = Int(date.timeIntervalSince(now).rounded())
        let distance = away < 0 ? "\(DurationText.left(away)) ago" : "in \(DurationText.left(away))"
        return "\(Moment.day(date, .gmt)), \(Moment.clock(date, .gmt)) UTC\(elsewhere(zone)), \(distance)"
    }

    private func elsewhere(_ zone: TimeZone) -> String {
        let written = TimeZone(secondsFromGMT: offset) ?? .gmt
        let isWritten = offset != 0
        let other = isWritten ? written : zone
        let seconds = other.secondsFromGMT(for: date)
        guard seconds != 0 else { return "" }
        let place =
            isWritten && zone.secondsFromGMT(for: date) != offset || !zone.identifier.contains("/")
            ? "at \(Moment.offset(seconds))"
            : "in \(Moment.name(zone, date))"
        let told = "\(Moment.clock(date, other, unlike: .gmt)) \(place)"
        // Whoever wrote another zone than the machine's may have meant the machine's.
        let isElsewhere = isWritten && zone.identifier.contains("/") && zone.secondsFromGMT(for: date) != offset
        return isElsewhere
            ? " (\(told), \(Moment.clock(date, zone, unlike: .gmt)) in \(Moment.name(zone, date)))" : " (\(told))"
    }

    private static func offset(_ rest: Substring, of text: String) throws(AnswerProblem) -> Int {
        let zone = String(rest.drop { $0 == " " })
        if zone.isEmpty {
            throw AnswerProblem("\"\(text)\" has no zone: Z behind it for UTC, or yours, as in +01:00.")
        }
        if ["z", "utc"].contains(zone.lowercased()) { return 0 }
        guard let match = zone.wholeMatch(of: /([+-])(\d\d):?(\d\d)/.asciiOnlyDigits()), let hours = Int(match.2),
            let minutes = Int(match.3), minutes < 60, hours * 60 + minutes <= 14 * 60
        else {
            throw AnswerProblem("\"\(zone)\" at the end of \"\(text)\" is no zone. \(example)")
        }
        return (match.1 == "-" ? -1 : 1) * (hours * 3_600 + minutes * 60)
    }

    private static func offset(_ seconds: Int) -> String {
        let (hours, minutes) = (abs(seconds) / 3_600, abs(seconds) % 3_600 / 60)
        return (seconds < 0 ? "-" : "+") + two(hours) + ":" + two(minutes)
    }

    private static func length(of month: Int, _ year: Int) -> Int {
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        return month == 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
    }

    private static func day(_ date: Date, _ zone: TimeZone) -> String {
        let parts = calendar(zone).dateComponents([.weekday, .day, .month, .year], from: date)
        return
            "\(days[(parts.weekday ?? 1) - 1]) \(parts.day ?? 0) \(months[(parts.month ?? 1) - 1]) \(parts.year ?? 0)"
    }

    private static func clock(_ date: Date, _ zone: TimeZone) -> String {
        let parts = calendar(zone).dateComponents([.hour, .minute, .second], from: date)
        let seconds = parts.second ?? 0
        return "\(two(parts.hour ?? 0)):\(two(parts.minute ?? 0))" + (seconds == 0 ? "" : ":\(two(seconds))")
    }

    /// With the day where it is another one there.
    private static func clock(_ date: Date, _ zone: TimeZone, unlike other: TimeZone) -> String {
        let own = day(date, zone)
        return (own == day(date, other) ? "" : "\(own), ") + clock(date, zone)
    }

    /// "Berlin", "New York"; in an hour that comes twice, as summer time ends, with which of them: "Berlin, at +02:00".
    private static func name(_ zone: TimeZone, _ date: Date) -> String {
        let place = zone.identifier.split(separator: "/").last.map(String.init) ?? zone.identifier
        let own = zone.secondsFromGMT(for: date)
        let (before, after) = (zone.secondsFromGMT(for: date - 3_600), zone.secondsFromGMT(for: date + 3_600))
        let comesTwice = before > own || after < own
        return place.replacing("_", with: " ") + (comesTwice ? ", at \(offset(own))" : "")
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    private static func calendar(_ zone: TimeZone) -> Calendar {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        return calendar
    }
}
