import Foundation
import Journal

/// A session as one file: versioned JSON with its whole journal, which holds evidence and runbook. Pure.
public enum SessionArchive {
    private static let format = "lockstep-session"
    private static let version = 1

    private struct File: Codable {
        struct Entry: Codable {
            let sequence: Int
            let time: String
            let who: Person
            let kind: String
            let version: Int
            /// The payload's JSON as it was written: what the hash covers.
            let payload: String
            let previous: String
            let hash: String
        }
        let format: String
        let version: Int
        let session: String
        let events: [Entry]
        /// The last entry's: stands for all.
        let head: String
    }

    /// The file's bytes. The same entries are the same bytes.
    public static func data(_ events: [Event]) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(
            File(
                format: format, version: version, session: events.first?.session ?? "",
                events: events.map {
                    .init(
                        sequence: $0.sequence, time: $0.timeText, who: $0.who, kind: $0.kind, version: $0.version,
                        payload: $0.json, previous: $0.previousHash, hash: $0.hash)
                }, head: events.last?.hash ?? Event.genesis))
    }

    /// The journal in a file, proven: every hash, the chain, its head, and not a byte that wasn't written so.
    public static func events(in data: Data) throws(ArchiveProblem) -> [Event] {
        guard let file = try? JSONDecoder().decode(File.self, from: data), file.format == format else {
            throw .unreadable
        }
        guard file.version == version else { throw .newer }
        var events: [Event] = []
        do throws(JournalProblem) {
            for entry in file.events {
                events.append(
                    try Event(
                        session: file.session, sequence: entry.sequence, time: entry.time, who: entry.who,
                        kind: entry.kind, version: entry.version, json: entry.payload, previousHash: entry.previous,
                        hash: entry.hash))
            }
            try Chain.verify(events)
            guard events.last?.hash == file.head else { throw JournalProblem.missing(sequence: events.count + 1) }
        } catch {
            throw .journal(error)
        }
        guard (try? SessionArchive.data(events)) == data else { throw .rewritten }
        return events
    }
}

/// Why a file isn't the session that was exported.
public enum ArchiveProblem: Error, Hashable, Sendable, CustomStringConvertible {
    case unreadable
    case newer
    /// Its entries are whole, and what stands between them isn't as it was written.
    case rewritten
    case journal(JournalProblem)

    public var description: String {
        switch self {
        case .unreadable: "It isn't an exported session, or was damaged: it can't be read as one."
        case .newer: "It was exported by a newer Lockstep; update this one."
        case .rewritten: "It was changed after it was exported, if only between its entries."
        case .journal(let problem): problem.description
        }
    }
}
