import Foundation
import Reconciliation

/// A new file that holds personal data: its owner's alone, there as a whole or not at all.
public enum WorklistFile {
    /// Writes a line for each account that the filter lets through.
    /// - Returns: how many there are.
    public static func write(
        _ reconciliation: Reconciliation, _ filter: Reconciliation.Filter, system: String, to path: String
    ) throws(ReconciliationProblem) -> Int {
        let url = URL(filePath: path)
        let draft = url.deletingLastPathComponent().appending(path: ".\(url.lastPathComponent).\(getpid())")
        guard
            FileManager.default.createFile(
                atPath: draft.path, contents: nil, attributes: [.posixPermissions: 0o600]),
            let file = try? FileHandle(forWritingTo: draft)
        else { throw .file("\(path) can't be written: \(String(cString: strerror(errno))).") }
        var count = 0
        do {
            try file.write(contentsOf: Data(Worklist.header.utf8))
            try reconciliation.pages(filter) { page in
                count += page.count
                let lines = page.map { Worklist.line(of: $0, system: system) }.joined()
                try file.write(contentsOf: Data(lines.utf8))
                return true
            }
            try file.synchronize()
            try file.close()
            guard rename(draft.path, path) == 0 else {
                throw ReconciliationProblem.file("\(path) can't be written: \(String(cString: strerror(errno))).")
            }
        } catch {
            try? FileManager.default.removeItem(at: draft)
            throw error as? ReconciliationProblem ?? .file("\(path) can't be written: \(error.localizedDescription)")
        }
        return count
    }
}
