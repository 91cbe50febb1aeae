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
        guard status.st_mode & S_IFMT != S_IFDIR else { throw InputProblem("\(path) is a folder; name the file in it") }
        guard status.st_mode & 0o077 == 0 else {
            throw InputProblem("\(path) can be read by others; first: \(ShellText.command("chmod", "600", path))")
        }
        return try trimmed(try BoundedFile.text(path, limit: longest), from: path)
    }

    /// From a file descriptor that whoever started us has opened.
    static func descriptor(_ number: Int32) throws -> String {
        let name = "file descriptor \(number)"
        let data = try BoundedFile.data(of: number, named: name, limit: longest)
        return try trimmed(try BoundedFile.text(data, named: name), from: name)
    }

    private static func trimmed(_ text: String, from source: String) throws -> String {
        let secret = text.trimmingCharacters(in: .whitespacesAndNewlines)
        guard !secret.isEmpty else { throw InputProblem("\(source) holds no secret: it is empty") }
        return secret
    }
}
