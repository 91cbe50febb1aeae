import Foundation
import Glibc
import PrivateFiles

/// Holds a folder for one process at a time while something is set up in it. Given back by the system when the
/// process ends, however it ends.
enum FolderLock {
    private static let name = "sessions.lock"

    static func hold<T>(_ folder: PrivateFolder, _ work: () throws -> T) throws -> T {
        try folder.makeFile(name)
        try folder.check(name)
        let file = Glibc.open(folder.url.appending(path: name).path, O_RDWR | O_NOFOLLOW | O_CLOEXEC)
        guard file >= 0 else { throw CocoaError(.fileWriteNoPermission) }
        defer { close(file) }
        while flock(file, LOCK_EX) != 0 {
            guard errno == EINTR else { throw CocoaError(.fileLocking) }
        }
        return try work()
    }
}
