import Foundation

/// Limits and trust of a client. Verification of the server's certificate can't be switched off.
public struct HTTPConfiguration: Sendable {
    /// Whose certificates count.
    public enum Trust: Sendable {
        /// The system's certificate authorities.
        case system
        /// Only these authorities, PEM.
        case anchors(Data)
    }

    /// Whether a proxy is used.
    public enum Proxy: Sendable {
        /// As `https_proxy`, `no_proxy` and their kin say.
        case environment
        /// Straight to the server.
        case none
    }

    public var trust = Trust.system
    public var proxy = Proxy.environment
    /// Seconds until a connection stands, TLS included.
    public var connectTimeout = 10.0
    /// Seconds until the whole answer is there.
    public var totalTimeout = 60.0
    /// Seconds for which less than one byte a second may arrive.
    public var idleTimeout = 20
    /// Bytes of a body, after decompression.
    public var maximumBody = 64 * 1_048_576
    /// Bytes of all headers of one answer.
    public var maximumHeaders = 256 * 1024
    public var userAgent = "Lockstep"

    public init() {}
}
