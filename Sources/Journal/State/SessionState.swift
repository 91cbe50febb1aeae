import Foundation
import Runbook
import Signatures

/// What is true of a session now: a fold over its events and nothing else.
public struct SessionState: Hashable, Sendable {
    /// What one event did that can be taken back, and how it was before.
    private struct Undoable: Hashable, Sendable {
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
    public private(set) var name: String
    public private(set) var isArchived = false
    /// Where it goes on elsewhere: who has said so, and with whom. What comes back from there ends it.
    public private(set) var seal: Seal?
    /// As it was when the session began, or as it was last moved to.
    public private(set) var runbook: RunbookSource
    public let tenant: TenantBinding
    public let started: Stamp
    /// Which entries were written elsewhere.
    public let foreign: ForeignEntries
    /// The folder that the runbook was read from; nil for what came with Lockstep, and of earlier builds.
    public private(set) var runbookFolder: String?
    /// Whether something of it was written here.
    private var hasOwnEntries: Bool
    /// A move to another version that a file tells of, and that wasn't made here.
    public private(set) var ignoredUpgrade: Stamp?
    /// Whether the runbook came in with a file.
    public private(set) var isRunbookForeign: Bool
    /// How many people must approve a switch at least, whatever the runbook asks.
    public let approvals: Int
    public private(set) var answers: [String: String] = [:]
    /// The event that gave each answer.
    private var answered: [String: Int] = [:]
    func answeredSequence(_ input: String) -> Int { answered[input] ?? 0 }
    /// Every answer to each question, in order, with those that somebody elsewhere gave.
    public private(set) var answerLog: [String: [Answer]] = [:]
    public private(set) var currentStep: String?
    public private(set) var enteredSteps: Set<String> = []
    public private(set) var doneActions: [String: Stamp] = [:]
    public private(set) var verdicts: [String: RecordedVerdict] = [:]
    public private(set) var attestations: [String: Attestation] = [:]
    public private(set) var notes: [Note] = []
    /// By item; also those that have expired.
    public private(set) var waivers: [String: Waiver] = [:]
    /// What the last one who left wrote for the next, until somebody else has worked on it.
    public private(set) var handover: Note?
    /// Sequences of events that no longer count.
    public private(set) var undone: Set<Int> = []
    private var undoables: [Undoable] = []
    /// Why each was skipped when it was last said.
    public private(set) var skipped: [String: String] = [:]
    public private(set) var approval: Approval?
    public private(set) var removalApproval: Approval?
    public private(set) var refusals = 0
    /// What this session sent and read of each domain, by its lowercased name.
    public private(set) var histories: [String: SwitchHistory] = [:]
    /// The domain that the session's switch was last about.
    private var switchedDomain: String?
    /// How the session stood when it sent its last switch.
    public private(set) var moment: SwitchMoment?
    /// Whose keys were known when the journal was read, while it is: what is written from then on was judged a moment ago.
    private var signers: AllowedSigners?
    /// Keys that signed approvals of this session, by fingerprint.
    private var approvers: [String: SSHPublicKey] = [:]
    public private(set) var lastEvent: Stamp
    public private(set) var eventCount: Int

