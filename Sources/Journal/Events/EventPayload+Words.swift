import Runbook

extension EventPayload {
    /// The item or action that the event is about, if it is about one.
    public var subject: String? {
        switch self {
        case .actionDone(let body): body.action
        case .itemChecked(let body): body.item
        case .itemAttested(let body): body.item
        case .itemWaived(let body): body.item
        case .skipped(let body): body.subject
        default: nil
        }
    }

    /// Whether somebody did something in it, rather than only opened or put it away.
    var isWork: Bool {
        switch self {
        case .leaseTaken, .renamed, .archived, .handedOver, .takenIn: false
        default: true
        }
    }

    /// What happened, for people.
    public var words: String {
        switch self {
        case .sessionStarted(let body): "began “\(body.name)” with \(body.runbook.id) at \(body.tenant.displayName)"
        case .inputAnswered(let body):
            "answered \(body.input): \(AnswerText.short(body.answer))"
                + (body.reason.map { ", because: \($0)" } ?? "")
                + EventPayload.approved(body.approvedBy, besides: body.account)
        case .stepEntered(let body): "went to \(body.step)"
        case .actionDone(let body): "did \(body.action)"
        case .itemChecked(let body): "checked \(body.item): \(body.verdict.word)"
        case .itemAttested(let body): "confirmed \(body.item): “\(body.words)”"
        case .noteAdded(let body): "noted: \(body.text)"
        case .skipped(let body): "skipped \(body.subject): \(body.reason)"
        case .leaseTaken(let body):
            (body.isGiven == true ? "asked for the pen and got it" : "took over")
                + (body.from.map { " from \($0)" } ?? "")
        case .cutoverRefused(let body):
            "was refused the cutover: \(body.reasons.count) \(body.reasons.count == 1 ? "reason" : "reasons")"
        case .cutoverApproved(let body):
            "approved the switch of \(body.domain)" + EventPayload.approval(body.approvedBy)
        case .cutoverStarted(let body):
            body.byHand == true
                ? "got the commands for the switch of \(body.domain)" : "sent the switch of \(body.domain)"
        case .cutoverVerified(let body): "read back: \(body.domain) is federated as planned"
        case .cutoverFailed(let body): EventPayload.words(body)
        case .switchAnswered(let body): "got the answer for \(body.domain): \(body.answer.words)"
        case .domainSeen(let body): body.words
        case .switchAudited(let body): body.words
        case .rollbackApproved(let body):
            "approved the removal of the federation of \(body.domain)" + EventPayload.approval(body.approvedBy)
        case .rollbackStarted(let body): "sent the removal of the federation of \(body.domain)"
        case .rolledBack(let body):
            "read back: \(body.domain) is \(body.isManaged ? "managed again" : "still federated")"
                + (body.reason.map { ". \($0)" } ?? "")
        case .undone(let body): "took back entry \(body.sequence)"
        case .itemWaived(let body):
            "waived \(body.item) until \(body.expires): \(body.reason)"
                + EventPayload.approved(body.approvedBy, besides: body.account)
        case .handedOver(let body): "handed over: \(body.text)"
        case .renamed(let body): "named it “\(body.name)”"
        case .archived(let body): body.isArchived ? "put it away" : "took it out again"
        case .runbookUpgraded(let body):
            "moved it to another version of \(body.runbook.id)"
                + (body.verdicts.isEmpty ? "" : "; no longer counts: \(body.verdicts.joined(separator: ", "))")
                + (body.reason.map { "; it blocks less, because: \($0)" } ?? "")
                + EventPayload.approved(body.approvedBy, besides: body.account)
        case .takenIn(let body):
            "took in entries \(body.first) to \(body.last) from a file: others wrote them, elsewhere"
        case .sealed(let body): "sealed it: it goes on elsewhere, with \(body.to)"
        case .approvalSigned(let body):
            "has \(body.by)'s signature under “\(body.what)”"
                + ((try? body.approval.opened()).map { ", by \($0.key.fingerprint)" } ?? ", which counts for nothing")
        case .approvalDeclined(let body):
            "was told no by \(body.by) (\(body.by.caveat(besides: nil))) to “\(body.what)”: \(body.reason)"
        }
    }

    /// Nothing but what somebody typed stands behind a second person's name.
    private static func approved(_ person: Person?, besides account: String?) -> String {
        person.map { " (approved by \($0), \($0.caveat(besides: account)))" } ?? ""
    }

    private static func approval(_ person: Person?) -> String {
        person.map { " (\($0), \($0.caveat(besides: nil)))" } ?? ""
    }

    private static func words(_ body: CutoverFailed) -> String {
        switch body.outcome {
        case .stillManaged: "concluded: \(body.domain) was not switched. \(body.reason)"
        case .federatedOtherwise: "read back: \(body.domain) is federated otherwise. \(body.reason)"
        case .reverted: "read back: \(body.domain) was set back by somebody else. \(body.reason)"
        }
    }
}
