import Foundation
import HTTPTransport

/// The `Retry-After` header: seconds, or a date against the server's own.
///
/// RFC 9110, section 10.2.3.
enum RetryAfter {
    static func seconds(_ response: HTTPResponse) -> Int? {
        response.header("Retry-After").flatMap { seconds($0, serverDate: response.header("Date")) }
    }

    /// - Parameter serverDate: the answer's `Date`; without it our own clock has to do.
    static func seconds(_ text: String, serverDate: String?) -> Int? {
        let trimmed = text.trimmingCharacters(in: .whitespaces)
        if let seconds = Int(trimmed) { return max(0, seconds) }
        guard let date = date(trimmed) else { return nil }
        let from = serverDate.flatMap(self.date) ?? Date()
        // Dates may be a lifetime away; what is longer than a day is all the same.
        return Int(min(max(0, date.timeIntervalSince(from)), 86_400).rounded(.up))
    }

    /// An HTTP date: `Fri, 20 Nov 2026 21:00:00 GMT`.
    static func date(_ text: String) -> Date? {
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = TimeZone(secondsFromGMT: 0)
        formatter.dateFormat = "EEE, dd MMM yyyy HH:mm:ss zzz"
        return formatter.date(from: text)
    }
}
