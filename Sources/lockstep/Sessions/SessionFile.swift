import Foundation
import Journal
import SessionStore

/// An exported session on the disk.
enum SessionFile {
    /// More bytes than any session has.
    private static let largest = 256 * 1_048_576

    static func read(_ path: String) throws -> SessionArchive {
        let data = try BoundedFile.data(path, limit: largest)
        do throws(ArchiveProblem) {
            return try SessionArchive(data: data)
        } catch {
            if error == .newer { throw InputProblem("\(path): \(error)") }
            throw Refusal("\(path): \(error)")
        }
    }
}
