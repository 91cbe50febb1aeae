import Journal
import Runbook
import SimulatedTenant

/// An item at one moment of a played session.
struct Look: Sendable {
    let item: String
    let word: Scenario.Stage.Word
    /// What stands against it.
    let findings: [String]
    /// Whether it was seen to be wrong, if only because a person's word on it would be.
    let isRed: Bool
    /// Whether all of it was seen to be right; somebody's word on it is known to be true, or nobody can know.
    let isGreen: Bool

    /// - Parameters:
    ///   - truth: whether a person's word on it would be true; nil where nobody can know.
    ///   - lacksAnswer: whether one of the runbook's questions about it is open.
    init(_ card: ItemCard, truth: Bool?, lacksAnswer: Bool) {
        item = card.item.id
        let isUntrue = truth == false && card.item.attestation != nil
        var findings =
            switch card.verdict?.verdict {
            case .failed(let found): found.map(\.message)
            case .unknown(let obstacle): [obstacle.reason]
            case .passed, nil: [String]()
            }
        switch card.standing == .waived ? card.parts : card.standing {
        case .passed where isUntrue:
            word = .failed
            findings.append("The word that was given on it isn't true here, says truths.yaml.")
        case .passed, .held: word = .passed
        case .failed: word = .failed
        case .unattested: word = .waiting
        case .open, .unknown, .waived: word = lacksAnswer ? .waiting : .unknown
        case .skipped, .later: word = .skipped
        }
        self.findings = findings
        isRed = word == .failed || (isUntrue && word != .skipped)
        isGreen = word == .passed
    }
}
