import Foundation
import HTTPTypes
import Hummingbird

/// The shapes that answers come in: Graph's at Graph, Entra's at sign-in, JSON at both.
enum ResponseShapes {
    static func json(_ status: Int, _ json: JSON, headers: HTTPFields = [:]) -> Response {
        var headers = identified(headers)
        headers[.contentType] = "application/json; charset=utf-8"
        return Response(
            status: .init(code: status), headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: json.bytes())))
    }

    static func reply(_ reply: Reply) -> Response {
        if let text = reply.text {
            var headers = identified([:])
            headers[.contentType] = reply.type ?? "text/plain"
            return Response(
                status: .init(code: reply.status), headers: headers, body: .init(byteBuffer: ByteBuffer(string: text)))
        }
        guard let json = reply.json else {
            return Response(status: .init(code: reply.status), headers: identified([:]))
        }
        var response = self.json(reply.status, json)
        if let type = reply.type { response.headers[.contentType] = type }
        return response
    }

    /// An error as Graph sends it.
    /// - Parameter client: the client's own name for its request.
    static func graphError(_ error: ServiceError, now: Date, client: String? = nil) -> Response {
        let id = Identifiers.new()
        var headers: HTTPFields = [.requestID: id]
        if let retryAfter = error.retryAfter { headers[.retryAfter] = String(retryAfter) }
        return json(error.status, graphErrorBody(error, id: id, now: now, client: client), headers: headers)
    }

    static func graphErrorBody(_ error: ServiceError, id: String, now: Date, client: String? = nil) -> JSON {
        // Graph's innerError.date has no zone.
        let time = now.formatted(.iso8601.year().month().day().time(includingFractionalSeconds: false))
        return [
            "error": [
                "code": .string(error.code), "message": .string(error.message),
                "innerError": [
                    "date": .string(time), "request-id": .string(id), "client-request-id": .string(client ?? id),
                ],
            ]
        ]
    }

    static func refusal(_ refusal: SignInRefusal, now: Date) -> Response {
        signInError(
            refusal.status, refusal.error, code: refusal.code, description: refusal.description,
            suberror: refusal.suberror, now: now)
    }

    /// An error as Entra sends it: `error` is a text, or clients break on it.
    static func signInError(
        _ status: Int, _ error: String, code: Int, description: String, suberror: String? = nil, now: Date
    ) -> Response {
        let trace = Identifiers.new()
        let correlation = Identifiers.new()
        let time = now.formatted(.iso8601.dateTimeSeparator(.space))
        var body: JSON = [
            "error": .string(error),
            "error_description": .string(
                "\(description)\r\nTrace ID: \(trace)\r\nCorrelation ID: \(correlation)\r\nTimestamp: \(time)"),
            "error_codes": [.int(code)], "timestamp": .string(time), "trace_id": .string(trace),
            "correlation_id": .string(correlation),
            "error_uri": .string("https://login.microsoftonline.com/error?code=\(code)"),
        ]
        if let suberror { body["suberror"] = .string(suberror) }
        return json(status, body)
    }

    private static func identified(_ headers: HTTPFields) -> HTTPFields {
        var headers = headers
        if headers[.requestID] == nil {
            let id = Identifiers.new()
            headers[.requestID] = id
            headers[.clientRequestID] = id
        }
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
    static let clientRequestID = HTTPField.Name("client-request-id") ?? .eTag
    /// Which command of the Azure CLI asks.
    static let commandName = HTTPField.Name("CommandName") ?? .eTag
}
