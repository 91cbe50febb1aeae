import Foundation
import Glibc

/// Which file, pipe or device something is, whatever its name.
struct FileIdentity: Hashable, Sendable {
    private let device: UInt
    private let inode: UInt

    init(_ status: stat) { (device, inode) = (UInt(status.st_dev), UInt(status.st_ino)) }

    /// nil for what isn't open.
    static func of(_ descriptor: Int32) -> FileIdentity? {
        var status = stat()
        return fstat(descriptor, &status) == 0 ? FileIdentity(status) : nil
    }

    /// What a name leads to; `-` is standard input.
    static func of(_ input: String) -> FileIdentity? {
        if input == "-" { return of(STDIN_FILENO) }
        var status = stat()
        return stat(input, &status) == 0 ? FileIdentity(status) : nil
    }

    /// Whether a file may be written. Whoever took away the right to write it meant to, and putting another file in its place
    /// would get round that.
    static func isWritable(_ path: UnsafePointer<CChar>, _ status: stat) -> Bool {
        status.st_mode & 0o222 != 0 && faccessat(AT_FDCWD, path, W_OK, AT_EACCESS) == 0
    }

    /// Takes the name away, unless something else has it by now.
    func unlink(_ path: String) {
        var status = stat()
        if lstat(path, &status) == 0, FileIdentity(status) == self { Glibc.unlink(path) }
    }
}
