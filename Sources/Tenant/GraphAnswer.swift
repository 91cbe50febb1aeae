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

    static func read(_ response: HTTPResponse) -> Result<Data, TenantFault> {
        if response.status == 204 { return .success(Data()) }
        guard (200..<300).contains(response.status) else { return .failure(fault(response)) }
        if let fault = notJSON(response) { return .failure(fault) }
        return .success(response.body)
    }

    private static func fault(_ response: HTTPResponse) -> TenantFault {
        if response.status == 429 {
            return .throttled(retryAfter: response.header("Retry-After").flatMap { Int($0) })
        }
        if response.status >= 500 {
            return .unavailable(status: response.status, requestID: response.header("request-id"))
        }
        guard let body = try? JSONDecoder().decode(ErrorBody.self, from: response.body) else {
            return notJSON(response) ?? .unexpected("status \(response.status) without an error that Graph would send")
        }
        let message = body.error.message ?? "no message"
        switch response.status {
        case 401: return .unauthorized(message)
        case 403: return .forbidden(code: body.error.code, message: message)
        case 404: return .notFound(message)
        default: return .refused(status: response.status, code: body.error.code, message: message)
        }
    }

    private static func notJSON(_ response: HTTPResponse) -> TenantFault? {
        let type = response.header("Content-Type") ?? "no content type"
        if type.lowercased().contains("json") { return nil }
        return .unexpected("status \(response.status) with \(type) instead of JSON")
    }
}
