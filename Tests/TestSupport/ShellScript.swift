import Foundation

/// A program that a test writes for itself.
public enum ShellScript {
    /// Another process writes it. If this one did, a child that another test starts in the meantime would hold the file
    /// open for writing until it runs its own program, and the script couldn't be started: "Text file busy".
    public static func install(_ script: String, at place: URL) throws {
        let draft = place.appendingPathExtension("draft")
        try Data("#!/bin/sh\n\(script)\n".utf8).write(to: draft)
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/install")
        process.arguments = ["-m", "700", draft.path, place.path]
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw CocoaError(.fileWriteUnknown) }
    }
}
