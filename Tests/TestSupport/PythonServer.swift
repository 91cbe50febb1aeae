import Foundation
import Glibc

/// A test's server, written in Python: it listens on file descriptor 2, and ends with its standard input. It listens from
/// the first moment, before Python is there: nobody waits for it, and least of all one of concurrency's few threads.
public struct PythonServer: Sendable {
    public struct Missing: Error {}

    public let port: Int
    /// What it prints.
    public let output: Pipe

    /// - Parameter lifeline: kept open for as long as it is to live.
    public init(
        _ process: Process, _ lifeline: Pipe, host: String = "127.0.0.1", script: String, _ arguments: [String]
    ) throws {
        let listener: Int32
        (listener, port) = try PythonServer.listen(at: host)
        defer { close(listener) }
        output = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", "-u", "-c", script] + arguments
        process.standardOutput = output
        process.standardError = FileHandle(fileDescriptor: listener, closeOnDealloc: false)
        process.standardInput = lifeline
        try process.run()
    }

    private static func listen(at host: String) throws -> (Int32, Int) {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isListening =
            inet_pton(AF_INET, host, &address.sin_addr) == 1
            && withUnsafeMutablePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    bind(listener, $0, length) == 0 && Glibc.listen(listener, 128) == 0
                        && getsockname(listener, $0, &length) == 0
                }
            }
        guard isListening else {
            close(listener)
            throw Missing()
        }
        return (listener, Int(UInt16(bigEndian: address.sin_port)))
    }
}
