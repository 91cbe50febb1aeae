/// What a check came to. Only `passed` opens a gate; whatever went wrong on the way there is `unknown`.
public enum Verdict: Hashable, Sendable {
    case passed
    case failed([Finding])
    case unknown(Obstacle)

    /// `passed`, `failed` or `unknown`: the word in JSON and on screens.
    public var word: String {
        switch self {
        case .passed: "passed"
        case .failed: "failed"
        case .unknown: "unknown"
        }
    }

    public var isPassed: Bool { self == .passed }
}

/// One property that isn't as it must be, told to an admin.
public struct Finding: Hashable, Sendable, Codable {
    public let property: String
    /// What was seen and what was wanted, as a sentence.
    public let message: String
    /// What to click.
    public let remedy: String

    public init(property: String, message: String, remedy: String) {
        self.property = property
        self.message = message
        self.remedy = remedy
    }
}

/// Why something could not be checked, and what to do about that.
public struct Obstacle: Hashable, Sendable, Codable {
    public let reason: String
    public let remedy: String

    public init(reason: String, remedy: String) {
        self.reason = reason
        self.remedy = remedy
    }
}

extension Verdict: Codable {
    private enum Key: String, CodingKey {
        case verdict, findings, reason, remedy
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        switch try container.decode(String.self, forKey: .verdict) {
        case "passed": self = .passed
        case "failed": self = .failed(try container.decode([Finding].self, forKey: .findings))
        case "unknown":
            self = .unknown(
                Obstacle(
                    reason: try container.decode(String.self, forKey: .reason),
                    remedy: try container.decode(String.self, forKey: .remedy)))
        case let word:
            throw DecodingError.dataCorruptedError(
                forKey: .verdict, in: container, debugDescription: "there is no verdict \"\(word)\"")
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(word, forKey: .verdict)
        switch self {
        case .passed: break
        case .failed(let findings): try container.encode(findings, forKey: .findings)
        case .unknown(let obstacle):
            try container.encode(obstacle.reason, forKey: .reason)
            try container.encode(obstacle.remedy, forKey: .remedy)
        }
    }
}
