import Foundation
import TestSupport

@testable import Journal

/// A session's file as somebody writes it who knows how: every hash is right, whatever its entries say.
struct SessionDraft {
    struct Entry: Codable {
        var sequence: Int
        var time: String
        var who: Person
        var kind: String
        var version: Int
        var payload: String
        var previous = ""
        var hash = ""
    }

    private struct File: Encodable {
        let format = "lockstep-session"
        let version = 1
        let session: String
        let events: [Entry]
        let head: String
    }

    var session: String
    var entries: [Entry] = []

    mutating func add(_ kind: String, version: Int, _ payload: String, time: String, who: Person) {
        entries.append(
            Entry(
                sequence: entries.count + 1, time: time, who: who, kind: kind, version: version, payload: payload))
    }

    /// The file's bytes, sealed.
    func data() throws -> Data {
        var (sealed, previous): ([Entry], String) = ([], Event.genesis)
        for var entry in entries {
            var digest = Digest("lockstep.event")
            for field in [
                session, String(entry.sequence), entry.time, entry.who.name, entry.who.host, entry.kind,
                String(entry.version), entry.payload, previous,
            ] { digest.add(field) }
            (entry.previous, entry.hash) = (previous, digest.hexadecimal)
            previous = entry.hash
            sealed.append(entry)
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(File(session: session, events: sealed, head: previous))
    }
}
