import Foundation
import Runbook
import TestSupport

@testable import Journal
@testable import SessionStore

/// A whole night as programs of two people play it on one store, step by step. A step that was refused by the disk is done
/// again.
struct NightScript {
    /// What the programs of the night hold in their hands.
    final class Players {
        let folder: URL
        let id = "abcd2345"
        var ida: SessionStore?
        var kai: SessionStore?
        var writer: SessionWriter?
        var request: PenRequest?
        var code: String?

        init(_ folder: URL) { self.folder = folder }

        func idas() throws -> SessionStore {
            if let ida { return ida }
            let store = try SessionStore(folder: folder)
            ida = store
            return store
        }

        func kais() throws -> SessionStore {
            if let kai { return kai }
            let store = try SessionStore(folder: folder)
            kai = store
            return store
        }

        func append(_ payloads: [any EventPayload]) throws {
            guard let writer else { throw StoreProblem.failed("nobody has the pen") }
            try writer.append(payloads)
        }

        /// All programs end, in an orderly way or not.
        func leave() {
            writer = nil
            request = nil
            ida = nil
            kai = nil
        }
    }

    typealias Step = (name: String, work: @Sendable (Players) throws -> Void)

    private static let people = (ida: SessionStoreTests.ida, kai: Person(name: "kai", host: "h"))
    private static let domain = "nordwind.example"

    static let short = Array(whole.prefix(8)) + whole.suffix(7)

    /// From the beginning to the archive.
    static let whole: [Step] = preparation + switching + handing + wayBack

