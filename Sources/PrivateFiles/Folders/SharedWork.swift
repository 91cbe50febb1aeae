import Foundation
import Glibc

/// Whether several programs can work on the files of a folder at once: locks of each kind and shared memory, tried on a file
/// without a name. Network file systems, and some of virtual machines, have none, whatever they are called.
public enum SharedWork {
    /// What the system refuses there, in a few words; nil where it refuses nothing, or nothing can be made to try it with.
    public static func refusal(in folder: String) -> String? {
        var name = Array("\(folder)/.lockstep-XXXXXX".utf8CString)
        let file = mkstemp(&name)
        guard file >= 0 else { return nil }
        defer { close(file) }
        unlink(name)
        var whole = flock()
        whole.l_type = Int16(F_WRLCK)
        whole.l_whence = Int16(SEEK_SET)
        if fcntl(file, F_SETLK, &whole) != 0 { return words("locks") }
        whole.l_type = Int16(F_UNLCK)
        _ = fcntl(file, F_SETLK, &whole)
        if flock(file, LOCK_EX | LOCK_NB) != 0 { return words("locks") }
        let size = 4_096
        guard ftruncate(file, off_t(size)) == 0 else { return nil }
        let page = mmap(nil, size, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0)
        if page == MAP_FAILED { return words("shared memory") }
        munmap(page, size)
        return nil
    }

    private static func words(_ what: String) -> String { "\(what): \(FileProblem.words(errno))" }
}
