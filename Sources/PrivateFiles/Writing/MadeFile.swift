import Foundation
import Glibc

/// A file that this process has made. It stays open as long as this lives: until then no other file can get its number,
/// whatever becomes of its name.
public final class MadeFile: Sendable {
    public let path: String
    private let standing: FileIdentity
    private let descriptor: Int32

    /// - Parameter file: the open file; whoever has it keeps it.
    init(path: String, _ status: stat, _ file: Int32) {
        self.path = path
        standing = FileIdentity(status)
        descriptor = fcntl(file, F_DUPFD_CLOEXEC, 0)
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// Makes a file that holds `data`, its owner's alone.
    @discardableResult
    public static func make(
        _ data: Data, at path: String, over predecessor: FileDraft.Predecessor = .nothing
    ) throws(FileProblem) -> MadeFile {
        let draft = try FileDraft(of: path)
        try draft.write(data)
        return try draft.finish(over: predecessor)
    }

    /// Makes one in the place of an ordinary file, or where nothing is. A link that has the name is followed and stays; one
    /// that leads nowhere is refused, as is a file that may only be read, or that has other names besides.
    public static func replace(_ data: Data, at path: String) throws(FileProblem) {
        var status = stat()
        guard lstat(path, &status) == 0 else {
            guard errno == ENOENT else { throw .last(path) }
            try make(data, at: path)
            return
        }
        guard let real = realpath(path, nil) else {
            throw .failed(path: path, detail: "what it leads to: \(FileProblem.words(errno))")
        }
        defer { free(real) }
        var present = stat()
        guard stat(real, &present) == 0 else { throw .last(path) }
        guard FileIdentity.isWritable(real, present) else {
            throw .failed(path: path, detail: "it may only be read (chmod u+w, if it is to be changed)")
        }
        guard present.st_nlink == 1 else {
            throw .failed(
                path: path, detail: "it has \(present.st_nlink) names, and the others would keep what it says now")
        }
        try make(data, at: String(cString: real), over: .file)
    }

    /// Keeps it for this process as long as this lives: others see that it is somebody's.
    public func hold() { flock(descriptor, LOCK_EX | LOCK_NB) }

    /// Whether a process that lives holds the file that has this name.
    public static func isHeld(_ path: String) -> Bool {
        let file = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else { return false }
        defer { close(file) }
        return flock(file, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK
    }

    /// Removes it, unless something else has taken its name meanwhile.
    public func remove() {
        if descriptor >= 0 { standing.unlink(path) }
    }
}
