import Foundation
import PrivateFiles

/// A rehearsal's memory: what the tenant started from, and each request's changes, one line each. Written and
/// flushed to the disk before a request is answered, so that a killed rehearsal goes on where it was.
final class ChangeLog {
    struct Header: Codable {
        let version: Int
        let scenario: String
        /// The moment that the scenario's dates count from, seconds since 1970.
        let startedAt: Int
        /// What the provider signed with at the start; a certificate is new each time, so it is remembered.
        let certificate: String?
        /// What it published beside it.
        let nextCertificate: String?
        /// What those signed with that domains were federated with before, by the domain.
        var domainCertificates: [String: String]?
        let truths: String?
    }

    /// Another program writes to the file.
    struct NotAlone: Error {}

    private let handle: FileHandle
    /// Where the file ends, if nobody else writes to it.
    private var end: UInt64

    private init(_ handle: FileHandle, end: UInt64) { (self.handle, self.end) = (handle, end) }

    static func create(at url: URL, header: Header) throws(SimulationProblem) -> ChangeLog {
        do {
            // For the people that the folder is for.
            let folder = try PrivateFolder(url.deletingLastPathComponent())
            try folder.makeFile(url.lastPathComponent)
            try folder.check(url.lastPathComponent)
            let log = ChangeLog(try FileHandle(forWritingTo: url), end: 0)
            try log.write(try JSONEncoder().encode(header))
            return log
        } catch {
            throw .log(
                "\((error as? FileProblem)?.description ?? "\(url.path) can't be written: \(error.localizedDescription)")"
            )
        }
    }

    /// Reads a log back. A last line that was cut off in the middle belongs to a request that was never answered:
    /// it is dropped.
    /// - Parameter appending: whether to go on writing to the file.
    static func open(at url: URL, appending: Bool) throws(SimulationProblem) -> (
        header: Header, changes: [TenantState.Change], log: ChangeLog?
    ) {
        do {
            try PrivateFolder(url.deletingLastPathComponent()).check(url.lastPathComponent)
        } catch {
            throw .log("\(error)")
        }
        guard let data = try? Data(contentsOf: url) else {
            throw .log("the simulated tenant's file \(url.path) can't be read")
        }
        let whole = data.lastIndex(of: UInt8(ascii: "\n")).map { data[...$0] } ?? Data()[...]
        var lines = whole.split(separator: UInt8(ascii: "\n"))[...]
        guard let first = lines.popFirst(), let header = try? JSONDecoder().decode(Header.self, from: first),
            header.version == 1
        else { throw .log("\(url.path) isn't a simulated tenant's file of this Lockstep") }
        var changes: [TenantState.Change] = []
        for line in lines {
            guard let batch = try? JSONDecoder().decode([TenantState.Change].self, from: line) else {
                throw .log("\(url.path) is damaged")
            }
            changes += batch
        }
        guard appending else { return (header, changes, nil) }
        do {
            let handle = try FileHandle(forWritingTo: url)
            try handle.truncate(atOffset: UInt64(whole.count))
            try handle.seekToEnd()
            return (header, changes, ChangeLog(handle, end: UInt64(whole.count)))
        } catch {
            throw .log("\(url.path) can't be written: \(error.localizedDescription)")
        }
    }

    func append(_ changes: [TenantState.Change]) throws {
        if changes.isEmpty { return }
        try write(try JSONEncoder().encode(changes))
    }

    private func write(_ line: Data) throws {
        // A session that was taken over is another program's, and so is its tenant: the one that is left behind must not
        // write over what happens there.
        guard try handle.seekToEnd() == end else { throw NotAlone() }
        let line = line + [UInt8(ascii: "\n")]
        try handle.write(contentsOf: line)
        try handle.synchronize()
        end += UInt64(line.count)
    }
}
