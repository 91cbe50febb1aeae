import Crypto
import Foundation
import Journal
import Runbook
import SessionStore
import TestSupport

/// Whoever writes a session's file by hand: every hash is right, and nothing else.
struct Forger {
    var session = "abcd2345"
    var who = Person(name: "kai", host: "elsewhere")
    var time = Date()
    private(set) var events: [Event] = []

    /// A live session as somebody says that it began.
    static func live(
        _ tenantID: String, name: String = "handover", runbook: RunbookSource? = nil,
        connection: TenantBinding.Connection? = nil, session: String = "abcd2345", time: Date = Date()
    ) throws -> Forger {
        var forger = Forger(session: session, time: time)
        try forger.add(
            SessionStarted(
                name: name, runbook: runbook ?? Repository.runbook("peig-microsoft-365"),
                tenant: TenantBinding(
                    kind: .live, tenantID: tenantID, displayName: "Nordwind GmbH", scenario: nil,
                    connection: connection)))
        return forger
    }

    /// Goes on with a genuine journal.
    init(after events: [Event]) {
        self.events = events
        session = events.first?.session ?? session
    }

    init(session: String, time: Date) {
        self.session = session
        self.time = time
    }

    mutating func add(_ payload: any EventPayload) throws {
        events.append(try Event(session: session, after: events.last, time: time, who: who, payload: payload))
    }

    /// As a file below a folder.
    func file(in folder: URL, _ name: String = "forged.lockstep") throws -> String {
        let file = folder.appending(path: name)
        try SessionArchive(events).data().write(to: file)
        return file.path
    }
}

extension EventKinds {
    /// What stands in a journal, of any version: whoever forges needs no clearance.
    static func read(_ kind: String, _ version: Int, _ json: String) throws -> any EventPayload {
        var digest = SHA256()
        func add(_ field: String) {
            withUnsafeBytes(of: UInt64(field.utf8.count).bigEndian) { digest.update(bufferPointer: $0) }
            digest.update(data: Data(field.utf8))
        }
        let time = Event.text(Date())
        for field in [
            "lockstep.event", "s", "1", time, "i", "h", kind, String(version), json, Event.genesis,
        ] { add(field) }
        let hash = digest.finalize().map { String(format: "%02x", $0) }.joined()
        return try Event(
            session: "s", sequence: 1, time: time, who: Person(name: "i", host: "h"), kind: kind, version: version,
            json: json, previousHash: Event.genesis, hash: hash
        ).payload
    }
}

extension Event {
    /// What a session began with.
    var started: SessionStarted? { if let body = payload as? SessionStarted { body } else { nil } }
}