    /// Folds a whole journal.
    /// - Parameters:
    ///   - waiting: entries that were taken in since it was last written here.
    ///   - authorship: who signed which entries; nil where nobody looks at keys.
    public init(
        _ events: some Sequence<Event>, waiting: ClosedRange<Int>? = nil, authorship: Authorship? = nil
    ) throws(JournalProblem) {
        let events = Array(events)
        guard let first = events.first, case .sessionStarted(let start) = first.payload else { throw .noBeginning }
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
    private func counts(_ approver: Person?, at time: Date) -> Bool {
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
        // What nobody here signed seals nothing, and ends no seal.
        let isPutIn = stamp.foreign.map { $0 != .file } ?? false
        if !isPutIn { seal = nil }
        if case .sealed(let body) = event.payload, !isPutIn, !foreign.cameIn(event.sequence) {
            seal = Seal(to: body.to, stamp: stamp)
        }
        defer { if !stamp.isForeign { hasOwnEntries = true } }
        // It has been read once somebody else did something.
        if let given = handover, event.payload.isWork, given.stamp.who != event.who { handover = nil }
        switch event.payload {
        case .sessionStarted, .leaseTaken, .takenIn, .approvalDeclined, .sealed: break
        case .approvalSigned(let body):
            // Proving a signature costs something.
            guard signers != nil, let opened = try? body.approval.opened(), opened.statement.session == id else {
                break
            }
            approvers[opened.key.fingerprint] = opened.key
        case .inputAnswered(let body): answer(body, stamp, event.sequence)
        case .stepEntered(let body):
            currentStep = body.step
            enteredSteps.insert(body.step)
        case .actionDone(let body):
            remember(event, .action(body.action, before: doneActions[body.action]), "\(body.action) done")
            doneActions[body.action] = stamp
        case .itemChecked(let body):
            verdicts[body.item] = RecordedVerdict(
                verdict: body.verdict, evidence: body.evidence, stamp: stamp, attempt: body.attempt,
                sequence: event.sequence)
        case .itemAttested(let body):
            // Nobody's word from elsewhere takes the place of one that was given here.
            if stamp.yields(to: attestations[body.item]?.stamp) { break }
            remember(event, .attestation(body.item, before: attestations[body.item]), "\(body.item) confirmed")
            attestations[body.item] = Attestation(statement: body.statement, words: body.words, stamp: stamp)
        case .noteAdded(let body):
            remember(event, .note, "the note “\(body.text)”")
            notes.append(Note(text: body.text, stamp: stamp))
        case .itemWaived(let body):
            if stamp.yields(to: waivers[body.item]?.stamp) { break }
            remember(event, .waiver(body.item, before: waivers[body.item]), "\(body.item) waived")
            waivers[body.item] = Waiver(
                reason: body.reason, approvedBy: body.approvedBy,
                expires: min(
                    Moment.kept(body.expires) ?? stamp.time,
                    stamp.time.addingTimeInterval(Waiver.longest)), stamp: stamp,
                asker: event.who.at(body.account), isLapsed: !counts(body.approvedBy, at: stamp.time))
        case .undone(let body):
            // What was done here, nobody elsewhere takes back.
            if !stamp.isForeign || foreign.contains(body.sequence) { undo(body.sequence) }
        case .handedOver(let body): handover = Note(text: body.text, stamp: stamp)
        case .renamed(let body): name = body.name
        case .archived(let body): isArchived = body.isArchived
        case .runbookUpgraded(let body):
            // Nobody elsewhere moves a session that was written here to another lock.
            if stamp.isForeign, hasOwnEntries {
                ignoredUpgrade = stamp
                break
            }
            ignoredUpgrade = nil
            upgrade(body, at: event.sequence)
            isRunbookForeign = stamp.isForeign
        case .skipped(let body): skipped[body.subject] = body.reason
        case .cutoverRefused: refusals += 1
        case .cutoverApproved(let body):
            // Nobody's word from elsewhere opens a gate here.
            if stamp.isForeign { break }
            approval = Approval(
                after: approval, attempt: body.attempt, domain: body.domain, plan: body.plan, stamp,
                body.approvedBy ?? event.who.at(body.account),
                runbook: body.runbook)
        case .rollbackApproved(let body):
            if stamp.isForeign { break }
            removalApproval = Approval(
                after: removalApproval, attempt: body.attempt, domain: body.domain, plan: body.plan, stamp,
                body.approvedBy ?? event.who.at(body.account))
        case .cutoverStarted(let body):
            moment = SwitchMoment(
                attempt: body.attempt, domain: body.domain, stamp: stamp, verdicts: verdicts,
                attestations: attestations, waivers: waivers)
            note(event)
        case .cutoverVerified, .cutoverFailed, .rollbackStarted, .rolledBack, .switchAnswered, .domainSeen,
            .switchAudited:
            note(event)
        }
    }

    private mutating func answer(_ body: InputAnswered, _ stamp: Stamp, _ sequence: Int) {
        // A token may go to an address: whose it is, somebody here says.
        if stamp.isForeign, body.answer.contains("://") { return }
        // What somebody here has answered, nobody from elsewhere answers otherwise: theirs stands beside it, as theirs.
        let isClaim = stamp.yields(to: ownAnswer(to: body.input)?.stamp)
        answerLog[body.input, default: []].append(
            Answer(
                value: body.answer, stamp: stamp,
                by: stamp.who.at(body.account),
                approvedBy: stamp.isForeign || !counts(body.approvedBy, at: stamp.time) ? nil : body.approvedBy,
                reason: body.reason))
        if isClaim { return }
        answers[body.input] = body.answer
        answered[body.input] = sequence
    }

    /// Keeps what an event tells of a domain's switch.
    private mutating func note(_ event: Event) {
        guard let domain = event.payload.switchedDomain else { return }
        histories[domain, default: SwitchHistory(domain: domain)]
            .apply(event, isForeign: foreign.contains(event.sequence))
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

    private mutating func upgrade(_ body: RunbookUpgraded, at sequence: Int) {
        runbook = body.runbook
        runbookFolder = body.folder
        currentStep = body.step
        for item in body.verdicts { verdicts[item] = nil }
        for item in body.waivers { waivers[item] = nil }
        for input in body.answers {
            answers[input] = nil
            answered[input] = sequence
        }
        var done: [String: Stamp] = [:]
        for (before, after) in body.actions { done[after] = doneActions[before] }
        doneActions = done
        // What was approved, skipped or could be taken back was of the other version.
        (approval, removalApproval) = (nil, nil)
        skipped = [:]
        undoables = []
    }

    // MARK: - Undo

    /// What `undo` would take back next: the event's sequence, and what it did in words.
    public var lastUndoable: (sequence: Int, words: String)? { undoables.last.map { ($0.sequence, $0.words) } }

    private mutating func remember(_ event: Event, _ change: Undoable.Change, _ words: String) {
        undoables.append(Undoable(sequence: event.sequence, change: change, words: words))
    }

    /// Only the newest can be taken back: what came after may rest on what was before.
    private mutating func undo(_ sequence: Int) {
        guard let last = undoables.last, last.sequence == sequence else { return }
        undoables.removeLast()
        undone.insert(sequence)
        switch last.change {
        case .action(let id, let before): doneActions[id] = before
        case .attestation(let item, let before): attestations[item] = before
        case .waiver(let item, let before): waivers[item] = before
        case .note: if !notes.isEmpty { notes.removeLast() }
        }
    }
}
