import Foundation

/// What the shell calls home, wherever the system thinks that it is.
public enum HomeFolder {
    public static var url: URL {
        if let home = ProcessInfo.processInfo.environment["HOME"], home.hasPrefix("/") {
            return URL(filePath: home, directoryHint: .isDirectory)
        }
        return FileManager.default.homeDirectoryForCurrentUser
    }

    /// A path as it was typed where no shell reads it, with the home folder in place of a `~` that it begins with.
    public static func expanding(_ path: String) -> String {
        if path == "~" { return url.path }
        return path.hasPrefix("~/")
            ? url.appending(path: path.dropFirst(2)).path : (path as NSString).expandingTildeInPath
    }
}
