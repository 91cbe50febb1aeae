import Runbook

/// How a session stood at the moment when it sent its switch: what a report shows of that night, whatever is checked later.
public struct SwitchMoment: Hashable, Sendable {
    public let attempt: String
    public let domain: String
    public let stamp: SessionState.Stamp
    public let verdicts: [String: SessionState.RecordedVerdict]
    let attestations: [String: SessionState.Attestation]
    let waivers: [String: SessionState.Waiver]

    /// Whether an item stood then, with all its parts.
    func held(_ item: Item) -> Bool {
        if let waiver = waivers[item.id], !waiver.stamp.isForeign, stamp.time < waiver.expires { return true }
        if item.check != nil, verdicts[item.id]?.verdict.isPassed != true { return false }
        return item.attestation == nil || attestations[item.id].map { !$0.stamp.isForeign } ?? false
    }
}

extension SessionState.Approval {
    /// Goes on with an approval of the very same thing, or begins another.
    init(
        after before: SessionState.Approval?, attempt: String, domain: String, plan: String?,
        _ stamp: SessionState.Stamp, _ person: Person, runbook: String? = nil
    ) {
        let isSame = before?.attempt == attempt && before?.domain == domain && before?.plan == plan
        self.init(
            attempt: attempt, domain: domain, plan: plan, stamp: stamp,
            people: (isSame ? before?.people ?? [] : []).union([person]),
            runbook: runbook ?? (isSame ? before?.runbook : nil))
    }
}
