import Foundation
import Glibc
import PrivateFiles

/// A file's bytes, a block at a time.
final class ByteSource {
    let name: String
    /// When what was opened was written last: a link's own age says nothing of it.
    let modified: Date
    /// Whether it can be read again: a pipe can't.
    let isFile: Bool
    private let descriptor: Int32
    private var block = [UInt8](repeating: 0, count: 262_144)
    private var place = 0
    private var end = 0

    init(path: String) throws(ReconciliationProblem) {
        let isInput = path == "/dev/stdin"
        name = isInput ? "standard input" : (path as NSString).lastPathComponent
        // By its number: opened by its name it would begin anew, and may be refused.
        descriptor = isInput ? fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3) : open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw .file("\(path) can't be read: \(String(cString: strerror(errno))).")
        }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT != S_IFDIR else {
            throw .file("\(path) is a folder; name the file with the accounts in it.")
        }
        isFile = status.st_mode & S_IFMT == S_IFREG
        // It is read twice, and both share one place.
        if isInput, isFile { lseek(descriptor, 0, SEEK_SET) }
        modified = Date(
            timeIntervalSince1970: Double(status.st_mtim.tv_sec) + Double(status.st_mtim.tv_nsec) / 1_000_000_000)
    }

    deinit { close(descriptor) }

    /// The next byte; nil at the end.
    func next() throws(ReconciliationProblem) -> UInt8? {
        if place == end {
            let count = Descriptor.read(&block, from: descriptor)
            guard count >= 0 else { throw .file("\(name) can't be read: \(String(cString: strerror(errno))).") }
            (place, end) = (0, count)
            if count == 0 { return nil }
        }
        defer { place += 1 }
        return block[place]
    }

    /// What was read and waits: a block, unless the file ends before.
    func lookahead() throws(ReconciliationProblem) -> ArraySlice<UInt8> {
        try peek() == nil ? [] : block[place..<end]
    }

    /// The next byte, which stays to be read.
    func peek() throws(ReconciliationProblem) -> UInt8? {
        guard let byte = try next() else { return nil }
        place -= 1
        return byte
    }
}
