/// Why no whole answer came. An answer with an error status is an `HTTPResponse`, not a failure.
public enum HTTPFailure: Error, Hashable, Sendable, CustomStringConvertible {
    case badURL(String)
    /// The host's name could not be resolved.
    case unresolved(String)
    /// Nobody accepted the connection.
    case unreachable(String)
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
        case .tls(let detail): "no trusted TLS connection (\(detail))"
        case .timedOut(let detail): "no answer in time (\(detail))"
        case .interrupted(let detail): "the connection was cut off (\(detail))"
        case .tooLarge(let limit): "the answer is larger than \(limit / 1_048_576) MiB"
        case .cancelled: "cancelled"
        case .other(let detail): "the request failed (\(detail))"
        }
    }
}
