import Foundation

/// The built program, run as a person or a script runs it.
public enum Program {
    /// Beside the test bundle, where the package manager puts both.
    public static let url: URL = {
        let bundle = URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath()
        var folder = bundle.deletingLastPathComponent()
        while !FileManager.default.isExecutableFile(atPath: folder.appending(path: "lockstep").path), folder.path != "/"
        {
            folder.deleteLastPathComponent()
        }
        return folder.appending(path: "lockstep")
    }()

    public static func environment(_ store: URL) -> [String: String] {
        [
            "XDG_STATE_HOME": store.path, "LOCKSTEP_USER": "ida", "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8",
            "TERM": "xterm", "HOME": store.path,
        ]
    }

    public struct Result: Sendable {
        public let code: Int32
        public let output: String
        public let errors: String
    }

    /// Runs it to its end with these lines on standard input.
    /// - Parameter starter: a program by its path, with arguments, that starts this one: in another place, as somebody else.
    public static func run(
        _ arguments: [String], store: URL, input: String = "", environment more: [String: String] = [:],
        through starter: [String] = []
    ) throws -> Result {
        let process = Process()
        let words = starter + [url.path] + arguments
        process.executableURL = URL(filePath: words[0])
        process.arguments = Array(words.dropFirst())
        process.environment = environment(store).merging(more) { $1 }
        let (stdin, stdout, stderr) = (Pipe(), Pipe(), Pipe())
        process.standardInput = stdin
        process.standardOutput = stdout
        process.standardError = stderr
        try process.run()
        try stdin.fileHandleForWriting.write(contentsOf: Data(input.utf8))
        try stdin.fileHandleForWriting.close()
        let errors = Gathered(stderr)
        let output = stdout.fileHandleForReading.everything()
        process.waitUntilExit()
        return Result(
            code: process.terminationStatus, output: String(decoding: output, as: UTF8.self), errors: errors.text)
    }

    /// Reads one pipe while another is being read, so that neither fills up.
    private final class Gathered: @unchecked Sendable {
        // Safe: written on the one thread, read after the group has waited for it.
        private var data = Data()
        private let group = DispatchGroup()

        init(_ pipe: Pipe) {
            group.enter()
            DispatchQueue.global().async { [self] in
                data = pipe.fileHandleForReading.everything()
                group.leave()
            }
        }

        var text: String {
            group.wait()
            return String(decoding: data, as: UTF8.self)
        }
    }
}
