import Escaping
import Foundation
import Journal
import Report
import Runbook
import Verification

/// What `lockstep check` found.
struct CheckReport {
    /// `held` for what is asked on one side of the switch only and stood there; its evidence is of that
    /// moment. `skipped` for what doesn't apply here, and for what comes after the switch, before it.
    enum Word: String, CaseIterable {
        case passed, failed, unknown, held, skipped

        init(_ verdict: Verdict) {
            self =
                switch verdict {
                case .passed: .passed
                case .failed: .failed
                case .unknown: .unknown
                }
        }
    }

    struct Session {
        let id: String
        let name: String
        let runbook: String
        let tenant: String
        let kind: String
    }

    struct Attestation {
        let statement: String
        let confirmed: Bool
        let by: String?
        let at: String?
    }

    /// What keeps a red item from blocking; the verdict stays what it is.
    struct Waiver {
        let until: String
        let reason: String
        let by: String
    }

    struct Item {
        let id: String
        let step: String
        let text: String
        let required: Bool
        /// Both parts together.
        let verdict: Word
        let findings: [Finding]
        /// Why it is unknown, if it is.
        let obstacle: Obstacle?
        let attestation: Attestation?
        let waiver: Waiver?
        let evidence: Evidence?
        /// When it stood last, if it is held.
        var held: HeldMoment?
        /// Why it is skipped, if it is.
        var skippedBecause: String?

        var heldAt: String? { held.map { Event.text($0.stamp.time) } }
    }

    /// How the session's switch stands.
    struct Switch {
        let state: Aftermath.Kind
        let domain: String
        /// A sentence for people, and what it rests on.
        let words: String
        let grounds: [String]
        let remedy: String?
    }

    let session: Session
    let takenAt: String
    /// Why nothing could be read, if nobody could sign in: then every check is unknown for this reason.
    let error: Obstacle?
    /// nil while nothing was ever sent.
    let cutover: Switch?
    /// False when somebody else is at work in the session: then nothing was written to its journal.
    let recorded: Bool
    let items: [Item]
    let passed: Int
    let failed: Int
    let unknown: Int
    let held: Int
    let skipped: Int

    /// - Parameters:
    ///   - board: with what was found.
    ///   - asked: the items that were read now.
    ///   - switches: of the domain in the session's store.
    ///   - error: why nothing could be read, if nothing could.
    init(
        _ board: Board, asked: Set<String>, switches: SwitchHistory, recorded: Bool, error: Obstacle? = nil
    ) {
        let (state, runbook) = (board.state, board.runbook)
        self.error = error
        session = Session(
            id: state.id, name: state.name, runbook: runbook.id, tenant: state.tenant.displayName,
            kind: state.tenant.kind.rawValue)
        takenAt = Event.text(board.now)
        self.recorded = recorded
        cutover = CheckReport.cutover(switches, state, runbook, at: board.now)
        items = board.steps.flatMap { step in
            step.items.map {
                CheckReport.line(
                    $0, step.step, board, unread: error ?? (asked.contains($0.item.id) ? nil : CheckReport.notAsked))
            }
        }
        passed = items.count { $0.verdict == .passed }
        failed = items.count { $0.verdict == .failed }
        unknown = items.count { $0.verdict == .unknown }
        held = items.count { $0.verdict == .held }
        skipped = items.count { $0.verdict == .skipped }
        switchStatus = CheckReport.status(Aftermath.decide(switches).kind, isHearsay: switches.isHearsay)
    }

    /// What the program ends with by how the switch stands.
    private static func status(_ kind: Aftermath.Kind, isHearsay: Bool) -> ExitStatus {
        switch kind {
        // Only a file says so.
        case _ where isHearsay: .unknown
        case .nothingSent, .asMeant, .managed, .refused, .rolledBack: .well
        case .notKnown, .removalNotKnown, .readsManaged: .unknown
        case .otherwise, .unread, .reverted: .failed
        }
    }

    private let switchStatus: ExitStatus

    /// The same for CI servers: a case fails or is unknown where its item does here, a waived one like any other.
    var junit: String {
        var seen: Set<String> = []
        var suites = items.map(\.step).filter { seen.insert($0).inserted }.map { step in
            JUnit.Suite(
                step,
                items.filter { $0.step == step }.map {
                    JUnit.Case($0.id, of: step, milliseconds: $0.evidence?.milliseconds ?? 0, $0.result)
                })
        }
        if let cutover {
            let result: JUnit.Result =
                switch switchStatus {
                case .well: .passed
                case .failed: .failure(cutover.words)
                default: .error(cutover.words)
                }
            suites.append(JUnit.Suite("the switch", [JUnit.Case("outcome", of: "switch", result)]))
        }
        return JUnit(session.name, suites).text
    }

