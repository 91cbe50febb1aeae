import Foundation
import Sameness

/// What was sent to switch one domain, how it was answered, and what has been read since: a fold over the events that
/// tell of it, of one session or of all that share a store. It keeps facts; `Aftermath` says what they mean.
public struct SwitchHistory: Hashable, Sendable {
    /// The domain's name, lowercased.
    public let domain: String
    /// In the order in which they were sent.
    public internal(set) var sendings: [Sending] = []
    /// The federation that stands, as far as it was seen; also while it reads managed again, and nobody of ours removed it.
    public internal(set) var federation: Federation?
    /// Since when it reads managed although a federation was seen that nobody of ours removed.
    public private(set) var managedSince: Date?
    /// Whether that can't be an answer from a copy that lags behind.
    public private(set) var isRevertCertain = false
    /// The directory's last word, and the sign-in service's.
    public private(set) var directory: DomainSighting?
    /// Whether that word is a file's.
    private(set) var isDirectoryForeign = false
    public private(set) var signIn: DomainSighting?
    public private(set) var foreign: ForeignSwitch?
    /// Federation configurations that are gone: who still reads one reads an old copy.
    private var removed: Set<String> = []

    public init(domain: String) { self.domain = DomainName.folded(domain) }

    /// Those that may have taken effect, or may yet.
    public var open: [Sending] { sendings.filter(\.isOpen) }
    public var openSwitches: [Sending] { open.filter { $0.direction == .federate } }
    public var openRemovals: [Sending] { open.filter { $0.direction == .remove } }

    // MARK: - Folding

    /// Goes one event further; events that don't tell of a domain change nothing.
    /// - Parameter isForeign: it came in by a file. What was sent elsewhere may be on its way; what became of what was
    ///   sent from here is not for others to say.
    public mutating func apply(_ event: Event, isForeign: Bool = false) {
        guard let payload = event.payload as? any SwitchPayload, DomainName.folded(payload.domain) == domain,
            !isForeign || payload.mayBeTold(to: self)
        else { return }
        let (before, seen) = (federation, directory)
        payload.fold(into: &self, event, isForeign: isForeign)
        guard isForeign else { return }
        if federation != before { federation?.isForeign = true }
        if directory != seen { isDirectoryForeign = true }
    }

    mutating func take(_ answer: SwitchAnswer, of attempt: String, at time: Date) {
        guard let index = sendings.lastIndex(where: { $0.attempt == attempt }) else { return }
        sendings[index].answer = answer
        sendings[index].answeredAt = time
        sendings[index].isReadSince = false
        // Its effect may have been seen before its answer was written down.
        guard sendings[index].isOpen else { return }
        switch answer.kind {
        case .accepted, .unclear: break
        case .refused: sendings[index].fate = .refused
        case .gone:
            // What isn't there can't be removed: nothing was done by it, and an earlier one that was to remove the same
            // has done it.
            sendings[index].fate = .refused
            for earlier in sendings.indices
            where sendings[earlier].isOpen && sendings[earlier].configurationID == sendings[index].configurationID
                && sendings[index].configurationID != nil
            { sendings[earlier].isConfirmedGone = true }
        case .exists:
            sendings[index].fate = .refused
            // Whatever made that configuration, the domain is federated: an earlier sending of ours has taken effect,
            // or somebody was quicker.
            see(
                .init(configurationID: nil, issuer: nil, differences: [], isOurIssuer: true), at: time,
                isTimed: true, by: nil, isRead: false)
        }
    }

    /// Takes in what the audit log says, whether or not it is written down.
    public mutating func take(_ body: SwitchAudited) {
        guard let at = Event.date(body.at) else { return }
        defer { outdate() }
        guard let attempt = body.attempt else {
            if body.succeeded, at > foreign?.at ?? .distantPast { foreign = ForeignSwitch(by: body.by, at: at) }
            return
        }
        guard let index = sendings.lastIndex(where: { $0.attempt == attempt }) else { return }
        if body.succeeded {
            sendings[index].auditedAt = at
            if sendings[index].direction == .federate { credit(index) }
        } else if sendings[index].isOpen, sendings[index].auditedAt == nil {
            sendings[index].fate = .refused
        }
    }

    /// What the log has as done, and somebody else's change after it, took effect and was changed: it doesn't come any more.
    private mutating func outdate() {
        guard let foreign else { return }
        for index in sendings.indices where sendings[index].isOpen && sendings[index].direction == .federate {
            guard let at = sendings[index].auditedAt, at < foreign.at else { continue }
            sendings[index].fate = .took(seen: at)
            // It stood, and what somebody made of it nobody here has seen.
            federation =
                federation
                ?? Federation(
                    seen: .init(configurationID: nil, issuer: nil, differences: [], isOurIssuer: true),
                    attempt: sendings[index].attempt, since: at, provenSince: at, isRead: false, readAt: at)
        }
    }

    /// Credits a switch that the audit log has as done with the federation that was seen, in place of an earlier one that
    /// was only taken for its maker.
    private mutating func credit(_ index: Int) {
        guard sendings[index].isOpen, let at = sendings[index].auditedAt else { return }
        if let standing = federation, managedSince == nil, standing.attempt != sendings[index].attempt,
            let other = sendings.lastIndex(where: { $0.attempt == standing.attempt && $0.direction == .federate }),
            !sendings[other].isDone
        {
            sendings[other].fate = .open
            sendings[index].fate = .took(seen: standing.readAt)
            federation?.attempt = sendings[index].attempt
        } else if sendings.contains(where: { sent in
            guard case .took = sent.fate else { return false }
            return sent.direction == .remove && sent.at > at
        }) {
            // What it made was removed since.
            sendings[index].fate = .took(seen: at)
        }
    }

