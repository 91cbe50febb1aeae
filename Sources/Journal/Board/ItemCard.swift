import Foundation
import Runbook
import Text

/// An item at one moment, with all that is known of its parts: what every screen, report and the lock go by.
public struct ItemCard: Sendable {
    public let item: Item
    public let standing: Standing
    /// The same, for whoever asks about it before its turn has come.
    public let standingByItself: Standing
    /// How its own parts stand, whatever is held, waived or asked later.
    public let parts: Standing
    /// What is known of its check.
    public let verdict: SessionState.RecordedVerdict?
    /// Somebody's word for the sentence that stands there now.
    public let attestation: SessionState.Attestation?
    /// Somebody's word for it that counts no more.
    public let lapsed: LapsedWord?
    /// Until when the word and the verdict hold that it passes by; nil where nothing ages.
    public let holdsUntil: Date?
    /// Somebody's word from elsewhere.
    public let claim: SessionState.Attestation?
    /// The waiver that holds now.
    public let waiver: SessionState.Waiver?
    /// When it stood last; nil where it is asked.
    public let heldAt: HeldMoment?
    /// The sentence that a word is given for, with the answers in it; nil while one is missing.
    public let statement: String?
    /// The questions that it waits for.
    public let unanswered: [String]
    /// Why it doesn't apply, where it doesn't.
    public let skippedBecause: String?
    /// Whether its check was made so long ago that it says nothing of now.
    public let isVerdictAged: Bool
    private let now: Date

    /// Whether the tenant is asked about it: it applies, its turn has come, and it isn't held.
    public var isAsked: Bool { standing != .later && isAskedByItself }
    /// The same, for whoever asks about it before its turn has come.
    public var isAskedByItself: Bool { standingByItself != .skipped && standingByItself != .held }
    /// Whether somebody's word is wanted and missing.
    public var lacksWord: Bool { item.attestation != nil && attestation == nil }

    /// - Parameters:
    ///   - isOpen: whether its step's turn has come.
    ///   - isBehind: whether it opens with the switch: what was seen and said before one says nothing of what is true since.
    init(
        _ item: Item, _ runbook: Runbook, _ state: SessionState, isOpen: Bool = true, isBehind: Bool = false, now: Date
    ) {
        self.item = item
        self.now = now
        verdict = state.verdict(of: item).flatMap { isBehind && state.moment?.verdicts[item.id] == $0 ? nil : $0 }
        let given = state.attestation(of: item)
        lapsed = LapsedWord(given, of: item, state, isBehind: isBehind, now: now)
        attestation = lapsed == nil ? given : nil
        let times = [item.check == nil ? nil : verdict?.stamp.time, attestation?.stamp.time].compactMap(\.self)
        if let limit = item.holdsFor {
            holdsUntil = times.min()?.addingTimeInterval(Double(limit))
            isVerdictAged = verdict.map { LapsedWord.isOver(limit, $0.stamp.time, now) } ?? false
        } else {
            (holdsUntil, isVerdictAged) = (nil, false)
        }
        claim = state.claim(for: item)
        waiver = state.waiver(of: item, now: now)
        statement = state.statement(of: item)
        unanswered = item.attestation?.missing(in: state.answers) ?? []
        // While the question that it hangs on is open, it applies.
        let isAsked = item.when.applies(state.answers)
        skippedBecause = isAsked ? nil : item.when?.reason(state.answers)
        heldAt = isAsked ? state.held(item, of: runbook) : nil
        parts = ItemCard.parts(item, isVerdictAged ? nil : verdict, attestation)
        standingByItself =
            !isAsked ? .skipped : heldAt != nil ? .held : parts != .passed && waiver != nil ? .waived : parts
        standing = isOpen ? standingByItself : .later
    }

    private static func parts(
        _ item: Item, _ verdict: SessionState.RecordedVerdict?, _ attestation: SessionState.Attestation?
    ) -> Standing {
        if item.check != nil {
            switch verdict?.verdict {
            case nil: return .open
            case .failed: return .failed
            case .unknown: return .unknown
            case .passed: break
            }
        }
        return item.attestation != nil && attestation == nil ? .unattested : .passed
    }

    /// What stands against it, with what to do. Nothing, where it doesn't apply or is waived.
    /// - Parameter freshFor: seconds that a verdict holds for a switch.
    func reasons(_ standard: GateKeeper.Standard, freshFor: Int = 0) -> [Reason] {
        guard skippedBecause == nil, waiver == nil else { return [] }
        // For a switch it is asked anew, whatever stood at the last.
        if case .remembered = standard, heldAt != nil { return [] }
        var reasons = item.check == nil ? [] : checkReasons(standard, freshFor)
        if let missing = unanswered.first {
            reasons.append(
                reason(
                    .inputMissing, "Nobody can confirm it while a question is open: \(missing).", "set \(missing)"))
        } else if let statement, attestation == nil {
            reasons.append(
                reason(
                    .unattested,
                    "\(lackingWord) “\(statement)”", "attest \(item.id)"))
        }
        return reasons
    }

    /// Why no word counts, as far as one was given.
    private var lackingWord: String {
        lapsed.map { "\($0.words(now: now)) To be confirmed again:" }
            ?? claim.map { "\($0.stamp.by), said so; here nobody has confirmed:" } ?? "Nobody has confirmed:"
    }

    /// That its check has aged; nil while it hasn't.
    public var agedCheck: String? {
        guard isVerdictAged, let verdict, let limit = item.holdsFor else { return nil }
        return
            "Last checked \(Ago.words(verdict.stamp.time, now: now)), and that holds for \(DurationText.words(limit))."
    }

    private func checkReasons(_ standard: GateKeeper.Standard, _ freshFor: Int) -> [Reason] {
        guard let verdict else { return [reason(.unchecked, "Not checked yet.", "check \(item.id)")] }
        if case .remembered = standard, let agedCheck { return [reason(.stale, agedCheck, "check \(item.id)")] }
        switch verdict.verdict {
        case .failed(let findings) where findings.isEmpty:
            // Without a word of why, it is a failure all the same.
            return [reason(.failed, "It failed, and nothing says why.", "check \(item.id)")]
        case .failed(let findings): return findings.map { reason(.failed, $0.message, $0.remedy) }
        case .unknown(let obstacle):
            return [reason(.unknown, "Could not be checked. \(obstacle.reason)", obstacle.remedy)]
        case .passed:
            guard case .fresh(let attempt) = standard else { return [] }
            let age = now.timeIntervalSince(verdict.stamp.time)
            // A verdict from the future is no fresher than one from the past: a clock has jumped.
            if verdict.attempt == attempt, abs(age) <= Double(freshFor) { return [] }
            return [
                reason(
                    .stale, "Its last check is too old for a switch.",
                    "Type \"cutover\" again: it checks everything anew.")
            ]
        }
    }

    private func reason(_ kind: Reason.Kind, _ message: String, _ remedy: String) -> Reason {
        Reason(kind: kind, subject: item.id, message: message, remedy: remedy)
    }
}
