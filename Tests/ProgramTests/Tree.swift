import Foundation
import Glibc

/// All that lies in a folder: by its path the mode, what it is, where it is and what it holds.
enum Tree {
    static func of(_ folder: URL) -> [String: String] {
        var result: [String: String] = [:]
        for name in (try? FileManager.default.subpathsOfDirectory(atPath: folder.path)) ?? [] {
            let path = folder.appending(path: name).path
            var status = stat()
            guard lstat(path, &status) == 0 else { continue }
            var words = String(status.st_mode, radix: 8) + " \(status.st_ino) \(status.st_rdev)"
            switch status.st_mode & S_IFMT {
            case S_IFREG: words += " " + ((try? Data(contentsOf: URL(filePath: path)))?.base64EncodedString() ?? "?")
            case S_IFLNK: words += " " + ((try? FileManager.default.destinationOfSymbolicLink(atPath: path)) ?? "?")
            default: break
            }
            result[name] = words
        }
        return result
    }
}
