import Foundation
import Glibc

/// Which file, pipe or device something is, whatever its name.
struct Standing: Hashable, Sendable {
    private let device: UInt
    private let inode: UInt

    init(_ status: stat) { (device, inode) = (UInt(status.st_dev), UInt(status.st_ino)) }

    /// nil for what isn't open.
    static func of(_ descriptor: Int32) -> Standing? {
        var status = stat()
        return fstat(descriptor, &status) == 0 ? Standing(status) : nil
    }

    /// What a name leads to; `-` is standard input.
    static func of(_ input: String) -> Standing? {
        if input == "-" { return of(STDIN_FILENO) }
        var status = stat()
        return stat(input, &status) == 0 ? Standing(status) : nil
    }

    /// Takes the name away, unless something else has it by now.
    func unlink(_ path: String) {
        var status = stat()
        if lstat(path, &status) == 0, Standing(status) == self { Glibc.unlink(path) }
    }
}
