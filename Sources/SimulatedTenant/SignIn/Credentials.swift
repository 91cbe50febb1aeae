import Foundation

/// What registrations prove themselves with, and when it ends.
enum Credentials {
    /// A moment as Graph writes it, with or without fractions of a second.
    static func date(_ text: String) -> Date? {
        if let date = try? Date(text, strategy: .iso8601) { return date }
        return try? Date(text, strategy: .iso8601.year().month().day().time(includingFractionalSeconds: true))
    }

    static func expiry(of credential: JSON) -> Date { credential["endDateTime"].string.flatMap(date) ?? .distantPast }
}
