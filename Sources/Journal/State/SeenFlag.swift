import Runbook

/// What a yes-or-no property of an item's check was last seen as: some are red for what was, and not for what is.
public struct SeenFlag: Hashable, Sendable {
    public let isSo: Bool
    public let stamp: SessionState.Stamp
    let sequence: Int
}

extension SessionState {
    /// Keeps what a check has seen of yes-or-no properties, also where it came to no verdict.
    mutating func note(_ evidence: Evidence, of item: String, _ entry: StampedEvent) {
        for observation in evidence.observations {
            let word = observation.seen.prefix { $0 != ":" }
            guard word == "yes" || word == "no" else { continue }
            if entry.stamp.yields(to: flags[item]?[observation.property]?.stamp) { continue }
            flags[item, default: [:]][observation.property] = SeenFlag(
                isSo: word == "yes", stamp: entry.stamp, sequence: entry.sequence)
        }
    }

    /// What the properties of an item's check were last seen as, unless a question that it asks about was answered anew since.
    public func flags(of item: Item) -> [String: SeenFlag] {
        let inputs = item.check?.inputs ?? []
        return (flags[item.id] ?? [:]).filter { flag in
            !inputs.contains { answeredSequence($0) > flag.value.sequence }
        }
    }
}
