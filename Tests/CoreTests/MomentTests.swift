import Foundation
import TestSupport
import Testing

@testable import Runbook

/// Moments as people write them: read as they are meant, or refused.
@Suite(.computing) struct MomentTests {
    @Test(
        arguments: [
            ("2026-11-28T22:00Z", "2026-11-28T22:00:00Z"), ("2026-11-28 22:00Z", "2026-11-28T22:00:00Z"),
            ("2026-11-28T22:00+01:00", "2026-11-28T21:00:00Z"), ("2026-11-28T22:00:30-0530", "2026-11-29T03:30:30Z"),
            ("2026-11-28 22:00 +01:00", "2026-11-28T21:00:00Z"), ("2026-11-28t22:00z", "2026-11-28T22:00:00Z"),
            ("2026-11-28 22:00 UTC", "2026-11-28T22:00:00Z"),
            (" 2026-11-28T22:00:00.5Z\t\u{A0}\n", "2026-11-28T22:00:00Z"),
            ("2028-02-29T00:00Z", "2028-02-29T00:00:00Z"), ("2000-01-01T00:00Z", "2000-01-01T00:00:00Z"),
            ("2199-12-31T23:59Z", "2199-12-31T23:59:00Z"), ("2026-01-01T00:30+14:00", "2025-12-31T10:30:00Z"),
        ])
    func whatIsMeantIsKept(text: String, kept: String) throws {
        let moment = try Moment(text)
        #expect(moment.kept == kept)
        #expect(Moment.kept(moment.kept) == moment.date)
    }

    @Test(
        arguments: [
            ("2026-11-31T22:00Z", "November has 30 days"), ("2026-02-30T22:00+01:00", "February 2026 has 28 days"),
            ("2027-02-29T22:00Z", "28 days"), ("2100-02-29T22:00Z", "28 days"), ("2026-04-00T22:00Z", "30 days"),
            ("2026-13-01T22:00Z", "no month 13"), ("2026-00-01T22:00Z", "no month 00"),
            ("2026-11-28T24:00Z", "23:59"), ("2026-11-28T22:60Z", "23:59"), ("2026-11-28T22:00:60Z", "23:59"),
            ("2026-11-28T22:00:00Z+01:00", "is no zone"), ("2026-11-28T22:00:00Z Berlin", "is no zone"),
            ("2026-11-28T22:00Zfoo", "is no zone"), ("2026-11-28T22:00 CET", "is no zone"),
            ("2026-11-28T22:00+15:00", "is no zone"), ("2026-11-28T22:00+01:75", "is no zone"),
            ("2026-11-28T22:00", "has no zone"), ("28-11-26T22:00Z", "isn't a moment"),
            ("99-01-01T22:00Z", "isn't a moment"), ("1999-12-31T22:00Z", "none of 2000 to 2199"),
            ("2200-01-01T00:00Z", "none of 2000 to 2199"), ("0028-11-26T22:00Z", "none of 2000 to 2199"),
            ("2026-11-28", "isn't a moment"), ("22:00", "isn't a moment"), ("", "isn't a moment"),
            ("٢٠٢٦-11-28T22:00Z", "isn't a moment"), ("tomorrow", "isn't a moment"),
            ("2026-11-28T22:00Z\u{200B}", "is no zone"), ("\u{200B}2026-11-28T22:00Z", "isn't a moment"),
            ("2026-11-28T22:00\u{200B}Z", "is no zone"), ("2026-11-28T22:00\u{FEFF}", "is no zone"),
        ])
    func whatIsNoneIsRefused(text: String, says: String) {
        #expect(Moment.kept(text) == nil)
        do {
            _ = try Moment(text)
            Issue.record("\(text) was read")
        } catch {
            #expect(error.description.contains(says), "\(error)")
        }
    }

    @Test func everyDayOfTheCalendarIsReadAndNoOther() throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        for year in [2000, 2001, 2024, 2026, 2100, 2196, 2199] {
            for month in 0...13 {
                for day in 0...32 {
                    let exists = DateComponents(calendar: calendar, year: year, month: month, day: day).isValidDate
                    let text = "\(year)-\(two(month))-\(two(day))T12:00Z"
                    #expect((Moment.kept(text) != nil) == exists, "\(text)")
                }
            }
        }
    }

    /// What is kept in UTC is read again by the same rules.
    @Test(arguments: ["2000-01-01T00:00+14:00", "2199-12-31T23:59-12:00", "2000-01-01T00:59+01:00"])
    func theYearsAreThoseOfUTC(text: String) { #expect(throws: AnswerProblem.self) { try Moment(text) } }

    @Test func theReadingIsSaidWithZoneAndDistance() throws {
        let now = try Moment("2026-11-25T20:00Z").date
        let berlin = try #require(TimeZone(identifier: "Europe/Berlin"))
        for (text, zone, words) in [
            ("2026-11-28T21:00Z", TimeZone.gmt, "Saturday 28 November 2026, 21:00 UTC, in 3 days 1 hour"),
            ("2026-11-28T21:00Z", berlin, "Saturday 28 November 2026, 21:00 UTC (22:00 in Berlin), in 3 days 1 hour"),
            ("2026-11-28T22:00+01:00", berlin, "21:00 UTC (22:00 in Berlin)"),
            ("2026-11-28T22:00+01:00", .gmt, "21:00 UTC (22:00 at +01:00)"),
            // Summer's hours in winter: the slip is seen.
            // Summer time ends at 01:00 UTC: the hour from two on comes twice.
            ("2026-10-25T00:30Z", berlin, "00:30 UTC (02:30 in Berlin, at +02:00)"),
            ("2026-10-25T01:30Z", berlin, "01:30 UTC (02:30 in Berlin, at +01:00)"),
            ("2026-10-24T23:30Z", berlin, "(Sunday 25 October 2026, 01:30 in Berlin), "),
            ("2026-10-25T02:00Z", berlin, "02:00 UTC (03:00 in Berlin), "),
            ("2027-03-28T01:30Z", berlin, "(03:30 in Berlin)"),
            ("2026-11-28T22:00+02:00", berlin, "20:00 UTC (22:00 at +02:00, 21:00 in Berlin)"),
            (
                "2026-07-01T22:00Z", berlin,
                "Wednesday 1 July 2026, 22:00 UTC (Thursday 2 July 2026, 00:00 in Berlin), 146 days 22 hours ago"
            ),
            ("2026-11-25T19:00Z", .gmt, "19:00 UTC, 1 hour ago"),
            (
                "2026-11-28T22:00-03:30", berlin,
                "Sunday 29 November 2026, 01:30 UTC (Saturday 28 November 2026, 22:00 at -03:30, 02:30 in Berlin)"
            ),
        ] {
            let said = try Moment(text).words(now: now, zone: zone)
            #expect(said.hasPrefix(words) || said.contains(words), "\(said)")
        }
    }
}
