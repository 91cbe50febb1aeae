import Foundation
import Runbook

/// What is true of a session now: a fold over its events and nothing else.
public struct SessionState: Hashable, Sendable {
    /// Who did something and when.
    public struct Stamp: Hashable, Sendable {
        public let who: Person
        public let time: Date
    }

    public struct RecordedVerdict: Hashable, Sendable {
        public let verdict: Verdict
        public let evidence: Evidence
        public let stamp: Stamp
        public let attempt: String?
        public let sequence: Int
    }

    public struct Attestation: Hashable, Sendable {
        public let statement: String
        public let words: String
        public let stamp: Stamp
    }

    public struct Note: Hashable, Sendable {
        public let text: String
        public let stamp: Stamp
    }

    public struct Approval: Hashable, Sendable {
        public let attempt: String
        public let domain: String
        public let stamp: Stamp
    }

    /// How far the switch has come.
    public enum Cutover: Hashable, Sendable {
        case notStarted
        /// Sent, and nobody has read back yet what became of it.
        case inDoubt(attempt: String, domain: String, since: Date)
        case verified(domain: String, configurationID: String, at: Date)
        case failed(CutoverFailed, at: Date)
    }

    public let id: String
    public let name: String
    public let runbook: RunbookSource
    public let tenant: TenantBinding
    public let started: Stamp
    public private(set) var answers: [String: String] = [:]
    /// The event that gave each answer.
    private var answered: [String: Int] = [:]
    public private(set) var currentStep: String?
    public private(set) var enteredSteps: Set<String> = []
    public private(set) var doneActions: [String: Stamp] = [:]
    public private(set) var verdicts: [String: RecordedVerdict] = [:]
    public private(set) var attestations: [String: Attestation] = [:]
    public private(set) var notes: [Note] = []
    /// Why each was skipped when it was last said.
    public private(set) var skipped: [String: String] = [:]
    public private(set) var cutover = Cutover.notStarted
    public private(set) var approval: Approval?
    public private(set) var refusals = 0
    /// When the domain was last switched, as far as this session knows.
    public private(set) var lastSwitch: Date?
    public private(set) var lastEvent: Stamp
    public private(set) var eventCount: Int

    /// Folds a whole journal.
    public init(_ events: some Sequence<Event>) throws(JournalProblem) {
        var iterator = events.makeIterator()
        guard let first = iterator.next(), case .sessionStarted(let start) = first.payload else { throw .noBeginning }
        id = first.session
        name = start.name
        runbook = start.runbook
        tenant = start.tenant
        started = Stamp(who: first.who, time: first.time)
        lastEvent = started
        eventCount = 1
        while let event = iterator.next() { apply(event) }
    }

    /// Goes one event further.
    public mutating func apply(_ event: Event) {
        let stamp = Stamp(who: event.who, time: event.time)
        lastEvent = stamp
        eventCount = event.sequence
        switch event.payload {
        case .sessionStarted, .leaseTaken: break
        case .inputAnswered(let body):
            answers[body.input] = body.answer
            answered[body.input] = event.sequence
        case .stepEntered(let body):
            currentStep = body.step
            enteredSteps.insert(body.step)
        case .actionDone(let body):
            doneActions[body.action] = stamp
        case .itemChecked(let body):
            verdicts[body.item] = RecordedVerdict(
                verdict: body.verdict, evidence: body.evidence, stamp: stamp, attempt: body.attempt,
                sequence: event.sequence)
        case .itemAttested(let body):
            attestations[body.item] = Attestation(statement: body.statement, words: body.words, stamp: stamp)
        case .noteAdded(let body):
            notes.append(Note(text: body.text, stamp: stamp))
        case .skipped(let body): skipped[body.subject] = body.reason
        case .cutoverRefused:
            refusals += 1
        case .cutoverApproved(let body):
            approval = Approval(attempt: body.attempt, domain: body.domain, stamp: stamp)
        case .cutoverStarted(let body):
            cutover = .inDoubt(attempt: body.attempt, domain: body.domain, since: event.time)
            lastSwitch = event.time
        case .cutoverVerified(let body):
            cutover = .verified(domain: body.domain, configurationID: body.configurationID, at: event.time)
        case .cutoverFailed(let body):
            cutover = .failed(body, at: event.time)
            // Nothing was switched, so nothing has to cool down.
            if body.outcome == .stillManaged { lastSwitch = nil }
        }
    }

    /// What is known of an item's check: the last verdict, unless a question that the check asks about has been
    /// answered anew since, for then it was about something else.
    public func verdict(of item: Item) -> RecordedVerdict? {
        guard let recorded = verdicts[item.id],
            !(item.check?.inputs ?? []).contains(where: { (answered[$0] ?? 0) > recorded.sequence })
        else { return nil }
        return recorded
    }

    /// Somebody's word for an item, if it was given for the very sentence that stands there now.
    public func attestation(of item: Item) -> Attestation? {
        guard let given = attestations[item.id], given.statement == item.attestation?.shown(answers) else { return nil }
        return given
    }
}
