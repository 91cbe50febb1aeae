import Foundation

/// What became of the last switch of a domain, and of everything that was sent to it before: the lock's other half, of
/// `GateKeeper`'s rank and as pure. Both directions, Lockstep's own hand and a person's commands, and whoever asks, are
/// judged here and nowhere else.
///
/// Evidence makes an outcome certain: a definite refusal, a configuration that can be read, our own entry in the directory
/// audit log; time alone only after `SwitchTimes.settled`, and only with a reading from after it.
public enum Aftermath: Hashable, Sendable {
    /// Nothing was ever sent.
    case nothingSent
    /// Something was sent that may have taken effect, or may yet.
    case notKnown(Doubt)
    /// Federated, as the plan means it.
    case asMeant(SwitchHistory.Federation)
    /// Federated, and not as the plan means it.
    case otherwise(SwitchHistory.Federation)
    /// Federated, without a configuration that could be read, or by one that lacks what people sign in by.
    case unread(SwitchHistory.Federation)
    /// Managed for certain: nothing that was sent has taken effect, or can.
    case managed(Because, readAt: Date)
    /// Refused before any effect, and not read since.
    case refused(words: String, at: Date)
    /// Managed again by a removal of ours, read back.
    case rolledBack(at: Date)
    /// It was federated, nobody of ours removed that, and it reads managed.
    case reverted(Revert)

    /// Why nothing can come any more of what was sent.
    public enum Because: Hashable, Sendable {
        case refused(words: String)
        /// All its time is over.
        case timeOver
    }

    /// Sendings whose outcome nobody knows yet.
    public struct Doubt: Hashable, Sendable {
        public let direction: Sending.Direction
        /// What is not known, in the order in which it was sent; never empty.
        public let sendings: [Sending]
        public let directory: DomainSighting?
        public let signIn: DomainSighting?

        public var last: Sending { sendings[sendings.count - 1] }
        /// The audit log has it: it took effect, and doesn't show yet.
        public var isAudited: Bool { sendings.contains { $0.auditedAt != nil } }
        /// From when on the domain, if it can be read, shows what became of all of it.
        public var settledBy: Date { sendings.map(\.settledBy).max() ?? last.settledBy }
        /// Until when commands work that a person was given; nil for none.
        public var commandsUntil: Date? { sendings.compactMap(\.commandsUntil).max() }
    }

    /// A federation that no longer reads so, and that nobody of ours removed.
    public struct Revert: Hashable, Sendable {
        public let federation: SwitchHistory.Federation
        /// When it was first read as managed.
        public let since: Date
        /// Whether no lagging copy can have answered.
        public let isCertain: Bool
        public let foreign: SwitchHistory.ForeignSwitch?
    }

    /// Whether the session's domain is federated as it was meant, by the last reading.
    public var isAsMeant: Bool { if case .asMeant = self { true } else { false } }
    public var isNotKnown: Bool { if case .notKnown = self { true } else { false } }

    /// Whether it was federated, and is managed again for certain.
    public var isTakenBack: Bool {
        switch self {
        case .rolledBack: true
        case .reverted(let revert): revert.isCertain
        case .nothingSent, .notKnown, .asMeant, .otherwise, .unread, .managed, .refused: false
        }
    }

    /// Whether looking again may say more.
    public var isWorthLooking: Bool {
        switch self {
        case .notKnown, .unread: true
        case .reverted(let revert): !revert.isCertain
        case .nothingSent, .asMeant, .otherwise, .managed, .refused, .rolledBack: false
        }
    }

    /// Whether something was sent that isn't known to have come to nothing, and nobody of ours took it back.
    public var isPastSwitch: Bool {
        switch self {
        case .nothingSent, .managed, .refused, .rolledBack: false
        case .notKnown, .asMeant, .otherwise, .unread, .reverted: true
        }
    }

    /// The decision.
    public static func decide(_ history: SwitchHistory) -> Aftermath {
        func doubt(_ direction: Sending.Direction) -> Aftermath {
            .notKnown(
                Doubt(
                    direction: direction, sendings: direction == .remove ? history.openRemovals : history.openSwitches,
                    directory: history.directory, signIn: history.signIn))
        }
        // What a file tells of is never said in place of what was sent from here.
        if history.openSwitches.contains(where: { !$0.isForeign }), history.openRemovals.allSatisfy(\.isForeign),
            history.federation == nil
        {
            return doubt(.federate)
        }
        if !history.openRemovals.isEmpty { return doubt(.remove) }
        if let federation = history.federation {
            guard let since = history.managedSince else { return standing(federation) }
            // Something was sent after somebody had set it back, and doesn't show.
            if !history.openSwitches.isEmpty { return doubt(.federate) }
            return .reverted(
                Revert(
                    federation: federation, since: since, isCertain: history.isRevertCertain, foreign: history.foreign))
        }
        if !history.openSwitches.isEmpty { return doubt(.federate) }
        guard let last = history.sendings.last else { return .nothingSent }
        return ended(last, history)
    }

    private static func standing(_ federation: SwitchHistory.Federation) -> Aftermath {
        if federation.seen.isAsMeant { return .asMeant(federation) }
        return federation.seen.differences.isEmpty
            ? .unread(federation) : .otherwise(federation)
    }

    /// Nothing is open, and no federation stands.
    private static func ended(_ last: Sending, _ history: SwitchHistory) -> Aftermath {
        if last.direction == .remove, case .took(let seen) = last.fate { return .rolledBack(at: seen) }
        let words = last.answer?.words ?? ""
        guard let read = history.directory, !read.isFederated, last.isReadSince else {
            return .refused(words: words, at: last.answeredAt ?? last.at)
        }
        return .managed(last.fate == .refused ? .refused(words: words) : .timeOver, readAt: read.time)
    }
}

extension Aftermath {
    /// Which of them it is, whatever it rests on: when this changes, something has become known.
    public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
        case nothingSent, notKnown, removalNotKnown, asMeant, otherwise, unread, managed, refused, rolledBack, reverted
        case readsManaged
    }

    public var kind: Kind {
        switch self {
        case .nothingSent: .nothingSent
        case .notKnown(let doubt): doubt.direction == .remove ? .removalNotKnown : .notKnown
        case .asMeant: .asMeant
        case .otherwise: .otherwise
        case .unread: .unread
        case .managed: .managed
        case .refused: .refused
        case .rolledBack: .rolledBack
        case .reverted(let revert): revert.isCertain ? .reverted : .readsManaged
        }
    }
}
