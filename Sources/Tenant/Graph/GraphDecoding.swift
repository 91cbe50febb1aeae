import Foundation

/// Decodes Graph's JSON and says in words what was not as documented.
public enum GraphDecoding {
    public static func decode<T: Decodable>(_ type: T.Type, from data: Data) -> Result<T, TenantFault> {
        do {
            return .success(try JSONDecoder().decode(type, from: data))
        } catch {
            return .failure(fault(error))
        }
    }

    /// - Parameter thing: the object that can't be read, where its name is known.
    static func fault(_ error: any Error, of thing: String? = nil) -> TenantFault {
        let whose = thing.map { " of \($0)" } ?? ""
        return switch error {
        case let fault as TenantFault: fault
        case DecodingError.typeMismatch(let expected, let context):
            .unexpected("\(place(context))\(whose) isn't of type \(expected)")
        case DecodingError.valueNotFound(_, let context): .unexpected("\(place(context))\(whose) is null")
        case DecodingError.keyNotFound(let key, _): .unexpected("\"\(key.stringValue)\"\(whose) is missing")
        default: .unexpected("the body is not whole JSON")
        }
    }

    private static func place(_ context: DecodingError.Context) -> String {
        let path = context.codingPath.map { $0.intValue.map { "[\($0)]" } ?? $0.stringValue }.joined(separator: ".")
        return path.isEmpty ? "the body" : "\"\(path)\""
    }

    /// The end of the year 9999.
    private static let latest: TimeInterval = 253_402_300_800

    /// Graph's times have up to seven fractional digits, or none.
    public static func date(_ text: String) -> Date? {
        var whole = text
        if let dot = text.firstIndex(of: "."), let end = text[dot...].firstIndex(where: { "Z+-".contains($0) }) {
            whole.removeSubrange(dot..<end)
        }
        // Beyond all calendars no difference can be counted.
        guard let date = try? Date(whole, strategy: .iso8601), abs(date.timeIntervalSince1970) < latest else {
            return nil
        }
        return date
    }
}
