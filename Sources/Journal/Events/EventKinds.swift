import Foundation

/// Every kind of entry that there is. One that was ever written stays here, so that it stays readable.
public enum EventKinds {
    public static let all: [any EventPayload.Type] = [
        SessionStarted.self, InputAnswered.self, StepEntered.self, ActionDone.self, ItemChecked.self,
        ItemAttested.self, NoteAdded.self, Skipped.self, PenTaken.self, CutoverRefused.self, CutoverApproved.self,
        CutoverStarted.self, CutoverVerified.self, CutoverFailed.self, RollbackStarted.self, RolledBack.self,
        SwitchAnswered.self, DomainSeen.self, SwitchAudited.self, RollbackApproved.self, Undone.self,
        ItemWaived.self, HandedOver.self, Renamed.self, Archived.self, RunbookUpgraded.self, TakenIn.self,
        ApprovalDeclined.self, ApprovalSigned.self, Sealed.self, HintTaken.self,
    ]

    /// By the name that a journal has for it.
    public static let named: [String: any EventPayload.Type] = Dictionary(
        all.map { ($0.kind, $0) }, uniquingKeysWith: { first, _ in first })

    /// A payload's JSON as a journal keeps it. Keys are sorted, so that the same payload is the same text.
    static func json(_ payload: some EventPayload) throws(JournalProblem) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(payload) else {
            throw .unreadable(sequence: 0, detail: "the payload can't be written as JSON")
        }
        return String(decoding: data, as: UTF8.self)
    }

    /// Reads what `json` wrote, today's version or an older one.
    public static func payload(
        kind: String, version: Int, json: String, sequence: Int
    ) throws(JournalProblem) -> any EventPayload {
        guard let type = named[kind], version <= type.version else { throw .newer(sequence: sequence, kind: kind) }
        do {
            return try JSONDecoder().decode(type, from: Data(json.utf8))
        } catch {
            throw .unreadable(sequence: sequence, detail: "its \(kind) payload isn't what it should be")
        }
    }
}
