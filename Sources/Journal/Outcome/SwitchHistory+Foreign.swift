extension SwitchHistory {
    /// Whether all that is known comes from a file: nothing was sent from here, and what stands nobody here has read.
    public var isHearsay: Bool {
        !sendings.isEmpty && sendings.allSatisfy(\.isForeign) && federation?.isForeign != false
            && (directory.map { _ in isDirectoryForeign } ?? true)
    }

    /// Whether an event from a file may tell of this domain: of what was sent elsewhere, and of the domain only while
    /// nothing of ours is known of it.
    func mayTell(_ payload: EventPayload) -> Bool {
        let attempt: String? =
            switch payload {
            case .cutoverStarted, .rollbackStarted: nil
            case .switchAnswered(let body): body.attempt
            case .switchAudited(let body): body.attempt
            case .cutoverVerified(let body): body.attempt
            case .cutoverFailed(let body): body.attempt
            case .rolledBack(let body): body.attempt
            default: nil
            }
        switch payload {
        case .cutoverStarted(let body): return sendings.allSatisfy { $0.attempt != body.attempt }
        case .rollbackStarted(let body): return sendings.allSatisfy { $0.attempt != body.attempt }
        case .switchAnswered: return sendings.contains { $0.attempt == attempt && $0.isForeign }
        default: return sendings.allSatisfy(\.isForeign)
        }
    }

    /// A federation that only a file tells of doesn't stand against what was read: the file's sendings may still come, and
    /// no more is known of them. Called for readings of a file's own too, which changes nothing of what they say.
    mutating func dropHearsay(_ sighting: DomainSighting) {
        guard let standing = federation, standing.isForeign, !sighting.isFederated else { return }
        federation = nil
        for index in sendings.indices where sendings[index].isForeign {
            if case .took = sendings[index].fate, sendings[index].direction == .federate {
                sendings[index].fate = .open
            }
        }
    }

    /// Notes that the sending which an event has just told of isn't ours.
    mutating func markForeign(_ payload: EventPayload) {
        switch payload {
        case .cutoverStarted, .rollbackStarted: sendings[sendings.count - 1].isForeign = true
        default: break
        }
    }
}
