import Foundation

/// One request that changes how a domain's people sign in, as it was sent, or given to a person as commands.
public struct Sending: Hashable, Sendable {
    /// Which way it was to go.
    public enum Direction: String, Hashable, Sendable, Codable {
        /// Managed to federated.
        case federate
        /// Federated to managed.
        case remove
    }

    /// What is known of its effect.
    public enum Fate: Hashable, Sendable {
        /// It may have taken effect, or may yet.
        case open
        /// Its effect was seen.
        case took(seen: Date)
        /// It was refused before any effect, or could not be sent.
        case refused
        /// Its whole time is over, and the domain was read without its effect.
        case timeOver
    }

    public let direction: Direction
    public let session: String
    public let attempt: String
    public let domain: String
    public let who: Person
    /// When it was written down, a moment before it left.
    public let at: Date
    /// Until when commands work that a person was given; nil where Lockstep sent it.
    public let commandsUntil: Date?
    /// What it sends, as `PlanSeal.content`; nil where it isn't known.
    public let content: String?
    /// The `client-request-id` that went along.
    public let requestID: String?
    /// Of the configuration that a removal removes, where it could be read.
    public let configurationID: String?
    public internal(set) var answer: SwitchAnswer?
    public internal(set) var answeredAt: Date?
    /// The directory audit log has it, as done.
    public internal(set) var auditedAt: Date?
    /// Whether the directory was read since it was answered, or, while no answer is known, since it was sent. By the
    /// order of the events, not by clocks.
    public internal(set) var isReadSince = false
    public internal(set) var fate = Fate.open
    /// It is told of by a file that was taken in.
    public internal(set) var isForeign = false

    public var isByHand: Bool { commandsUntil != nil }
    public var isOpen: Bool { fate == .open }

    /// Of a removal: a later one was answered that there is nothing of it any more.
    var isConfirmedGone = false

    /// The service said that it was done.
    var isDone: Bool { answer?.kind == .accepted || auditedAt != nil || isConfirmedGone }

    /// The last moment at which it may have left.
    var leftBy: Date { commandsUntil ?? answeredAt ?? at }

    /// From when on the domain, if it can be read, shows whether it took effect.
    public var settledBy: Date { leftBy.addingTimeInterval(SwitchTimes.journey + SwitchTimes.settled) }

    /// From when on the time counts that must lie between two switches; nil if it needs none.
    var rest: Date? {
        switch fate {
        // What exists was switched by somebody; perhaps by this very one, which arrived twice.
        case .refused: answer?.kind == .exists ? answeredAt : nil
        // A clock that says it was seen before it was sent is wrong.
        case .took(let seen) where isByHand && seen >= at: min(seen, leftBy)
        case .took, .open, .timeOver: max(leftBy, at)
        }
    }
}
