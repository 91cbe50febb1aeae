import Foundation
import Journal
import SessionStore

/// An exported session on the disk.
enum SessionFile {
    /// More bytes than any session has.
    private static let largest = 256 * 1_048_576

    static func read(_ path: String) throws -> [Event] {
        guard let size = (try? FileManager.default.attributesOfItem(atPath: path))?[.size] as? Int else {
            throw InputProblem("there is no \(path)")
        }
        guard size <= largest, let data = FileManager.default.contents(atPath: path) else {
            throw InputProblem("\(path) can't be read, or is larger than \(largest / 1_048_576) MiB")
        }
        do throws(ArchiveProblem) {
            return try SessionArchive.events(in: data)
        } catch {
            if error == .newer { throw InputProblem("\(path): \(error)") }
            throw SessionFileProblem(description: "\(path): \(error)")
        }
    }
}

/// A file that isn't the session that was exported.
struct SessionFileProblem: Error, CustomStringConvertible {
    let description: String
}
