import Escaping
import Foundation
import Glibc
import PrivateFiles

/// A file that a person named, read as far as such a file goes and no further. Its size is found by reading: a device or
/// a pipe has none, and a file may grow.
enum BoundedFile {
    /// - Parameters:
    ///   - path: `-` is standard input.
    ///   - limit: bytes.
    ///   - isOrdinary: a pipe, a device or a folder is refused, and not waited for.
    static func data(_ path: String, limit: Int, isOrdinary: Bool = false) throws(InputProblem) -> Data {
        if path == "-" { return try data(of: STDIN_FILENO, named: "standard input", limit: limit) }
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | (isOrdinary ? O_NONBLOCK : 0))
        guard descriptor >= 0 else {
            throw InputProblem(errno == ENOENT ? "there is no \(path)" : "\(path) can't be read: \(lastError)")
        }
        defer { close(descriptor) }
        var status = stat()
        if isOrdinary, fstat(descriptor, &status) != 0 || status.st_mode & S_IFMT != S_IFREG {
            throw InputProblem("\(path) is no ordinary file")
        }
        return try data(of: descriptor, named: path, limit: limit)
    }

    /// What is open already.
    static func data(of descriptor: Int32, named name: String, limit: Int) throws(InputProblem) -> Data {
        var data = Data()
        var block = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = Descriptor.read(&block, from: descriptor)
            guard count >= 0 else { throw InputProblem("\(name) can't be read: \(lastError)") }
            if count == 0 { return data }
            data.append(contentsOf: block[..<count])
            guard data.count <= limit else { throw InputProblem("\(name) is larger than \(words(limit))") }
        }
    }

    static func text(_ path: String, limit: Int, isOrdinary: Bool = false) throws(InputProblem) -> String {
        try text(try data(path, limit: limit, isOrdinary: isOrdinary), named: path == "-" ? "standard input" : path)
    }

    static func text(_ data: Data, named name: String) throws(InputProblem) -> String {
        do throws(UTF8Place) { return try UTF8Place.text(of: data) } catch {
            throw InputProblem(
                "\(name):\(error.line): error: byte \(error.byte) of that line isn't UTF-8; convert it (iconv -t UTF-8), or "
                    + "save it again as UTF-8")
        }
    }

    private static func words(_ bytes: Int) -> String {
        bytes < 1_048_576 ? "\(bytes / 1_024) KiB" : "\(bytes / 1_048_576) MiB"
    }

    private static var lastError: String { errno == EBADF ? "it is closed" : String(cString: strerror(errno)) }
}
