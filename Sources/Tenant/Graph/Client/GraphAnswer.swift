import Foundation
import HTTPTransport

/// Reads Graph's answers: a body of JSON, or an error in Graph's shape.
enum GraphAnswer {
    private struct ErrorBody: Decodable {
        struct Detail: Decodable {
            let code: String
            let message: String?
        }
        let error: Detail
    }

    /// - Parameter service: who sent it, for the words of the fault.
    static func read(_ response: HTTPResponse, of service: String = "Graph") -> Result<Data, TenantFault> {
        read(status: response.status, header: { response.header($0) }, body: response.body, of: service)
    }

    /// - Parameter header: looks a header up, letter case aside.
    static func read(
        status: Int, header: (String) -> String?, body: Data, of service: String = "Graph"
    ) -> Result<Data, TenantFault> {
        if status == 204 { return .success(Data()) }
        guard (200..<300).contains(status) else { return .failure(fault(status, header, body, service)) }
        if let fault = notJSON(status, header, body, service) { return .failure(fault) }
        return .success(body)
    }

    private static func fault(
        _ status: Int, _ header: (String) -> String?, _ body: Data, _ service: String
    ) -> TenantFault {
        if status == 429 {
            let text = header("Retry-After")
            return .throttled(retryAfter: text.flatMap { RetryAfter.seconds($0, serverDate: header("Date")) })
        }
        // 501 says that it can't be done at all: waiting won't help.
        if status >= 500, status != 501 { return .unavailable(status: status, requestID: header("request-id")) }
        guard let error = try? JSONDecoder().decode(ErrorBody.self, from: body).error else {
            return notJSON(status, header, body, service)
                ?? .unexpected("status \(status) without an error that \(service) would send", from: service)
        }
        let message = error.message ?? "no message"
        switch status {
        case 401: return .unauthorized(message)
        case 403: return .forbidden(code: error.code, message: message)
        case 404: return .notFound(code: error.code, message: message)
        default: return .refused(status: status, code: error.code, message: message)
        }
    }

    /// What came instead of JSON, as far as it can be told.
    private static func notJSON(
        _ status: Int, _ header: (String) -> String?, _ body: Data, _ service: String
    ) -> TenantFault? {
        let type = header("Content-Type") ?? "no content type"
        let lowered = type.lowercased()
        if lowered.contains("json") {
            guard let charset = lowered.firstMatch(of: /charset="?([a-z0-9_-]+)/)?.1, charset != "utf-8",
                charset != "us-ascii"
            else { return nil }
            return .unexpected("status \(status) with JSON in \(charset) instead of UTF-8", from: service)
        }
        let words = lowered.contains("html") ? title(body).map { ", titled “\($0)”" } ?? "" : ""
        return .unexpected("status \(status) with \(type)\(words) instead of JSON", from: service)
    }

    /// A web page's title: it often names the portal or the proxy that sent it.
    private static func title(_ body: Data) -> String? {
        let text = String(decoding: body.prefix(16_384), as: UTF8.self)
        guard let found = text.firstMatch(of: /<title[^>]*>([^<]{1,80})/.ignoresCase())?.1 else { return nil }
        let trimmed = found.trimmingCharacters(in: .whitespacesAndNewlines)
        return trimmed.isEmpty ? nil : trimmed
    }
}
