import Foundation

/// Something that goes wrong on purpose: which requests it meets, and what becomes of them.
public struct Fault: Sendable {
    /// What a fault does to a request.
    public enum Effect: Sendable, Equatable {
        /// An error status in the service's own shape, with Retry-After in seconds where given.
        case status(Int, retryAfter: Int? = nil)
        /// The answer comes so many milliseconds late, give or take the jitter.
        case delay(milliseconds: Int, jitter: Int = 0)
        /// The request waits so many milliseconds before it takes effect, and takes it even if whoever sent it is gone.
        case hold(milliseconds: Int)
        /// Graph answers at once as if the request took effect, which shows only so many simulated seconds later.
        case late(TimeInterval)
        /// The body ends in the middle, as a whole answer.
        case truncatedBody
        /// The connection ends in the middle of the body.
        case reset
        /// JSON of another type than documented.
        case wrongType
        /// A page such as a captive portal sends.
        case html
        /// The request takes effect, and the answer says this error all the same.
        case failureAfterEffect(status: Int = 500)
        /// A read answers as things were so many simulated seconds ago: a replica that lags behind.
        case staleRead(lag: TimeInterval)
        /// A page after the first begins with the last object of the one before, once more.
        case repeatedObject
        /// A page after the first was asked for too late: Directory_ExpiredPageToken.
        case expiredPage
        /// A read shows one object with values that don't belong there.
        case odd(OddObject)

        /// Whether it means the pages after a list's first alone: those that are asked for by a token.
        var isOfLaterPages: Bool { self == .repeatedObject || self == .expiredPage }

        /// Whether it means reads alone.
        var isOfReads: Bool { if case .odd = self { true } else { isOfLaterPages } }
    }

    /// What the log and the trainer call it.
    public var id: String
    /// nil for any.
    public var method: String?
    public var path: PathPattern
    /// The application that asks, by its display name or id; nil for any.
    public var client: String?
    /// Whether only requests inside a batch are met, or only those outside; nil for both.
    public var insideBatch: Bool?
    /// The first matching request that it meets, counted from 1.
    public var from: Int
    /// How many requests it meets.
    public var times: Int
    /// How likely it meets one of them, 0 to 1; the draws follow from the tenant's seed.
    public var probability: Double
    /// Simulated seconds since the tenant began, between which it is active.
    public var after: TimeInterval?
    public var until: TimeInterval?
    public var effect: Effect

    public init(
        id: String = "fault", method: String? = nil, path: PathPattern, client: String? = nil,
        insideBatch: Bool? = nil, from: Int = 1, times: Int = .max, probability: Double = 1,
        after: TimeInterval? = nil, until: TimeInterval? = nil, effect: Effect
    ) {
        self.id = id
        self.method = method
        self.path = path
        self.client = client
        self.insideBatch = insideBatch
        self.from = from
        self.times = times
        self.probability = probability
        self.after = after
        self.until = until
        self.effect = effect
    }

    /// - Parameter pathPrefix: of the path with version: `/v1.0/domains`.
    public init(method: String? = nil, pathPrefix: String, effect: Effect, times: Int = .max) {
        self.init(method: method, path: PathPattern(pathPrefix), times: times, effect: effect)
    }

    /// In one line, as the trainer reads it.
    public var summary: String {
        var parts = ["\(method ?? "any") \(path.text)", effect.summary]
        if let client { parts.append("from \(client)") }
        if let insideBatch { parts.append(insideBatch ? "inside batches" : "outside batches") }
        if from > 1 { parts.append("from request \(from) on") }
        if times < .max { parts.append(times == 1 ? "once" : "\(times) times") }
        if probability < 1 { parts.append("with probability \(probability)") }
        return parts.joined(separator: ", ")
    }
}

extension Fault.Effect {
    var summary: String {
        switch self {
        case .status(let status, nil): "answers \(status)"
        case .status(let status, let seconds?): "answers \(status) with Retry-After \(seconds)"
        case .delay(let milliseconds, 0): "\(milliseconds) ms late"
        case .delay(let milliseconds, let jitter): "\(milliseconds)±\(jitter) ms late"
        case .hold(let milliseconds): "takes effect \(milliseconds) ms late, even if nobody waits for it"
        case .late(let seconds): "answers at once and takes effect \(Int(seconds)) s later"
        case .truncatedBody: "half a body"
        case .reset: "connection reset"
        case .wrongType: "unexpected JSON"
        case .html: "a web page instead of JSON"
        case .failureAfterEffect(let status): "takes effect and answers \(status)"
        case .staleRead(let lag): "answers as of \(Int(lag)) s ago"
        case .repeatedObject: "the next page repeats the last object"
        case .expiredPage: "the next page's token has expired"
        case .odd(let odd): odd.summary
        }
    }
}
