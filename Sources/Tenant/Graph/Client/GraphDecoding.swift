import Foundation
import Sameness

/// Decodes a service's JSON and says in words what was not as documented.
public enum GraphDecoding {
    /// - Parameter service: who sent it, for the words of the fault.
    public static func decode<T: Decodable>(
        _ type: T.Type, from data: Data, of service: String = "Graph"
    ) -> Result<T, TenantFault> {
        do {
            return .success(try JSONDecoder().decode(type, from: data))
        } catch {
            return .failure(fault(error, from: service))
        }
    }

    /// - Parameters:
    ///   - thing: the object that can't be read, where its name is known.
    ///   - service: who sent it.
    static func fault(_ error: any Error, of thing: String? = nil, from service: String = "Graph") -> TenantFault {
        let whose = thing.map { " of \($0)" } ?? ""
        return switch error {
        case let fault as TenantFault: fault
        case DecodingError.typeMismatch(let expected, let context):
            .unexpected("\(place(context))\(whose) isn't of type \(expected)", from: service, about: thing)
        case DecodingError.valueNotFound(_, let context):
            .unexpected("\(place(context))\(whose) is null", from: service, about: thing)
        case DecodingError.keyNotFound(let key, _):
            .unexpected("\"\(key.stringValue)\"\(whose) is missing", from: service, about: thing)
        default: .unexpected("the body is not whole JSON", from: service)
        }
    }

    /// An answer about something other than what was asked for is no answer.
    /// - Parameter seen: names of what the answer is about; the last is how people name it.
    public static func isAbout(_ asked: String, _ seen: String...) throws(TenantFault) {
        guard seen.contains(where: { DomainName.foldedAddress($0) == DomainName.foldedAddress(asked) }) else {
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