    /// What each item came to, and the switch: two looks that agree in it found the same.
    var verdicts: [String] { items.map { "\($0.id) \($0.verdict)" } + [cutover?.state.rawValue ?? ""] }

    /// Well if all pass; what fails comes before what is unknown, unless nothing could be read at all. A switch that nobody
    /// knows the outcome of is unknown, and a domain that isn't as it was meant is a failure.
    var status: ExitStatus {
        if error != nil { return .unknown }
        if failed > 0 || switchStatus == .failed { return .failed }
        return unknown > 0 || switchStatus == .unknown ? .unknown : .well
    }

    private static func cutover(
        _ history: SwitchHistory, _ state: SessionState, _ runbook: Runbook, at time: Date
    ) -> Switch? {
        let words = AftermathWords(
            history, session: state.id, cooldown: runbook.cutover?.cooldown ?? 0, isAtPrompt: false, now: time)
        return words.headline.map {
            Switch(
                state: Aftermath.decide(history).kind, domain: history.domain, words: $0,
                grounds: words.grounds,
                remedy: words.remedy)
        }
    }

    /// - Parameter unread: why nothing was read now: then every check is unknown for this reason, whatever was seen before.
    private static func line(_ card: ItemCard, _ step: Step, _ board: Board, unread: Obstacle?) -> Item {
        let item = card.item
        func line(
            _ word: Word, _ findings: [Finding] = [], _ obstacle: Obstacle? = nil,
            attestation: Attestation? = nil, evidence: Evidence? = nil
        ) -> Item {
            Item(
                id: item.id, step: step.id, text: board.filled(item.text), required: item.isRequired,
                verdict: word, findings: findings, obstacle: obstacle, attestation: attestation,
                waiver: card.isAsked
                    ? card.waiver.map { Waiver(until: Event.text($0.expires), reason: $0.reason, by: $0.by) } : nil,
                evidence: evidence, held: card.standing == .held ? card.heldAt : nil)
        }
        if card.standing == .held { return line(.held, evidence: card.heldAt?.evidence) }
        guard card.isAsked else {
            var skipped = line(.skipped)
            skipped.skippedBecause =
                card.standing == .later ? "opens with the switch" : "doesn't apply: \(card.skippedBecause ?? "")"
            return skipped
        }
        var verdict: Verdict = item.check == nil ? .passed : card.verdict?.verdict ?? .unknown(notAsked)
        if item.check != nil, let unread { verdict = .unknown(unread) }
        var findings: [Finding] = []
        var obstacle: Obstacle?
        switch verdict {
        case .passed: break
        case .failed(let list): findings = board.outside(list)
        case .unknown(let reason): obstacle = board.outside(reason)
        }
        if card.lacksWord {
            findings.append(board.lackingWord(card))
            // What could not be checked stays unknown: that is the graver doubt.
            if verdict.isPassed { verdict = .failed(findings) }
        }
        let given = card.attestation?.stamp
        return line(
            Word(verdict), findings, obstacle,
            attestation: card.statement.map {
                Attestation(
                    statement: $0, confirmed: given != nil, by: given?.who.description,
                    at: given.map { Event.text($0.time) })
            },
            evidence: item.check == nil
                ? nil
                : unread == nil
                    ? card.verdict?.evidence : Evidence(requests: [], observations: [], milliseconds: 0))
    }

    /// What has a check and no result isn't known to pass.
    private static let notAsked = Obstacle(
        reason: "It wasn't checked.", remedy: "Check again; if it stays, look at the item's \"when\".")
}

extension CheckReport.Item {
    fileprivate var result: JUnit.Result {
        let waived = waiver.map { "waived until \($0.until): \($0.reason). " } ?? ""
        switch verdict {
        case .passed, .held: return .passed
        case .failed: return .failed(findings, note: waived)
        case .skipped: return .skipped(skippedBecause ?? "")
        case .unknown: return .error(waived + (obstacle?.reason ?? ""), details: obstacle?.remedy ?? "")
        }
    }
}
