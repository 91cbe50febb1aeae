import Foundation
import HTTPTypes
import Hummingbird

/// The shapes that answers come in: Graph's at Graph, Entra's at sign-in, JSON at both.
enum ResponseShapes {
    static func json(_ status: Int, _ json: JSON, headers: HTTPFields = [:]) -> Response {
        var headers = identified(headers)
        headers[.contentType] = "application/json; charset=utf-8"
        return Response(
            status: .init(code: status), headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: json.data())))
    }

    static func reply(_ reply: Reply) -> Response {
        if let text = reply.text {
            var headers = identified([:])
            headers[.contentType] = "text/plain"
            return Response(
                status: .init(code: reply.status), headers: headers, body: .init(byteBuffer: ByteBuffer(string: text)))
        }
        guard let json = reply.json else {
            return Response(status: .init(code: reply.status), headers: identified([:]))
        }
        return self.json(reply.status, json)
    }

    /// An error as Graph sends it.
    static func graphError(_ error: ServiceError, now: Date) -> Response {
        let id = Identifiers.new()
        var headers: HTTPFields = [.requestID: id]
        if let retryAfter = error.retryAfter { headers[.retryAfter] = String(retryAfter) }
        return json(error.status, graphErrorBody(error, id: id, now: now), headers: headers)
    }

    static func graphErrorBody(_ error: ServiceError, id: String, now: Date) -> JSON {
        // Graph's innerError.date has no zone.
        let time = now.formatted(.iso8601.year().month().day().time(includingFractionalSeconds: false))
        return [
            "error": [
                "code": .string(error.code), "message": .string(error.message),
                "innerError": [
                    "date": .string(time), "request-id": .string(id), "client-request-id": .string(id),
                ],
            ]
        ]
    }

    /// An error as Entra sends it: `error` is a text, or clients break on it.
    static func signInError(_ status: Int, _ error: String, code: Int, description: String, now: Date) -> Response {
        let trace = Identifiers.new()
        let correlation = Identifiers.new()
        let time = now.formatted(.iso8601.dateTimeSeparator(.space))
        return json(
            status,
            [
                "error": .string(error),
                "error_description": .string(
                    "\(description)\r\nTrace ID: \(trace)\r\nCorrelation ID: \(correlation)\r\nTimestamp: \(time)"),
                "error_codes": [.int(code)], "timestamp": .string(time), "trace_id": .string(trace),
                "correlation_id": .string(correlation),
            ])
    }

    private static func identified(_ headers: HTTPFields) -> HTTPFields {
        var headers = headers
        if headers[.requestID] == nil { headers[.requestID] = Identifiers.new() }
        return headers
    }

    /// `a=1&b=x%20y` as a dictionary; `+` is a space.
    static func parameters(_ text: String) -> [String: String] {
        var parameters: [String: String] = [:]
        for pair in text.split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            func decoded(_ part: Substring) -> String {
                part.replacingOccurrences(of: "+", with: " ").removingPercentEncoding ?? String(part)
            }
            parameters[decoded(parts[0])] = parts.count > 1 ? decoded(parts[1]) : ""
        }
        return parameters
    }

    /// The address that the client used: links lead back to it, or the client would not send its token there.
    static func origin(_ request: Request) -> String { "https://\(request.head.authority ?? "localhost")" }
}

extension HTTPField.Name {
    /// Graph names every answer, so that support can find it.
    static let requestID = HTTPField.Name("request-id") ?? .eTag
    static let consistencyLevel = HTTPField.Name("ConsistencyLevel") ?? .eTag
}
