import Foundation
import GRDB
import Runbook
import TestSupport
import Testing

@testable import Journal
@testable import SessionStore

/// One domain is switched by one session at a time, and what was sent to it is known as long as the store is.
@Suite(.computing) struct DomainLedgerTests {
    private static let ida = Person(name: "ida", host: "test")

    private static func start(_ kind: TenantBinding.Kind, tenant: String = "1B2C3D4E-0000-4000-8000-00000000000A")
        -> SessionStarted
    {
        SessionStarted(
            name: "n", runbook: RunbookSource(id: "r", files: ["runbook.yaml": ""]),
            tenant: TenantBinding(kind: kind, tenantID: tenant, displayName: "T", scenario: nil))
    }

    /// A switch as an earlier build wrote it: nothing but a clearance makes one today.
    private static func sent(_ attempt: String, _ domain: String = "X.example") throws -> any EventPayload {
        try EventKinds.payload(
            kind: "cutoverStarted", version: 1, json: #"{"attempt":"\#(attempt)","domain":"\#(domain)"}"#, sequence: 1)
    }

    @Test(arguments: [
        (TenantBinding.Kind.live, "1b2c3d4e-0000-4000-8000-00000000000a", true), (.live, "other", false),
        (.rehearsal, "1B2C3D4E-0000-4000-8000-00000000000A", false),
    ])
    func sessionsOfOneTenantKnowOfEachOther(kind: TenantBinding.Kind, tenant: String, isKnown: Bool) throws {
        let folder = try TemporaryFolder()
        let store = try SessionStore(folder: folder.url)
        let one = try store.begin(Self.start(.live), who: Self.ida)
        let two = try store.begin(Self.start(kind, tenant: tenant), who: Self.ida)
        try one.append(try Self.sent("a"))
        #expect(try one.history(of: "x.EXAMPLE").openSwitches.map(\.session) == [one.id])
        #expect(try two.history(of: "x.example").sendings.isEmpty == !isKnown)
        #expect(try two.history(of: "y.example").sendings.isEmpty)
    }

    /// Whatever was decided before: what the store knows at the moment of writing decides.
    @Test func whatBeginsASwitchIsWrittenOnlyIfTheDomainsPastAllowsIt() throws {
        let folder = try TemporaryFolder()
        let store = try SessionStore(folder: folder.url)
        let one = try store.begin(Self.start(.live), who: Self.ida)
        let two = try store.begin(Self.start(.live), who: Self.ida)
        let busy = Reason(kind: .inDoubt, subject: nil, message: "m", remedy: "r")
        func objections(_ history: SwitchHistory) -> [Reason] { history.open.isEmpty ? [] : [busy] }
        #expect(try one.begin(try Self.sent("a"), of: "x.example", objections: objections).isEmpty)
        let before = two.state.eventCount
        #expect(try two.begin(try Self.sent("b"), of: "x.example", objections: objections) == [busy])
        #expect(two.state.eventCount == before && two.state.switches.sendings.isEmpty)
        #expect(try store.events(of: two.id).count == before)
        // It goes on after that as if nothing had been tried.
        try two.append(NoteAdded(text: "on"))
        #expect(try store.events(of: two.id).count == before + 1)
    }

    @Test func nothingIsForgottenWithItsSession() throws {
        let folder = try TemporaryFolder()
        let store = try SessionStore(folder: folder.url)
        let one = try store.begin(Self.start(.live), who: Self.ida)
        try one.append(try Self.sent("a"))
        one.release()
        try store.delete(one.id, name: one.state.name, who: Self.ida)
        let two = try store.begin(Self.start(.live), who: Self.ida)
        #expect(try two.history(of: "x.example").openSwitches.count == 1)
    }

    /// A session that comes from elsewhere brings what it sent; twice is once, and never under somebody's hands.
    @Test func anImportBringsWhatItSent() throws {
        let (there, here) = (try TemporaryFolder(), try TemporaryFolder())
        let from = try SessionStore(folder: there.url)
        let one = try from.begin(Self.start(.live), who: Self.ida)
        try one.append(try Self.sent("a"))
        let store = try SessionStore(folder: here.url)
        let events = try one.events()
        #expect(try store.takeIn(events) == 2)
        #expect(try store.takeIn(events) == 0)
        let two = try store.begin(Self.start(.live), who: Self.ida)
        #expect(try two.history(of: "x.example").sendings.count == 1)
        let held = try store.open(one.id, who: Self.ida)
        try one.append(try Self.sent("b"))
        #expect(throws: StoreProblem.self) { try store.takeIn(try one.events()) }
        held.release()
        #expect(try store.takeIn(try one.events()) == 1)
        // Once something was written here, the two go ways of their own.
        let written = try store.open(one.id, who: Self.ida)
        try written.append(NoteAdded(text: "n"))
        #expect(try written.events().map(\.kind).suffix(2) == [TakenIn.kind, NoteAdded.kind])
        written.release()
        try one.append(NoteAdded(text: "n"))
        #expect(throws: StoreProblem.diverged(session: one.id, sequence: 4)) { try store.takeIn(try one.events()) }
    }

    /// What somebody edits in the ledger itself is found out where it is asked.
    @Test func anAlteredLedgerIsNoGround() throws {
        let folder = try TemporaryFolder()
        let store = try SessionStore(folder: folder.url)
        let one = try store.begin(Self.start(.live), who: Self.ida)
        try one.append(try Self.sent("a"))
        try #require(store.database).write {
            try $0.execute(sql: "DROP TRIGGER domain_events_are_never_changed")
            try $0.execute(sql: "UPDATE domain_events SET payload = replace(payload, '\"a\"', '\"z\"')")
        }
        #expect(throws: StoreProblem.self) { try one.history(of: "x.example") }
    }

    /// A store of an earlier build: what its journals tell of domains is in the ledger, rehearsals each for themselves.
    @Test func anOlderStoresJournalsFillTheLedger() throws {
        let folder = try TemporaryFolder()
        let database = try DatabasePool(path: folder.url.appending(path: "sessions.sqlite").path)
        try Schema.migrator.migrate(database, upTo: "3")
        var last: Event?
        for payload: any EventPayload in [Self.start(.live), try Self.sent("a")] {
            let event = try Event(session: "abcd2345", after: last, time: Date(), who: Self.ida, payload: payload)
            try database.write { try SessionStore.insert(event, in: $0) }
            last = event
        }
        try database.close()
        chmod(folder.url.appending(path: "sessions.sqlite").path, 0o600)
        let store = try SessionStore(folder: folder.url)
        let writer = try store.begin(Self.start(.live), who: Self.ida)
        #expect(try writer.history(of: "x.example").openSwitches.map(\.attempt) == ["a"])
    }
}
