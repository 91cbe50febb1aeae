import Foundation
import Runbook
import Signatures

/// What is true of a session now: a fold over its events and nothing else.
public struct SessionState: Hashable, Sendable {
    /// What one event did that can be taken back, and how it was before.
    struct Undoable: Hashable, Sendable {
        enum Change: Hashable, Sendable {
            case action(String, before: Stamp?)
            case attestation(String, before: Attestation?)
            case waiver(String, before: Waiver?)
            case note
        }
        let sequence: Int
        let change: Change
        let words: String
    }

    public let id: String
    public internal(set) var name: String
    public internal(set) var isArchived = false
    /// Where it goes on elsewhere: who has said so, and with whom. What comes back from there ends it.
    public internal(set) var seal: Seal?
    /// As it was when the session began, or as it was last moved to.
    public internal(set) var runbook: RunbookSource
    public let tenant: TenantBinding
    public let started: Stamp
    /// Which entries were written elsewhere.
    public let foreign: ForeignEntries
    /// The folder that the runbook was read from; nil for what came with Lockstep, and of earlier builds.
    public internal(set) var runbookFolder: String?
    /// Whether something of it was written here.
    var hasOwnEntries: Bool
    /// A move to another version that a file tells of, and that wasn't made here.
    public internal(set) var ignoredUpgrade: Stamp?
    /// Whether the runbook came in with a file.
    public internal(set) var isRunbookForeign: Bool
    /// How many people must approve a switch at least, whatever the runbook asks.
    public let approvals: Int
    public internal(set) var answers: [String: String] = [:]
    /// The event that gave each answer.
    var answered: [String: Int] = [:]
    func answeredSequence(_ input: String) -> Int { answered[input] ?? 0 }
    /// Every answer to each question, in order, with those that somebody elsewhere gave.
    public internal(set) var answerLog: [String: [Answer]] = [:]
    public internal(set) var currentStep: String?
    public internal(set) var enteredSteps: Set<String> = []
    public internal(set) var doneActions: [String: Stamp] = [:]
    public internal(set) var verdicts: [String: RecordedVerdict] = [:]
    /// By item and property.
    var flags: [String: [String: SeenFlag]] = [:]
    public internal(set) var attestations: [String: Attestation] = [:]
    public internal(set) var notes: [Note] = []
    /// How many hints of a rehearsal were read, by what they are about.
    public internal(set) var hintsTaken: [String: Int] = [:]
    /// By item; also those that have expired.
    public internal(set) var waivers: [String: Waiver] = [:]
    /// What the last one who left wrote for the next, until somebody else has worked on it.
    public internal(set) var handover: Note?
    /// Sequences of events that no longer count.
    public internal(set) var undone: Set<Int> = []
    private var undoables: [Undoable] = []
    /// Why each was skipped when it was last said.
    public internal(set) var skipped: [String: String] = [:]
    public internal(set) var approval: Approval?
    public internal(set) var removalApproval: Approval?
    public internal(set) var refusals = 0
    /// What this session sent and read of each domain, by its lowercased name.
    public internal(set) var histories: [String: SwitchHistory] = [:]
    /// The domain that the session's switch was last about.
    private var switchedDomain: String?
    /// How the session stood when it sent its last switch.
    public internal(set) var moment: SwitchMoment?
    /// Whose keys were known when the journal was read, while it is: what is written from then on was judged a moment ago.
    private var signers: AllowedSigners?
    /// Keys that signed approvals of this session, by fingerprint.
    private var approvers: [String: SSHPublicKey] = [:]
    public internal(set) var lastEvent: Stamp
    public internal(set) var eventCount: Int

