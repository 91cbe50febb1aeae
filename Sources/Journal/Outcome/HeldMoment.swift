import Foundation
import Runbook

/// When an item stood last, where it isn't asked any more: what is no longer so once a domain is switched, as it stood at
/// the switch; and what a trial proved, as it stood before the trial was taken back.
public struct HeldMoment: Hashable, Sendable {
    public let stamp: SessionState.Stamp
    public let evidence: Evidence?
    /// Which side of a switch it is asked on; never `always`.
    let asked: Asked

    /// "held at the switch, 1 June 2026 09:00 UTC: so it was then, and it isn't asked again"
    public var words: String {
        let time = Value.time(stamp.time).words
        return asked == .beforeSwitch
            ? "held at the switch, \(time): so it was then, and it isn't asked again"
            : "seen \(time), while the switch stood: so it was then, and it isn't asked again"
    }
}

extension SessionState {
    /// When an item stood that isn't asked any more; nil where it is asked.
    ///
    /// What is asked before the switch only is held from its sending on, until the switch has come to nothing or was taken
    /// back. What is asked only while the switch stands is held from its removal on, until the next switch is sent; and once
    /// a trial has so proved all that it was for, nothing of it is asked again.
    public func held(_ item: Item, of runbook: Runbook) -> HeldMoment? {
        switch item.asked {
        case .always: nil
        case .beforeSwitch: isStandingOrOpen || isTrialProven(runbook) ? heldBefore(item) : nil
        case .whileSwitched: isRemovedOrOpen ? heldWhile(item) : nil
        }
    }

    /// What the runbook's switch is to prove before it is taken back; nothing, where it is no trial.
    public func proofs(of runbook: Runbook) -> [Item] {
        runbook.stepsOfTrial.flatMap(\.checklist).filter {
            $0.asked == .whileSwitched && $0.isRequired && $0.when.applies(answers)
        }
    }

    /// Whether the runbook's switch was a trial that was taken back, and what it was to prove stood before that.
    public func isTrialProven(_ runbook: Runbook) -> Bool {
        guard aftermath.isTakenBack else { return false }
        let proofs = proofs(of: runbook)
        return !proofs.isEmpty && proofs.allSatisfy { heldWhile($0) != nil }
    }

    private func heldBefore(_ item: Item) -> HeldMoment? {
        guard let moment, moment.held(item) else { return nil }
        return HeldMoment(stamp: moment.stamp, evidence: moment.verdicts[item.id]?.evidence, asked: .beforeSwitch)
    }

    private func heldWhile(_ item: Item) -> HeldMoment? {
        guard let moment else { return nil }
        // What was seen and said before the switch is about something else.
        let verdict = verdict(of: item).flatMap { moment.verdicts[item.id] == $0 ? nil : $0 }
        let word = attestation(of: item).flatMap { moment.attestations[item.id] == $0 ? nil : $0 }
        guard item.check == nil || verdict?.verdict.isPassed == true,
            item.attestation == nil || word.map({ !$0.stamp.isForeign }) == true,
            let stamp = [item.check == nil ? nil : verdict?.stamp, word?.stamp].compactMap(\.self).last
        else { return nil }
        return HeldMoment(stamp: stamp, evidence: verdict?.evidence, asked: .whileSwitched)
    }

    private var isStandingOrOpen: Bool {
        switch aftermath {
        case .nothingSent, .managed, .refused, .rolledBack, .reverted: false
        case .notKnown: true
        case .asMeant(let standing), .otherwise(let standing), .unread(let standing): standing.attempt != nil
        }
    }

    private var isRemovedOrOpen: Bool {
        if case .notKnown(let doubt) = aftermath { return doubt.direction == .remove }
        return aftermath.isTakenBack
    }
}
