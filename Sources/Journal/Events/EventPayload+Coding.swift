import Foundation

extension EventPayload {
    /// The payload itself, whatever its kind.
    public var body: any EventBody {
        switch self {
        case .sessionStarted(let body): body
        case .inputAnswered(let body): body
        case .stepEntered(let body): body
        case .actionDone(let body): body
        case .itemChecked(let body): body
        case .itemAttested(let body): body
        case .noteAdded(let body): body
        case .skipped(let body): body
        case .leaseTaken(let body): body
        case .cutoverRefused(let body): body
        case .cutoverApproved(let body): body
        case .cutoverStarted(let body): body
        case .cutoverVerified(let body): body
        case .cutoverFailed(let body): body
        case .rollbackStarted(let body): body
        case .rolledBack(let body): body
        case .switchAnswered(let body): body
        case .domainSeen(let body): body
        case .switchAudited(let body): body
        case .rollbackApproved(let body): body
        case .undone(let body): body
        case .itemWaived(let body): body
        case .handedOver(let body): body
        case .renamed(let body): body
        case .archived(let body): body
        case .runbookUpgraded(let body): body
        case .takenIn(let body): body
        case .approvalDeclined(let body): body
        case .approvalSigned(let body): body
        case .sealed(let body): body
        }
    }

    /// Kind, version and JSON as a journal keeps them. Keys are sorted, so that the same payload is the same text.
    func encoded() throws(JournalProblem) -> (kind: String, version: Int, json: String) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let body = body
        guard let data = try? encoder.encode(body) else {
            throw .unreadable(sequence: 0, detail: "the payload can't be written as JSON")
        }
        return (type(of: body).kind, type(of: body).version, String(decoding: data, as: UTF8.self))
    }

    /// Reads what `encoded` wrote, today's version or an older one.
    init(kind: String, version: Int, json: String, sequence: Int) throws(JournalProblem) {
        func read<Body: EventBody>(_ type: Body.Type) throws(JournalProblem) -> Body {
            guard version <= Body.version else {
                throw .newer(sequence: sequence, kind: kind)
            }
            do {
                return try JSONDecoder().decode(Body.self, from: Data(json.utf8))
            } catch {
                throw .unreadable(sequence: sequence, detail: "its \(kind) payload isn't what it should be")
            }
        }
        switch kind {
        case SessionStarted.kind: self = .sessionStarted(try read(SessionStarted.self))
        case InputAnswered.kind: self = .inputAnswered(try read(InputAnswered.self))
        case StepEntered.kind: self = .stepEntered(try read(StepEntered.self))
        case ActionDone.kind: self = .actionDone(try read(ActionDone.self))
        case ItemChecked.kind: self = .itemChecked(try read(ItemChecked.self))
        case ItemAttested.kind: self = .itemAttested(try read(ItemAttested.self))
        case NoteAdded.kind: self = .noteAdded(try read(NoteAdded.self))
        case LeaseTaken.kind: self = .leaseTaken(try read(LeaseTaken.self))
        case CutoverRefused.kind: self = .cutoverRefused(try read(CutoverRefused.self))
        case CutoverApproved.kind: self = .cutoverApproved(try read(CutoverApproved.self))
        case Skipped.kind: self = .skipped(try read(Skipped.self))
        case CutoverStarted.kind: self = .cutoverStarted(try read(CutoverStarted.self))
        case CutoverVerified.kind: self = .cutoverVerified(try read(CutoverVerified.self))
        case CutoverFailed.kind: self = .cutoverFailed(try read(CutoverFailed.self))
        case RollbackStarted.kind: self = .rollbackStarted(try read(RollbackStarted.self))
        case RolledBack.kind: self = .rolledBack(try read(RolledBack.self))
        case SwitchAnswered.kind: self = .switchAnswered(try read(SwitchAnswered.self))
        case DomainSeen.kind: self = .domainSeen(try read(DomainSeen.self))
        case SwitchAudited.kind: self = .switchAudited(try read(SwitchAudited.self))
        case RollbackApproved.kind: self = .rollbackApproved(try read(RollbackApproved.self))
        case Undone.kind: self = .undone(try read(Undone.self))
        case ItemWaived.kind: self = .itemWaived(try read(ItemWaived.self))
        case HandedOver.kind: self = .handedOver(try read(HandedOver.self))
        case Renamed.kind: self = .renamed(try read(Renamed.self))
        case Archived.kind: self = .archived(try read(Archived.self))
        case RunbookUpgraded.kind: self = .runbookUpgraded(try read(RunbookUpgraded.self))
        case TakenIn.kind: self = .takenIn(try read(TakenIn.self))
        case ApprovalDeclined.kind: self = .approvalDeclined(try read(ApprovalDeclined.self))
        case ApprovalSigned.kind: self = .approvalSigned(try read(ApprovalSigned.self))
        case Sealed.kind: self = .sealed(try read(Sealed.self))
        default: throw .newer(sequence: sequence, kind: kind)
        }
    }
}
