import Foundation

/// A test's server, written in Python: it prints its port once it listens, and ends with its standard input.
public struct PythonServer: Sendable {
    public let port: String
    /// What it prints behind the port.
    public let output: Pipe

    /// - Parameter lifeline: kept open for as long as it is to live.
    public init(_ process: Process, _ lifeline: Pipe, script: String, _ arguments: [String]) throws {
        output = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", "-u", "-c", script] + arguments
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        process.standardInput = lifeline
        try process.run()
        port = String(decoding: output.fileHandleForReading.chunk(), as: UTF8.self).trimmingCharacters(
            in: .whitespacesAndNewlines)
    }
}