    // MARK: - Readings

    /// Takes in what was read, whether or not it is written down.
    public mutating func see(_ sighting: DomainSighting) {
        guard sighting.source == .directory else {
            signIn = sighting
            if sighting.isFederated { federation?.isHandedOver = true }
            return
        }
        if let id = sighting.federation?.configurationID, removed.contains(id) { return }
        directory = sighting
        isDirectoryForeign = false
        dropHearsay(sighting)
        for index in sendings.indices { sendings[index].isReadSince = true }
        if let federation = sighting.federation {
            see(federation, at: sighting.time, isTimed: sighting.isTimed, by: nil)
        } else {
            seeManaged(at: sighting.time, isTimed: sighting.isTimed)
        }
    }

    /// - Parameter attempt: the one that is known to have made it.
    mutating func see(
        _ seen: DomainSighting.Federation, at time: Date, isTimed: Bool = false, by attempt: String?,
        isRead: Bool = true
    ) {
        for index in sendings.indices where sendings[index].isOpen && sendings[index].direction == .remove {
            let sending = sendings[index]
            if sending.isDone, let removes = sending.configurationID, let id = seen.configurationID, removes != id {
                // What it removed is gone, and there is another. Unless it is known to be done, the other may be an
                // older one, from a copy that lags behind.
                sendings[index].fate = .took(seen: time)
                removed.insert(removes)
            } else if isTimed, time >= sendings[index].settledBy {
                sendings[index].fate = .timeOver
            }
        }
        (managedSince, isRevertCertain) = (nil, false)
        let isSame = federation != nil && federation?.seen.configurationID == seen.configurationID
        let maker = attempt ?? (isSame ? federation?.attempt : maker(of: seen)?.attempt)
        if let maker, let index = sendings.lastIndex(where: { $0.attempt == maker && $0.isOpen }),
            sendings[index].direction == .federate
        {
            sendings[index].fate = .took(seen: time)
        }
        for index in sendings.indices where sendings[index].isOpen && sendings[index].direction == .federate {
            if isTimed, time >= sendings[index].settledBy { sendings[index].fate = .timeOver }
        }
        if var standing = federation, standing.seen.configurationID != nil, seen.configurationID == nil {
            // The domain shows and its configuration doesn't, for now: what was read of it stands.
            standing.readAt = time
            if isTimed { standing.provenSince = time }
            federation = standing
        } else {
            federation = Federation(
                seen: seen, attempt: maker, since: isSame ? federation?.since ?? time : time,
                provenSince: (isSame ? federation?.provenSince : nil) ?? (isTimed ? time : nil), isRead: isRead,
                readAt: time)
        }
    }

    mutating func seeManaged(at time: Date, isTimed: Bool) {
        var isRemoved = false
        for index in sendings.indices where sendings[index].isOpen {
            let sending = sendings[index]
            // Where the two services contradict each other, time proves nothing.
            let isOver = isTimed && time >= sending.settledBy && !isHandedOver(at: time)
            switch sending.direction {
            case .federate: if isOver { sendings[index].fate = .timeOver }
            case .remove:
                // Without a clear answer it may be a copy from before the federation that says managed.
                let isFresh = isTimed && (federation.map { time >= SwitchHistory.settled($0) } ?? false)
                guard sending.isDone || isFresh || isOver else { continue }
                sendings[index].fate = .took(seen: time)
                if let id = sending.configurationID { removed.insert(id) }
                // Another that was read since stands, as far as is known.
                if let id = federation?.seen.configurationID, let removes = sending.configurationID, id != removes {
                    continue
                }
                isRemoved = true
            }
        }
        if isRemoved {
            for index in sendings.indices where sendings[index].isOpen && sendings[index].direction == .remove {
                // What an earlier one was to remove is gone with it.
                if let id = sendings[index].configurationID, removed.contains(id) {
                    sendings[index].fate = .took(seen: time)
                }
            }
            if let id = federation?.seen.configurationID { removed.insert(id) }
            (federation, managedSince, isRevertCertain) = (nil, nil, false)
        } else if let federation {
            // Commands may have been run after it was seen.
            let isCertain =
                isTimed && time >= SwitchHistory.settled(federation) && !isHandedOver(at: time)
                && sendings.allSatisfy { $0.direction == .remove || $0.fate == .refused || time >= $0.settledBy }
            // What never showed doesn't show yet, rather than no more.
            let isEnded = federation.isHandedOver && signIn?.isFederated == false
            let isChanged = isEnded || foreign.map { $0.at > federation.since } ?? false
            guard federation.isRead || isCertain || isChanged else {
                self.federation?.quietSince = federation.quietSince ?? time
                return
            }
            managedSince = managedSince ?? federation.quietSince ?? time
            isRevertCertain = isCertain
        }
    }

    /// From when on no copy of Microsoft's can be older than the federation.
    private static func settled(_ federation: Federation) -> Date {
        federation.provenSince?.addingTimeInterval(SwitchTimes.journey + SwitchTimes.settled) ?? .distantFuture
    }

    // MARK: - Time between two switches

    /// When the domain was last switched, as far as anybody knows: from then on the time between two switches counts.
    public var lastSwitch: Date? {
        (sendings.compactMap(\.rest) + [managedSince, foreign?.at].compactMap(\.self)).max()
    }
}
