import Runbook

/// Everything that can be written in a journal. A kind that was ever written stays here, so that it stays readable.
public enum EventPayload: Hashable, Sendable {
    case sessionStarted(SessionStarted)
    case inputAnswered(InputAnswered)
    case stepEntered(StepEntered)
    case actionDone(ActionDone)
    case itemChecked(ItemChecked)
    case itemAttested(ItemAttested)
    case noteAdded(NoteAdded)
    case skipped(Skipped)
    case leaseTaken(LeaseTaken)
    case cutoverRefused(CutoverRefused)
    case cutoverApproved(CutoverApproved)
    case cutoverStarted(CutoverStarted)
    case cutoverVerified(CutoverVerified)
    case cutoverFailed(CutoverFailed)
    case rollbackStarted(RollbackStarted)
    case rolledBack(RolledBack)
    case switchAnswered(SwitchAnswered)
    case domainSeen(DomainSeen)
    case switchAudited(SwitchAudited)
    case rollbackApproved(RollbackApproved)
    case undone(Undone)
    case itemWaived(ItemWaived)
    case handedOver(HandedOver)
    case renamed(Renamed)
    case archived(Archived)
    case runbookUpgraded(RunbookUpgraded)
    case takenIn(TakenIn)
    case approvalDeclined(ApprovalDeclined)
    case approvalSigned(ApprovalSigned)
    case sealed(Sealed)
}

/// The payload of one kind of event.
public protocol EventBody: Codable, Hashable, Sendable {
    /// The kind's name in the journal.
    static var kind: String { get }
    /// Raised when the shape changes; older shapes stay readable.
    static var version: Int { get }
}

extension EventBody {
    public static var version: Int { 1 }
}

/// The session began, with the runbook as it was that day.
public struct SessionStarted: EventBody {
    public static let kind = "sessionStarted"
    /// 2: where the runbook came from, and how many people must approve.
    public static var version: Int { 2 }
    public let name: String
    public let runbook: RunbookSource
    public let tenant: TenantBinding
    /// The folder that the runbook was read from; nil for one that came with Lockstep.
    public let folder: String?
    /// How many people must approve a switch at least, whatever the runbook asks; nil for what it asks.
    public let approvals: Int?

    public init(
        name: String, runbook: RunbookSource, tenant: TenantBinding, folder: String? = nil, approvals: Int? = nil
    ) {
        self.name = name
        self.runbook = runbook
        self.tenant = tenant
        self.folder = folder
        self.approvals = approvals
    }
}

public struct InputAnswered: EventBody {
    public static let kind = "inputAnswered"
    /// 2: why it was changed, and who agreed.
    public static var version: Int { 2 }
    public let input: String
    public let answer: String
    /// Why an answer that others count on was changed.
    public let reason: String?
    /// The second person who agreed to the change, and the account of the first.
    public let approvedBy: Person?
    public let account: String?

    public init(
        input: String, answer: String, reason: String? = nil, approvedBy: Person? = nil, account: String? = nil
    ) {
        self.input = input
        self.answer = answer
        self.reason = reason
        self.approvedBy = approvedBy
        self.account = account
    }
}

public struct StepEntered: EventBody {
    public static let kind = "stepEntered"
    public let step: String

    public init(step: String) { self.step = step }
}

public struct ActionDone: EventBody {
    public static let kind = "actionDone"
    public let action: String

    public init(action: String) { self.action = action }
}

public struct ItemChecked: EventBody {
    public static let kind = "itemChecked"
    public let item: String
    public let verdict: Verdict
    public let evidence: Evidence
    /// The cutover attempt that the check was made for, if it was.
    public let attempt: String?

    public init(item: String, verdict: Verdict, evidence: Evidence, attempt: String?) {
        self.item = item
        self.verdict = verdict
        self.evidence = evidence
        self.attempt = attempt
    }
}

public struct ItemAttested: EventBody {
    public static let kind = "itemAttested"
    public let item: String
    /// The sentence that was confirmed, as it was shown.
    public let statement: String
    /// What the person typed.
    public let words: String

    public init(item: String, statement: String, words: String) {
        self.item = item
        self.statement = statement
        self.words = words
    }
}

public struct NoteAdded: EventBody {
    public static let kind = "noteAdded"
    public let text: String

    public init(text: String) { self.text = text }
}

/// Something of the runbook doesn't apply here: said once, with the answer that it hangs on.
public struct Skipped: EventBody {
    public static let kind = "skipped"
    /// Id of an action or an item.
    public let subject: String
    public let reason: String

    public init(subject: String, reason: String) {
        self.subject = subject
        self.reason = reason
    }
}

public struct CutoverRefused: EventBody {
    public static let kind = "cutoverRefused"
    /// 2: reasons of the hour and of the clock. 3: of what the switch would leave behind. 4: of what no runbook takes away.
    public static var version: Int { 4 }
    public let attempt: String
    public let reasons: [Reason]

    public init(attempt: String, reasons: [Reason]) {
        self.attempt = attempt
        self.reasons = reasons
    }
}

/// The domain was read back as federated, with the configuration that was meant.
public struct CutoverVerified: EventBody {
    public static let kind = "cutoverVerified"
    public let attempt: String
    public let domain: String
    /// Id of the federation configuration in Graph.
    public let configurationID: String

    public init(attempt: String, domain: String, configurationID: String) {
        self.attempt = attempt
        self.domain = domain
        self.configurationID = configurationID
    }
}

/// What is true of the domain after its federation was to be removed.
public struct RolledBack: EventBody {
    public static let kind = "rolledBack"
    public let attempt: String
    public let domain: String
    /// Whether it was read back as managed.
    public let isManaged: Bool
    /// Why not, if it isn't.
    public let reason: String?

    public init(attempt: String, domain: String, isManaged: Bool, reason: String?) {
        self.attempt = attempt
        self.domain = domain
        self.isManaged = isManaged
        self.reason = reason
    }
}

/// An earlier event no longer counts; it stays readable.
public struct Undone: EventBody {
    public static let kind = "undone"
    /// The event's sequence.
    public let sequence: Int

    public init(sequence: Int) { self.sequence = sequence }
}

/// An item doesn't block until a moment, for a reason, by somebody's and a second person's word.
public struct ItemWaived: EventBody {
    public static let kind = "itemWaived"
    /// 2: the account of the one who writes.
    public static var version: Int { 2 }
    public let item: String
    public let reason: String
    /// The second person; nil where the runbook asks for one only.
    public let approvedBy: Person?
    /// `2026-11-22T04:00:00Z`
    public let expires: String
    /// That the one who writes was at.
    public let account: String?

    public init(item: String, reason: String, approvedBy: Person?, expires: String, account: String? = nil) {
        self.item = item
        self.reason = reason
        self.approvedBy = approvedBy
        self.expires = expires
        self.account = account
    }
}

/// What the next person must know, from whoever leaves.
public struct HandedOver: EventBody {
    public static let kind = "handedOver"
    public let text: String

    public init(text: String) { self.text = text }
}

public struct Renamed: EventBody {
    public static let kind = "renamed"
    public let name: String

    public init(name: String) { self.name = name }
}

/// The session is put away, or taken out again.
public struct Archived: EventBody {
    public static let kind = "archived"
    public let isArchived: Bool

    public init(isArchived: Bool) { self.isArchived = isArchived }
}
