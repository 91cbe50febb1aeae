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

    /// One request's answer inside a batch's.
    private struct Item {
        let id: String
        let status: Int
        let headers: [String: String]
        /// Its JSON, to be decoded by somebody who knows its type.
        let body: Data

        /// - Returns: nil if it isn't one.
        init?(_ object: [String: Any]) {
            guard let id = object["id"] as? String, let status = object["status"] as? Int else { return nil }
            self.id = id
            self.status = status
            headers = object["headers"] as? [String: String] ?? [:]
            switch object["body"] {
            case nil, is NSNull: body = Data()
            case let value?:
                guard let data = try? JSONSerialization.data(withJSONObject: value, options: .fragmentsAllowed) else {
                    return nil
                }
                body = data
            }
        }
    }

    /// Not by `Decodable`: a type for any JSON tries each kind at each value, and with every level that takes longer.
    /// - Returns: nil if it isn't a batch's answer.
    private static func items(_ data: Data) -> [Item]? {
        // `JSONSerialization` drops a byte order mark that a text begins with, which would make two names one. When each is
        // read alone, by `JSONDecoder`, the mark stays.
        if data.range(of: Data([0xEF, 0xBB, 0xBF])) != nil || data.range(of: Data(#"\ufeff"#.utf8)) != nil
            || data.range(of: Data(#"\uFEFF"#.utf8)) != nil
        {
            return nil
        }
        guard let answer = try? JSONSerialization.jsonObject(with: data) as? [String: Any],
            let responses = answer["responses"] as? [[String: Any]]
        else { return nil }
        let items = responses.compactMap(Item.init)
        return items.count == responses.count ? items : nil
    }

    /// - Returns: a reply per path in their order, or nil if the answer isn't a batch's. The service promises no order
    ///   and may leave one out; what is left out is a fault of its own.
    static func replies(_ data: Data, to paths: [GraphPath], _ outer: Exchange) -> [GraphReply]? {
        guard let items = items(data) else { return nil }
        let byID = Dictionary(items.map { ($0.id, $0) }) { first, _ in first }
        return paths.enumerated().map { index, path in
            guard let item = byID[String(index + 1)] else {
                return GraphReply.failed("/v1.0\(path)", .unexpected("the batch's answer leaves a request out"))
            }
            let header = { (name: String) in
                item.headers.first { $0.key.caseInsensitiveCompare(name) == .orderedSame }?.value
            }
            return GraphReply(
                exchange: Exchange(
                    method: "GET", path: "/v1.0\(path)", status: item.status,
                    requestID: header("request-id") ?? outer.requestID, milliseconds: outer.milliseconds),
                result: GraphAnswer.read(status: item.status, header: header, body: item.body))
        }
    }
}
