import Foundation
import Journal
import Runbook
import Testing

/// The kinds of entries that a journal can hold.
@Suite struct EventKindsTests {
    /// Names are what a journal is read by: one for each, and none that was ever written goes.
    @Test func everyKindHasItsName() {
        #expect(EventKinds.named.count == EventKinds.all.count)
        let ever = [
            "sessionStarted", "inputAnswered", "stepEntered", "actionDone", "itemChecked", "itemAttested", "noteAdded",
            "skipped", "leaseTaken", "cutoverRefused", "cutoverApproved", "cutoverStarted", "cutoverVerified",
            "cutoverFailed", "rollbackStarted", "rolledBack", "switchAnswered", "domainSeen", "switchAudited",
            "rollbackApproved", "undone", "itemWaived", "handedOver", "renamed", "archived", "runbookUpgraded",
            "takenIn", "approvalDeclined", "approvalSigned", "sealed", "hintTaken",
        ]
        #expect(Set(EventKinds.named.keys) == Set(ever))
        #expect(EventKinds.all.allSatisfy { $0.traits.version >= 1 })
    }

    /// A kind or a version of a later build is named, and read as nothing else.
    @Test(arguments: [("hintTaken", 2), ("hintShown", 1), ("", 1)])
    func whatComesLaterIsRefused(kind: String, version: Int) {
        #expect(throws: JournalProblem.newer(sequence: 7, kind: kind)) {
            try EventKinds.payload(
                kind: kind, version: version, json: #"{"subject":"a","number":1,"count":2}"#, sequence: 7)
        }
    }

    /// A hint counts whichever build wrote it down, and what was taken back of it is as it was then.
    @Test(arguments: [
        HintTaken(subject: "app-registered", number: 1, count: 3) as any EventPayload,
        NoteAdded(text: "Hint taken: app-registered (1 of 3)"),
    ])
    func aHintWasTaken(_ hint: any EventPayload) throws {
        let source = RunbookSource(id: "r", files: [:])
        var events: [Event] = []
        for payload: any EventPayload in [
            SessionStarted(
                name: "n", runbook: source,
                tenant: TenantBinding(kind: .rehearsal, tenantID: "t", displayName: "T", scenario: nil)),
            ActionDone(action: "register"), hint, NoteAdded(text: "Hint taken: by nobody"),
        ] {
            events.append(
                try Event(
                    session: "s", after: events.last, time: Date(timeIntervalSince1970: 1_800_000_000),
                    who: Person(name: "ida", host: "desk"), payload: payload))
        }
        #expect(try SessionState(events).hintsTaken == ["app-registered": 1])
        // A note that was taken back is none; a hint stays read.
        for sequence in [4, 3] {
            events.append(
                try Event(
                    session: "s", after: events.last, time: Date(timeIntervalSince1970: 1_800_000_000),
                    who: Person(name: "ida", host: "desk"), payload: Undone(sequence: sequence)))
        }
        #expect(try SessionState(events).hintsTaken == ["app-registered": hint is HintTaken ? 1 : 0])
        let read = try events.map {
            try Event(
                session: $0.session, sequence: $0.sequence, time: $0.timeText, who: $0.who, kind: $0.kind,
                version: $0.version, json: $0.json, previousHash: $0.previousHash, hash: $0.hash)
        }
        #expect(read == events && read.map(\.payload.sentence) == events.map(\.payload.sentence))
    }
}
