import Foundation

/// The body of a `$batch` of reads, and what comes back.
///
/// Microsoft Graph: "Combine multiple HTTP requests using JSON batching".
enum GraphBatch {
    static let maximum = 20

    struct Request: Encodable {
        struct Item: Encodable {
            let id: String
            let method = "GET"
            /// Relative to the version.
            let url: String
            let headers: [String: String]?

            private enum CodingKeys: String, CodingKey {
                case id, method, url, headers
            }
        }

        let requests: [Item]

        init(_ paths: [GraphPath]) {
            requests = paths.enumerated().map { index, path in
                Item(
                    id: String(index + 1), url: path.description,
                    headers: path.isEventual ? ["ConsistencyLevel": "eventual"] : nil)
            }
        }
    }

    private struct Answer: Decodable {
        struct Item: Decodable {
            let id: String
            let status: Int
            let headers: [String: String]?
            let body: RawJSON?
        }
        let responses: [Item]
    }

    /// - Returns: a reply per path in their order, or nil if the answer isn't a batch's. The service promises no order
    ///   and may leave one out; what is left out is a fault of its own.
    static func replies(_ data: Data, to paths: [GraphPath], _ outer: Exchange) -> [GraphReply]? {
        guard let answer = try? JSONDecoder().decode(Answer.self, from: data) else { return nil }
        let byID = Dictionary(answer.responses.map { ($0.id, $0) }) { first, _ in first }
        return paths.enumerated().map { index, path in
            guard let item = byID[String(index + 1)] else {
                return GraphReply.failed("/v1.0\(path)", .unexpected("the batch's answer leaves a request out"))
            }
            let header = { (name: String) in
                item.headers?.first { $0.key.caseInsensitiveCompare(name) == .orderedSame }?.value
            }
            return GraphReply(
                exchange: Exchange(
                    method: "GET", path: "/v1.0\(path)", status: item.status,
                    requestID: header("request-id") ?? outer.requestID, milliseconds: outer.milliseconds),
                result: GraphAnswer.read(status: item.status, header: header, body: item.body?.data ?? Data()))
        }
    }
}

/// Any JSON, kept to be decoded by somebody who knows its type.
struct RawJSON: Decodable {
    let data: Data

    init(from decoder: any Decoder) throws {
        data = try JSONEncoder().encode(try Value(from: decoder))
    }

    private indirect enum Value: Codable {
        case null
        case bool(Bool)
        case int(Int)
        case double(Double)
        case text(String)
        case list([Value])
        case object([String: Value])

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if container.decodeNil() {
                self = .null
            } else if let value = try? container.decode(Bool.self) {
                self = .bool(value)
            } else if let value = try? container.decode(Int.self) {
                self = .int(value)
            } else if let value = try? container.decode(Double.self) {
                self = .double(value)
            } else if let value = try? container.decode(String.self) {
                self = .text(value)
            } else if let value = try? container.decode([Value].self) {
                self = .list(value)
            } else {
                self = .object(try container.decode([String: Value].self))
            }
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            switch self {
            case .null: try container.encodeNil()
            case .bool(let value): try container.encode(value)
            case .int(let value): try container.encode(value)
            case .double(let value): try container.encode(value)
            case .text(let value): try container.encode(value)
            case .list(let values): try container.encode(values)
            case .object(let members): try container.encode(members)
            }
        }
    }
}
