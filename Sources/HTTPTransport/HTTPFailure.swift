import Foundation

/// Why no whole answer came. An answer with an error status is an `HTTPResponse`, not a failure.
public enum HTTPFailure: Error, Hashable, Sendable, CustomStringConvertible {
    case badURL(String)
    /// The host's name could not be resolved.
    case unresolved(String)
    /// Nobody accepted the connection.
    case unreachable(String)
    /// What this environment variable says is no address of a proxy, or one that can be read in two ways.
    case proxyAddress(variable: String)
    /// The proxy itself isn't there.
    case proxyUnreachable(variable: String, String)
    /// The proxy answered, and doesn't let the request through: its status.
    case proxyRefused(variable: String, status: Int, host: String)
    /// A certificate of the server, or of who vouches for it, isn't valid yet by this machine's clock. The host.
    case notYetValid(String)
    /// It isn't valid any more.
    case noLongerValid(String)
    /// The TLS handshake failed or the certificate is not trusted.
    case tls(String)
    /// No whole answer within the limits, in seconds.
    case timedOut(String)
    /// The connection ended before or in the middle of the answer.
    case interrupted(String)
    /// The answer is larger than the limit, in bytes.
    case tooLarge(limit: Int)
    case cancelled
    case other(String)

    public var description: String {
        switch self {
        case .badURL(let detail): "the address can't be used (\(detail))"
        case .unresolved(let detail): "the host's name can't be resolved (\(detail))"
        case .unreachable(let detail): "the server can't be reached (\(detail))"
        case .proxyAddress(let variable): "what \(variable) says isn't an address of a proxy"
        case .proxyUnreachable(let variable, let detail): "the proxy of \(variable) can't be reached (\(detail))"
        case .proxyRefused(let variable, 407, _): "the proxy of \(variable) wants a name and a password (407)"
        case .proxyRefused(let variable, 403, let host):
            "the proxy of \(variable) doesn't let \(host) through (403)"
        case .proxyRefused(let variable, let status, let host):
            "the proxy of \(variable) answered \(status) instead of connecting to \(host)"
        case .notYetValid(let host):
            "a certificate that \(host) shows or rests on isn't valid yet by this machine's clock (\(HTTPFailure.clock))"
        case .noLongerValid(let host):
            "a certificate that \(host) shows or rests on has ended by this machine's clock (\(HTTPFailure.clock))"
        case .tls(let detail): "no trusted TLS connection (\(detail))"
        case .timedOut(let detail): "no answer in time (\(detail))"
        case .interrupted(let detail): "the connection was cut off (\(detail))"
        case .tooLarge(let limit): "the answer is larger than \(limit / 1_048_576) MiB"
        case .cancelled: "cancelled"
        case .other(let detail): "the request failed (\(detail))"
        }
    }

    /// The time when the failure is told, which is when the server was asked.
    private static var clock: String { Date().formatted(.iso8601) }
}
