import Escaping
import Foundation
import Glibc

/// Where a secret may come from: never an argument, which every process on the machine can read.
enum SecretSource {
    /// More bytes than any secret has.
    private static let longest = 65_536

    /// From a file that only its owner can read.
    static func file(_ path: String) throws -> String {
        var status = stat()
        guard stat(path, &status) == 0 else {
            throw InputProblem("\(path) can't be read: \(String(cString: strerror(errno)))")
        }
        guard status.st_mode & 0o077 == 0 else {
            throw InputProblem("\(path) can be read by others; first: \(ShellText.command("chmod", "600", path))")
        }
        return try trimmed(try BoundedFile.text(path, limit: longest), from: path)
    }

    /// From a file descriptor that whoever started us has opened.
    static func descriptor(_ number: Int32) throws -> String {
        var data = Data()
        var buffer = [UInt8](repeating: 0, count: 4_096)
        while true {
            let count = read(number, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw InputProblem("file descriptor \(number) can't be read") }
            if count == 0 { break }
            data.append(contentsOf: buffer[..<count])
            guard data.count <= longest else {
                throw InputProblem("file descriptor \(number) holds no secret: it is too long")
            }
        }
        return try trimmed(String(decoding: data, as: UTF8.self), from: "file descriptor \(number)")
    }

    private static func trimmed(_ text: String, from source: String) throws -> String {
        let secret = text.trimmingCharacters(in: .whitespacesAndNewlines)
        guard !secret.isEmpty else { throw InputProblem("\(source) holds no secret: it is empty") }
        return secret
    }
}
