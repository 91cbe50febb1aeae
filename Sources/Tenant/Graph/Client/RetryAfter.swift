import Foundation
import HTTPTransport

/// The `Retry-After` header: seconds, or a date against the server's own.
///
/// RFC 9110, section 10.2.3.
enum RetryAfter {
    /// A day in seconds. A service may name a lifetime; whatever is longer than this is one second longer here.
    private static let longest = 86_400

    /// A wait as a sentence says it.
    static func words(_ seconds: Int) -> String { seconds <= longest ? "\(seconds) s" : "longer than a day" }

    static func seconds(_ response: HTTPResponse) -> Int? {
        response.header("Retry-After").flatMap { seconds($0, serverDate: response.header("Date")) }
    }

    /// - Parameter serverDate: the answer's `Date`; without it our own clock has to do.
    static func seconds(_ text: String, serverDate: String?) -> Int? {
        let trimmed = text.trimmingCharacters(in: .whitespaces)
        if let seconds = Int(trimmed) { return min(max(0, seconds), longest + 1) }
        // More digits than a number holds are a long time too.
        if !trimmed.isEmpty, trimmed.utf8.allSatisfy({ (0x30...0x39).contains($0) }) { return longest + 1 }
        guard let date = date(trimmed) else { return nil }
        let from = serverDate.flatMap(self.date) ?? Date()
        return Int(min(max(0, date.timeIntervalSince(from)), Double(longest + 1)).rounded(.up))
    }

    /// An HTTP date: `Fri, 20 Nov 2026 21:00:00 GMT`.
    static func date(_ text: String) -> Date? {
        // It has only letters that every language has; at a letter with a mark, Foundation's formatter ends the process.
        guard text.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) else { return nil }
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = TimeZone(secondsFromGMT: 0)
        formatter.dateFormat = "EEE, dd MMM yyyy HH:mm:ss zzz"
        return formatter.date(from: text)
    }
}
