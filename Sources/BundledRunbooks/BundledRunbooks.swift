import Foundation
import ProcessShims

/// Finds the runbooks that come with the program.
public enum BundledRunbooks {
    /// The folder that holds one folder per runbook; nil when the program was moved without it.
    public static var folder: URL? {
        let program = program.deletingLastPathComponent()
        return ["lockstep_BundledRunbooks.resources/Runbooks", "../share/lockstep/runbooks"]
            .map { program.appending(path: $0).standardizedFileURL }
            .first { FileManager.default.fileExists(atPath: $0.path) }
    }

    /// The running program. A thin container has no /proc: then as it was called.
    private static var program: URL {
        let link = URL(filePath: "/proc/self/exe")
        let program = link.resolvingSymlinksInPath()
        guard program == link, let name = lockstep_process_file() else { return program }
        return URL(filePath: String(cString: name)).resolvingSymlinksInPath()
    }
}
