import Foundation

/// Decodes a service's JSON and says in words what was not as documented.
public enum GraphDecoding {
    /// - Parameter service: who sent it, for the words of the fault.
    public static func decode<T: Decodable>(
        _ type: T.Type, from data: Data, of service: String = "Graph"
    ) -> Result<T, TenantFault> {
        do {
            return .success(try JSONDecoder().decode(type, from: data))
        } catch let DecodingError.typeMismatch(expected, context) {
            return .failure(.unexpected("\(place(context)) isn't of type \(expected)", from: service))
        } catch let DecodingError.valueNotFound(_, context) {
            return .failure(.unexpected("\(place(context)) is null", from: service))
        } catch let DecodingError.keyNotFound(key, _) {
            return .failure(.unexpected("\"\(key.stringValue)\" is missing", from: service))
        } catch {
            return .failure(.unexpected("the body is not whole JSON", from: service))
        }
    }

    /// An answer about something else than what was asked for is none.
    /// - Parameter seen: names of what the answer is about; the last is how people name it.
    public static func isAbout(_ asked: String, _ seen: String...) throws(TenantFault) {
        guard seen.contains(where: { $0.lowercased() == asked.lowercased() }) else {
            throw .unexpected("an answer about \(seen.last ?? "nothing") where \(asked) was asked for")
        }
    }

    private static func place(_ context: DecodingError.Context) -> String {
        let path = context.codingPath.map { $0.intValue.map { "[\($0)]" } ?? $0.stringValue }.joined(separator: ".")
        return path.isEmpty ? "the body" : "\"\(path)\""
    }

    /// Graph's times have up to seven fractional digits, or none.
    public static func date(_ text: String) -> Date? {
        var whole = text
        if let dot = text.firstIndex(of: "."), let end = text[dot...].firstIndex(where: { "Z+-".contains($0) }) {
            whole.removeSubrange(dot..<end)
        }
        // Beyond all calendars no difference can be counted.
        guard let date = try? Date(whole, strategy: .iso8601), abs(date.timeIntervalSince1970) <= OutsideTime.last
        else {
            return nil
        }
        return date
    }
}