    private static func payload(_ kind: String, _ fields: String) throws -> any EventPayload {
        // As an earlier build wrote it: nothing but a clearance makes one today.
        try EventKinds.payload(
            kind: kind, version: 1, json: #"{"attempt":"a1","domain":"\#(domain)"\#(fields)}"#, sequence: 1)
    }

    private static func note(_ text: String) -> any EventPayload { NoteAdded(text: text) }

    private static let evidence = Evidence(
        requests: [.init(method: "GET", path: "/v1.0/domains", status: 200, requestID: "r", milliseconds: 3)],
        observations: (0..<6).map { .init(property: "p\($0)", seen: String(repeating: "seen ", count: 20)) },
        milliseconds: 3)

    private static func seen(_ configuration: String?) -> any EventPayload {
        DomainSeen(
            domain: domain,
            sighting: DomainSighting(
                source: .directory,
                federation: configuration.map {
                    .init(configurationID: $0, issuer: "urn:i", differences: [], isOurIssuer: true)
                }, readAt: Date(timeIntervalSince1970: 1_800_000_000), isTimed: true))
    }

    private static func answered() -> any EventPayload {
        SwitchAnswered(
            attempt: "a1", domain: domain,
            answer: SwitchAnswer(kind: .accepted, words: "201", status: 201, requestID: "r", configurationID: "c"))
    }

    private static let preparation: [Step] = [
        (
            "start",
            { players in
                let start = SessionStarted(
                    name: "friday",
                    runbook: RunbookSource(
                        id: "r", files: ["runbook.yaml": String(repeating: "a line of the runbook\n", count: 600)]),
                    tenant: TenantBinding(kind: .live, tenantID: "t", displayName: "T", scenario: nil))
                players.writer = try players.idas().begin(start, who: people.ida, id: players.id)
            }
        ),
        (
            "answers",
            { players in
                for (input, answer) in [("domain", domain), ("issuer", "urn:i"), ("certificate", "MII…")] {
                    // Once is enough, also where a later one of them was refused.
                    if players.writer?.state.answers[input] == answer { continue }
                    try players.append([InputAnswered(input: input, answer: answer)])
                }
            }
        ),
        (
            "step",
            {
                try $0.append([
                    StepEntered(step: "s1"), ActionDone(action: "a"), HintTaken(subject: "i1", number: 1, count: 2),
                ])
            }
        ),
        (
            "checks",
            { players in
                try players.append(
                    (0..<8).map {
                        ItemChecked(item: "i\($0)", verdict: .passed, evidence: evidence, attempt: nil)
                    })
            }
        ),
        ("attestation", { try $0.append([ItemAttested(item: "i1", statement: "s", words: "yes")]) }),
        (
            "ask for approval",
            { $0.code = try $0.writer?.askForApproval(of: request) }
        ),
        (
            "approve",
            { players in
                let code = players.code ?? ""
                _ = try players.kais().answer(session: players.id, code: code, shown: request, who: people.kai)
                guard let writer = players.writer, let answer = try writer.handedIn(to: code),
                    case .approved(let approver, _, _) = writer.judge(
                        answer, to: request, asker: nil, account: .failure(.init("a rehearsal")))
                else { return }
                try players.append([
                    ItemWaived(item: "i2", reason: "r", approvedBy: approver, expires: "2099-01-01T00:00:00Z")
                ])
                players.writer?.forgetApproval(code)
            }
        ),
    ]

    private static let request = ApprovalRequest("waive i2", [.init("Item", "i2")])

    private static let switching: [Step] = [
        (
            "refused",
            { players in
                let reason = Reason(kind: .failed, subject: "i3", message: "m", remedy: "r")
                try players.append([CutoverRefused(attempt: "a0", reasons: [reason])])
            }
        ),
        (
            "approved",
            { try $0.append([CutoverApproved(attempt: "a1", domain: domain, plan: "p")]) }
        ),
        (
            "started",
            { players in
                _ = try players.writer?.begin(try payload("cutoverStarted", ""), of: domain) { _ in [] }
            }
        ),
        ("answered", { try $0.append([answered()]) }),
        ("seen", { try $0.append([seen("c")]) }),
        ("verified", { try $0.append([try payload("cutoverVerified", #","configurationID":"c""#)]) }),
    ]

    private static let handing: [Step] = [
        ("note", { try $0.append([note("switched")]) }),
        ("handover", { try $0.append([HandedOver(text: "look at step 4")]) }),
        (
            "give back",
            { players in
                players.writer?.release()
                players.writer = nil
                players.ida = nil
            }
        ),
        ("kai opens", { $0.writer = try $0.kais().open($0.id, who: people.kai) }),
        ("kai notes", { try $0.append([note("kai is here")]) }),
        (
            "take over", { $0.writer = try $0.idas().open($0.id, who: people.ida, takingOver: true) }
        ),
        ("kai asks", { $0.request = try $0.kais().askForPen(of: $0.id, who: people.kai) }),
        (
            "ida gives",
            { players in
                if let request = players.request { try players.writer?.promisePen(to: request) }
                try players.append([note("yours")])
                players.writer?.release()
                players.writer = nil
            }
        ),
        (
            "kai gets it",
            { players in
                // Where the promise couldn't be kept, the pen is free: who waits takes it.
                if let request = players.request, case .given = try players.kais().answer(to: request) {
                    players.writer = try players.kais().open(request, from: people.ida)
                } else {
                    players.writer = try players.kais().open(players.id, who: people.kai)
                }
                players.request = nil
            }
        ),
    ]

    private static let wayBack: [Step] = [
        ("back", { try $0.append([try payload("rollbackStarted", "")]) }),
        ("back answered", { try $0.append([answered(), seen(nil)]) }),
        ("rolled back", { try $0.append([try payload("rolledBack", #","isManaged":true"#)]) }),
        (
            "all leave",
            { players in
                players.writer?.release()
                players.leave()
            }
        ),
        ("rename", { $0.writer = try $0.idas().open($0.id, who: people.ida) }),
        (
            "archive",
            { try $0.append([Renamed(name: "done"), Archived(isArchived: true)]) }
        ),
        (
            "all leave again",
            { players in
                players.writer?.release()
                players.leave()
            }
        ),
    ]
}
