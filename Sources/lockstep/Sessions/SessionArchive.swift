import Foundation
import Journal

/// A session in one file.
enum SessionArchive {
    /// More than any session has.
    private static let largest = 256 * 1_048_576
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

    static func data(_ events: [Event]) throws -> Data {
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

    /// - Throws: what is wrong with the file, or with the first entry that isn't as it was written.
    static func read(_ path: String) throws -> [Event] {
        guard let size = (try? FileManager.default.attributesOfItem(atPath: path))?[.size] as? Int else {
            throw InputProblem("there is no \(path)")
        }
        guard size <= largest, let data = FileManager.default.contents(atPath: path) else {
            throw InputProblem("\(path) can't be read, or is larger than \(largest / 1_048_576) MiB")
        }
        guard let file = try? JSONDecoder().decode(File.self, from: data), file.format == format else {
            throw ArchiveProblem("\(path) isn't an exported session, or was damaged: it can't be read as one.")
        }
        guard file.version == version else {
            throw InputProblem("\(path) was exported by a newer Lockstep; update this one")
        }
        do {
            let events = try file.events.map { entry in
                try Event(
                    session: file.session, sequence: entry.sequence, time: entry.time, who: entry.who,
                    kind: entry.kind, version: entry.version, json: entry.payload, previousHash: entry.previous,
                    hash: entry.hash)
            }
            try Chain.verify(events)
            guard events.last?.hash == file.head else {
                throw JournalProblem.missing(sequence: events.count + 1)
            }
            // Not a byte may differ from what is written for these entries.
            guard try SessionArchive.data(events) == data else {
                throw ArchiveProblem("\(path) was changed after it was exported, if only between its entries.")
            }
            return events
        } catch let problem as JournalProblem {
            throw ArchiveProblem("\(path): \(problem)")
        }
    }
}
