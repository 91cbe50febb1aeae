import Escaping
import Foundation
import HTTPTransport

/// Why PingOne gave no answer, or refused.
public enum PingOneFault: Error, Hashable, Sendable {
    /// - Parameters:
    ///   - details: each "field: what is wrong with it".
    ///   - id: by which support finds the request.
    case refused(status: Int, code: String, message: String, id: String?)
    case throttled(retryAfter: Int?)
    case unexpected(String)
    case transport(HTTPFailure)

    public var explanation: Explanation? {
        switch self {
        case .refused(_, let code, let message, _):
            // PingOne hands on what Microsoft said to it.
            SignInCode.found(in: message) == nil
                ? Explanation.of(.pingOne, code) : Explanation.of(.pingOne, "test_connection")
        case .throttled: Explanation.of(.pingOne, "REQUEST_LIMITED")
        case .transport(let failure): Explanation.of(.transport, failure.name)
        case .unexpected: nil
        }
    }

    /// The code that Microsoft refused PingOne with.
    private var signInCode: String? {
        if case .refused(_, _, let message, _) = self { SignInCode.found(in: message) } else { nil }
    }

    public var reason: String { SecretText.masked(words, secrets: SentSecrets.all) }

    private var words: String {
        switch self {
        case .refused(let status, let code, let message, let id):
            "PingOne refused (\(status) \(code)): \(message)" + (id.map { " (id \($0))" } ?? "")
                + (explanation.map { " \($0.meaning)" } ?? "")
                + (signInCode.flatMap { Explanation.of(.signIn, $0) }.map { " Microsoft's reason: \($0.meaning)" } ?? "")
        case .throttled(let seconds):
            "PingOne is throttling requests (429)"
                + (seconds.map { ", and asks to wait \(RetryAfter.words($0))." } ?? ".")
        case .unexpected(let detail): "The answer isn't what PingOne documents: \(detail)"
        case .transport(let failure): failure == .cancelled ? "Cancelled." : "No answer: \(failure)."
        }
    }

    public var remedy: String {
        if let code = signInCode {
            let remedy = Explanation.of(.signIn, code)?.remedy ?? "Microsoft explains it: \(SignInCode.page(code))."
            return "\(remedy) Then in PingOne: \(explanation?.remedy ?? "Test Connection.")"
        }
        return explanation?.remedy ?? unexplained
    }

    private var unexplained: String {
        switch self {
        case .refused: "Read PingOne's words above; its support finds the request by the id."
        case .unexpected: "A proxy or a captive portal may have answered instead. Check the network, then check again."
        case .throttled, .transport: "Check again; if it stays, look at the network."
        }
    }

    /// As retries see it.
    var asTenantFault: TenantFault {
        switch self {
        case .refused(let status, let code, let message, let id):
            status >= 500
                ? .unavailable(status: status, requestID: id) : .refused(status: status, code: code, message: message)
        case .throttled(let seconds): .throttled(retryAfter: seconds)
        case .unexpected(let detail): .unexpected(detail, from: "PingOne")
        case .transport(let failure): .transport(failure)
        }
    }

    private struct APIError: Decodable {
        struct Detail: Decodable {
            let target: String?
            let message: String?
        }
        let id: String?
        let code: String?
        let message: String?
        let details: [Detail]?
    }

    private struct OAuthError: Decodable {
        let error: String
        let errorDescription: String?

        private enum CodingKeys: String, CodingKey {
            case error
            case errorDescription = "error_description"
        }
    }

    static func read(_ response: HTTPResponse) -> PingOneFault {
        if response.status == 429 { return .throttled(retryAfter: RetryAfter.seconds(response)) }
        if let error = try? JSONDecoder().decode(APIError.self, from: response.body), let code = error.code {
            let details = (error.details ?? []).compactMap { detail in
                detail.message.map { "\(detail.target ?? "?"): \($0)" }
            }
            let message = ([error.message ?? "no message"] + details).joined(separator: " · ")
            return .refused(status: response.status, code: code, message: message, id: error.id)
        }
        if let error = try? JSONDecoder().decode(OAuthError.self, from: response.body) {
            return .refused(
                status: response.status, code: error.error, message: error.errorDescription ?? "no description", id: nil
            )
        }
        if response.status >= 500 {
            return .refused(status: response.status, code: "UNEXPECTED_ERROR", message: "no message", id: nil)
        }
        let type = response.header("Content-Type") ?? "no content type"
        return .unexpected("status \(response.status) with \(type)")
    }
}
