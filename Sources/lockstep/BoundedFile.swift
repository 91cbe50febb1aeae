import Foundation
import Glibc

/// A file that a person named, read as far as such a file goes and no further. Its size is found by reading: a device or
/// a pipe has none, and a file may grow.
enum BoundedFile {
    /// - Parameter limit: bytes.
    static func data(_ path: String, limit: Int) throws(InputProblem) -> Data {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw InputProblem(errno == ENOENT ? "there is no \(path)" : "\(path) can't be read: \(lastError)")
        }
        defer { close(descriptor) }
        var data = Data()
        var block = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = read(descriptor, &block, block.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw InputProblem("\(path) can't be read: \(lastError)") }
            if count == 0 { return data }
            data.append(contentsOf: block[..<count])
            guard data.count <= limit else { throw InputProblem("\(path) is larger than \(words(limit))") }
        }
    }

    static func text(_ path: String, limit: Int) throws(InputProblem) -> String {
        guard let text = String(validating: try data(path, limit: limit), as: UTF8.self) else {
            throw InputProblem("\(path) can't be read as UTF-8 text")
        }
        return text
    }

    private static func words(_ bytes: Int) -> String {
        bytes < 1_048_576 ? "\(bytes / 1_024) KiB" : "\(bytes / 1_048_576) MiB"
    }

    private static var lastError: String { String(cString: strerror(errno)) }
}
