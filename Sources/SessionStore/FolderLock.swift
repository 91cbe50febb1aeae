import Foundation
import Glibc

/// Holds a folder for one process at a time while something is set up in it. Given back by the system when the
/// process ends, however it ends.
enum FolderLock {
    static func hold<T>(_ folder: URL, _ work: () throws -> T) throws -> T {
        let file = Glibc.open(folder.appending(path: "sessions.lock").path, O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw CocoaError(.fileWriteNoPermission) }
        defer { close(file) }
        while flock(file, LOCK_EX) != 0 {
            guard errno == EINTR else { throw CocoaError(.fileLocking) }
        }
        return try work()
    }
}
