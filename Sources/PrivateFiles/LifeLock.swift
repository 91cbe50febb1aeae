import FileShims
import Foundation

/// A lock on a file, which shows that the process that holds it lives. The kernel keeps it with the open file description,
/// and releases it when that goes: with the process, however it ends. It belongs to the file, so whoever sees the file sees
/// the lock, from other containers and accounts too; no process number and no clock has a part in it. Programs that this one
/// starts don't inherit it (`O_CLOEXEC`).
public final class LifeLock: Sendable {
    private let file: Int32
    private let path: String

    /// Makes a file and locks it.
    public init(making path: String, for audience: Audience) throws(FileProblem) {
        self.path = path
        file = open(path, O_CREAT | O_EXCL | O_RDWR | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw .last(path) }
        guard audience == .owner || fchmod(file, audience.fileMode) == 0, lockstep_lock(file) == 0 else {
            let problem = FileProblem.unfit(
                "\(path) can't be locked (\(String(cString: strerror(errno)))), and without locks nobody can say who is at "
                    + "work; name a folder on another disk with --store")
            unlink(path)
            throw problem
        }
    }

    deinit { close(file) }

    /// Takes the file's name away, and keeps the lock; unless something else has the name by now.
    public func remove() { FileIdentity.of(file)?.unlink(path) }

    /// Whether some process holds a file's lock. Looking doesn't take it, so those who look don't disturb each other.
    /// What can't be looked at counts as held: nobody's lock is taken because of a fault.
    public static func isHeld(_ path: String) -> Bool {
        let file = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else { return errno != ENOENT }
        defer { close(file) }
        return lockstep_is_locked(file) != 0
    }
}
