import Foundation
import Journal
import Signatures

/// A session as one file: versioned JSON with its whole journal, which holds evidence and runbook, and what was signed of
/// it. Pure.
public struct SessionArchive: Hashable, Sendable {
    public let events: [Event]
    public let signatures: [HeadSignature]

    private static let format = "lockstep-session"
    /// What nobody signed is written as earlier versions wrote it, and they can read it.
    private static let unsigned = 1
    private static let signed = 2

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
        /// With the words that were signed, so that OpenSSH alone can prove it.
        struct Signed: Codable {
            let sequence: Int
            let hash: String
            let first: Int?
            let text: String
            let signature: String
        }
        let format: String
        let version: Int
        let session: String
        let events: [Entry]
        /// The last entry's hash, which stands for all.
        let head: String
        let signatures: [Signed]?
    }

    public init(_ events: [Event], _ signatures: [HeadSignature] = []) {
        (self.events, self.signatures) = (events, signatures)
    }

    /// The file's bytes. The same entries are the same bytes.
    public func data() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(
            File(
                format: SessionArchive.format,
                version: signatures.isEmpty ? SessionArchive.unsigned : SessionArchive.signed,
                session: events.first?.session ?? "",
                events: events.map {
                    .init(
                        sequence: $0.sequence, time: $0.timeText, who: $0.who, kind: $0.kind, version: $0.version,
                        payload: $0.json, previous: $0.previousHash, hash: $0.hash)
                }, head: events.last?.hash ?? Event.genesis,
                signatures: signatures.isEmpty ? nil : signatures.compactMap(entry)))
    }

    private func entry(_ signature: HeadSignature) -> File.Signed? {
        guard events.indices.contains(signature.sequence - 1) else { return nil }
        return .init(
            sequence: signature.sequence, hash: signature.hash, first: signature.first,
            text: HeadSignature.text(Checkpoint(events[signature.sequence - 1]), first: signature.first),
            signature: signature.signature)
    }

    /// Opens a file, proven: every hash, the chain, its head, every signature, and not a byte that wasn't written so.
    public init(data: Data) throws(ArchiveProblem) {
        guard let file = try? JSONDecoder().decode(File.self, from: data), file.format == SessionArchive.format else {
            throw .unreadable
        }
        guard [SessionArchive.unsigned, SessionArchive.signed].contains(file.version) else { throw .newer }
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
        let signatures = (file.signatures ?? []).map {
            HeadSignature(sequence: $0.sequence, hash: $0.hash, first: $0.first, signature: $0.signature)
        }
        self.init(events, signatures)
        guard (try? self.data()) == data else { throw .rewritten }
        let authorship = Authorship(events, signatures, signers: .none)
        if let problem = authorship.problems.first { throw .signature(problem.words) }
    }
}

/// Why a file isn't the session that was exported.
public enum ArchiveProblem: Error, Hashable, Sendable, CustomStringConvertible {
    case unreadable
    case newer
    /// Its entries are whole, and what stands between them isn't as it was written.
    case rewritten
    case journal(JournalProblem)
    case signature(String)

    public var description: String {
        switch self {
        case .unreadable: "It isn't an exported session, or was damaged: it can't be read as one."
        case .newer: "It was exported by a newer Lockstep; update this one."
        case .rewritten: "It was changed after it was exported, if only between its entries."
        case .journal(let problem): problem.description
        case .signature(let words): "\(words.capitalizedFirst)."
        }
    }
}
