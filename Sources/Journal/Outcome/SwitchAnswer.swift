/// How a service answered what was sent to it to switch a domain.
public struct SwitchAnswer: Hashable, Sendable, Codable {
    /// What an answer means for what was sent.
    public enum Kind: String, Hashable, Sendable, Codable {
        /// 2xx.
        case accepted
        /// Refused before any effect, or never sent: nothing was done by it.
        case refused
        /// Refused because the domain has a federation configuration already.
        case exists
        /// Refused because the configuration that was to be removed isn't there.
        case gone
        /// Anything else: it may have taken effect, or may yet.
        case unclear
    }

    public let kind: Kind
    /// A sentence for people.
    public let words: String
    /// nil when no answer came.
    public let status: Int?
    /// The service's `request-id`.
    public let requestID: String?
    /// Of the federation configuration that was made, where the answer names it.
    public let configurationID: String?

    public init(kind: Kind, words: String, status: Int?, requestID: String?, configurationID: String? = nil) {
        self.kind = kind
        self.words = words
        self.status = status
        self.requestID = requestID
        self.configurationID = configurationID
    }

    /// Whether nothing can come of the request any more.
    var isDefiniteRefusal: Bool { [.refused, .exists, .gone].contains(kind) }
}
