import Foundation
import Journal
import Runbook

/// What was done in a session, by whom, when, and on what it rests: everything that a report says, in one value.
public struct SessionReport: Sendable {
    /// One item.
    public struct Item: Sendable {
        public let id: String
        public let text: String
        public let required: Bool
        /// Whether the tenant is asked about it; otherwise only a person's word is.
        public let hasCheck: Bool
        /// `passed`, `failed`, `unknown`, `open`, `waived`, `skipped`, `held` (on the switch's other side), or `later`: after it.
        public let standing: Standing
        public let findings: [Finding]
        public let obstacle: Obstacle?
        public let skippedBecause: String?
        public let checkedAt: String?
        public let checkedBy: String?
        public let confirmed: Confirmation?
        public let waiver: Waiver?
        public let evidence: Evidence?
        /// Whether its verdict was found elsewhere, and came in by a file.
        public let fromFile: Bool
        /// How it stood when the session sent its last switch; nil while it sent none.
        public let atSwitch: AtSwitch?
    }

    /// How an item stood when the session sent its last switch.
    public struct AtSwitch: Sendable {
        public let verdict: String?
        public let checkedAt: String?
        public let checkedBy: String?
        public let evidence: Evidence?
    }

    /// Somebody's word, as it was given.
    public struct Confirmation: Sendable {
        public let statement: String
        public let words: String
        public let by: String
        public let at: String
    }

    /// What lets an item be red, and whether it still does.
    public struct Waiver: Sendable {
        public let reason: String
        public let by: String
        public let approvedBy: String?
        public let until: String
        public let holds: Bool
    }

    /// One step, with its items.
    public struct Step: Sendable {
        public let number: Int
        public let id: String
        public let title: String
        public let phase: String
        public let actionsDone: Int
        public let actions: Int
        public let items: [Item]
    }

    /// One entry of the journal.
    public struct Entry: Sendable {
        public let sequence: Int
        public let at: String
        public let who: String
        public let kind: String
        public let words: String
        public let isUndone: Bool
    }

    public let id: String
    public let name: String
    public let runbook: String
    public let title: String
    public let tenant: String
    public let tenantID: String
    public let kind: String
    public let startedAt: String
    public let startedBy: String
    public let takenAt: String
    public let people: [String]
    public let answers: [String: String]
    /// How far the switch has come, in words.
    public let cutover: String
    public let cutoverState: Aftermath.Kind
    /// Whether only a file that was taken in tells of it.
    public let cutoverFromFile: Bool
    /// What that rests on, a sentence each.
    public let cutoverGrounds: [String]
    public let steps: [Step]
    /// Whether the runbook switches a domain at all.
    public let switches: Bool
    public let lockedOut: LockedOut
    /// The cutover's own entries, refusals included.
    public let cutoverEntries: [Entry]
    public let entries: [Entry]
    /// The last entry's hash: stands for the whole journal.
    public let head: String

    /// - Parameters:
    ///   - events: the whole journal, proven.
    ///   - switches: of the domain in the session's store; nil takes what the session itself knows.
    public init(
        _ events: [Event], _ state: SessionState, _ runbook: Runbook, switches history: SwitchHistory? = nil,
        at now: Date
    ) {
        let history = history ?? state.switches
        let others = state.aftermath == .nothingSent && !history.sendings.isEmpty
        id = state.id
        name = state.name
        self.runbook = runbook.id
        title = runbook.title
        tenant = state.tenant.displayName
        tenantID = state.tenant.tenantID
        kind = state.tenant.kind.rawValue
        startedAt = Event.text(state.started.time)
        startedBy = state.started.who.description
        takenAt = Event.text(now)
        var seen: Set<String> = []
        // Whoever approved something was there too, as far as a typed name tells.
        people = events.flatMap { event in
            [event.who.description] + (event.payload.approver.map { ["\($0) (\($0.caveat(besides: nil)))"] } ?? [])
        }.filter { seen.insert($0).inserted }
        answers = state.answers
        let switched = AftermathWords(
            history, session: state.id, cooldown: runbook.cutover?.cooldown ?? 0, isAtPrompt: false, now: now)
        cutover =
            switched.headline.map { others ? "nothing by this session. Another of its store: \($0)" : $0 }
            ?? "not switched"
        cutoverGrounds = switched.grounds
        cutoverState = Aftermath.decide(history).kind
        cutoverFromFile = history.isHearsay
        let board = Board(runbook, state, now: now)
        steps = board.steps.map { card in
            Step(
                number: card.step.number, id: card.step.id, title: card.step.title,
                phase: runbook.phase(card.step.phase)?.title ?? card.step.phase, actionsDone: card.doneActions,
                actions: card.actions.count, items: card.items.map { SessionReport.line($0, board) })
        }
        switches = runbook.cutover != nil
        lockedOut = LockedOut(events, state, runbook)
        entries = events.map { event in
            Entry(
                sequence: event.sequence, at: event.timeText,
                who: "\(event.who)" + (state.foreign.why(event.sequence).map { ", \($0.words)" } ?? ""),
                kind: event.kind,
                words: event.payload.sentence, isUndone: state.undone.contains(event.sequence))
        }
        cutoverEntries = entries.filter { EventKinds.named[$0.kind]?.traits.isOfSwitch == true }
        head = events.last?.hash ?? Event.genesis
    }

    /// How many items stand so.
    public func count(_ standing: Standing) -> Int {
        steps.reduce(0) { $0 + $1.items.count { $0.standing == standing } }
    }

    private static func line(_ card: ItemCard, _ board: Board) -> Item {
        let (item, recorded, state) = (card.item, card.verdict, board.state)
        var (findings, obstacle): ([Finding], Obstacle?) = ([], nil)
        switch recorded?.verdict {
        case .failed(let list): findings = board.outside(list)
        case .unknown(let reason): obstacle = board.outside(reason)
        case .passed, nil: break
        }
        if card.lacksWord, card.isAsked { findings.append(board.lackingWord(card)) }
        return Item(
            id: item.id, text: board.filled(item.text), required: item.isRequired,
            hasCheck: item.check != nil, standing: card.standing == .unattested ? .open : card.standing,
            findings: findings,
            obstacle: obstacle,
            skippedBecause: card.standing == .skipped ? card.skippedBecause : nil,
            checkedAt: recorded.map { Event.text($0.stamp.time) }, checkedBy: recorded?.stamp.by,
            confirmed: (card.attestation ?? card.claim).map {
                Confirmation(
                    statement: $0.statement, words: $0.words, by: $0.stamp.by,
                    at: Event.text($0.stamp.time))
            },
            waiver: state.waivers[item.id].map {
                Waiver(
                    reason: $0.reason, by: $0.stamp.by, approvedBy: $0.approvedBy?.description,
                    until: Event.text($0.expires), holds: card.waiver != nil)
            }, evidence: recorded?.evidence,
            fromFile: card.heldAt?.stamp.isForeign ?? recorded?.stamp.isForeign ?? false,
            atSwitch: state.moment.flatMap { $0.verdicts[item.id] }.map {
                AtSwitch(
                    verdict: $0.verdict.word, checkedAt: Event.text($0.stamp.time),
                    checkedBy: $0.stamp.who.description, evidence: $0.evidence)
            })
    }
}
