/// What a verdict rests on. Never holds a secret or a token: paths and properties only.
public struct Evidence: Hashable, Sendable, Codable {
    /// One exchange with a service.
    public struct Request: Hashable, Sendable, Codable {
        public let method: String
        /// Path and query, without host.
        public let path: String
        /// nil when no answer came.
        public let status: Int?
        /// The service's `request-id`, for a support ticket.
        public let requestID: String?
        public let milliseconds: Int

        public init(method: String, path: String, status: Int?, requestID: String?, milliseconds: Int) {
            self.method = method
            self.path = path
            self.status = status
            self.requestID = requestID
            self.milliseconds = milliseconds
        }
    }

    /// A property as it was seen, in words.
    public struct Observation: Hashable, Sendable, Codable {
        public let property: String
        /// The value in words.
        public let seen: String

        public init(property: String, seen: String) {
            self.property = property
            self.seen = seen
        }
    }

    public let requests: [Request]
    public let observations: [Observation]
    public let milliseconds: Int

    public init(requests: [Request], observations: [Observation], milliseconds: Int) {
        self.requests = requests
        self.observations = observations
        self.milliseconds = milliseconds
    }
}
