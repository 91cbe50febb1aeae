import Foundation

/// Finds the runbooks that come with the program.
public enum BundledRunbooks {
    /// The folder that holds one folder per runbook; nil when the program was moved without it.
    public static var folder: URL? {
        let program = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        return ["lockstep_BundledRunbooks.resources", "../share/lockstep/runbooks"]
            .map { program.appending(path: $0).standardizedFileURL }
            .first { FileManager.default.fileExists(atPath: $0.path) }
    }
}