    /// Folds a whole journal.
    /// - Parameters:
    ///   - waiting: entries that were taken in since it was last written here.
    ///   - authorship: who signed which entries; nil where nobody looks at keys.
    public init(
        _ events: some Sequence<Event>, waiting: ClosedRange<Int>? = nil, authorship: Authorship? = nil
    ) throws(JournalProblem) {
        let events = Array(events)
        guard let first = events.first, let start = first.payload as? SessionStarted else { throw .noBeginning }
        foreign = ForeignEntries(events, waiting: waiting, authorship: authorship)
        id = first.session
        name = start.name
        runbook = start.runbook
        tenant = start.tenant
        runbookFolder = start.folder
        isRunbookForeign = foreign.contains(first.sequence)
        hasOwnEntries = !isRunbookForeign
        approvals = start.approvals ?? 1
        started = Stamp(who: first.who, time: first.time, foreign: foreign.why(first.sequence))
        lastEvent = started
        eventCount = 1
        signers = authorship?.signers
        for event in events.dropFirst() { apply(event) }
        (signers, approvers) = (nil, [:])
    }

    /// Whether a second person's word counts still: in a live session their key signed an approval, and is known for then.
    func counts(_ approver: Person?, at time: Date) -> Bool {
        guard tenant.kind == .live, let signers, let fingerprint = approver?.key else { return true }
        guard let key = approvers[fingerprint],
            case .known = signers.standing(of: key, at: time, namespace: ApprovalStatement.namespace)
        else { return false }
        return true
    }

    /// Goes one event further.
    public mutating func apply(_ event: Event) {
        let stamp = Stamp(who: event.who, time: event.time, foreign: foreign.why(event.sequence))
        lastEvent = stamp
        eventCount = event.sequence
        let entry = StampedEvent(event: event, stamp: stamp)
        // What nobody here signed ends no seal.
        if !entry.isPutIn { seal = nil }
        // It has been read once somebody else did something.
        if let given = handover, event.payload.traits.isWork, given.stamp.who != event.who { handover = nil }
        event.payload.fold(into: &self, entry)
        if !stamp.isForeign { hasOwnEntries = true }
    }

    /// Keeps the key under a second person's approval of this session.
    mutating func noteKey(of approval: SignedApproval) {
        // Proving a signature costs something.
        guard signers != nil, let opened = try? approval.opened(), opened.statement.session == id else { return }
        approvers[opened.key.fingerprint] = opened.key
    }

    /// Keeps what an event tells of a domain's switch.
    /// - Parameter domain: folded.
    mutating func note(_ entry: StampedEvent, of domain: String) {
        histories[domain, default: SwitchHistory(domain: domain)].apply(entry.event, isForeign: entry.stamp.isForeign)
        switchedDomain = domain
    }

    /// What was sent and read of the domain that the session's switch was last about.
    public var switches: SwitchHistory {
        switchedDomain.flatMap { histories[$0] } ?? SwitchHistory(domain: switchedDomain ?? "")
    }

    /// How the session's switch stands.
    public var aftermath: Aftermath { Aftermath.decide(switches) }

    /// Whether the domain was read as federated, as this session's plan means it.
    public var isSwitched: Bool { aftermath.isAsMeant }

    // MARK: - Undo

    /// What `undo` would take back next: the event's sequence, and what it did in words.
    public var lastUndoable: (sequence: Int, words: String)? { undoables.last.map { ($0.sequence, $0.words) } }

    mutating func remember(_ entry: StampedEvent, _ change: Undoable.Change, _ words: String) {
        undoables.append(Undoable(sequence: entry.sequence, change: change, words: words))
    }

    mutating func forgetUndo() { undoables = [] }

    /// Only the newest can be taken back: what came after may rest on what was before.
    mutating func undo(_ sequence: Int) {
        guard let last = undoables.last, last.sequence == sequence else { return }
        undoables.removeLast()
        undone.insert(sequence)
        switch last.change {
        case .action(let id, let before): doneActions[id] = before
        case .attestation(let item, let before): attestations[item] = before
        case .waiver(let item, let before): waivers[item] = before
        case .note:
            guard let gone = notes.popLast(), let subject = HintTaken.subject(ofNote: gone.text) else { return }
            hintsTaken[subject, default: 1] -= 1
        }
    }
}
