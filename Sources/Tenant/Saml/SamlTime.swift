import Foundation

/// A moment in metadata: XML Schema's dateTime. OASIS SAML 2.0 core, section 1.3.3, wants it in UTC; one without a zone is
/// read so.
enum SamlTime {
    static func date(_ text: String) -> Date? {
        let pattern =
            /\s*(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:Z|([+-])(\d\d):(\d\d))?\s*/.asciiOnlyDigits()
        guard let found = text.wholeMatch(of: pattern)?.output else { return nil }
        func number(_ digits: Substring?) -> Int { digits.flatMap { Int($0) } ?? 0 }
        let parts = DateComponents(
            year: number(found.1), month: number(found.2), day: number(found.3), hour: number(found.4),
            minute: number(found.5), second: number(found.6))
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        guard (1...12).contains(number(found.2)), (1...31).contains(number(found.3)), number(found.4) <= 24,
            number(found.5) < 60, number(found.6) <= 60, let date = calendar.date(from: parts)
        else { return nil }
        let distance = Double(number(found.8) * 3_600 + number(found.9) * 60)
        return date.addingTimeInterval(found.7 == "-" ? distance : -distance)
    }
}
