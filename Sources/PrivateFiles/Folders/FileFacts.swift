import Foundation

/// What the system says of a file or folder itself, not of what a link leads to.
public struct FileFacts: Hashable, Sendable {
    /// What stands at a path.
    public enum Kind: Hashable, Sendable {
        case file, folder, link, other
    }

    public let path: String
    public let kind: Kind
    public let owner: UInt32
    public let group: UInt32
    /// Permissions, with set-user-ID, set-group-ID and sticky.
    public let mode: UInt32

    public init(path: String, kind: Kind, owner: UInt32, group: UInt32, mode: UInt32) {
        self.path = path
        self.kind = kind
        self.owner = owner
        self.group = group
        self.mode = mode
    }

    /// - Parameter follows: whether a link counts as what it leads to.
    /// - Returns: nil if nothing is there.
    public static func of(_ path: String, following follows: Bool = false) throws(FileProblem) -> FileFacts? {
        var status = stat()
        guard (follows ? stat(path, &status) : lstat(path, &status)) == 0 else {
            if errno == ENOENT { return nil }
            throw .unfit("\(path) can't be looked at: \(String(cString: strerror(errno)))")
        }
        let kind: Kind =
            switch status.st_mode & S_IFMT {
            case S_IFREG: .file
            case S_IFDIR: .folder
            case S_IFLNK: .link
            default: .other
            }
        return FileFacts(
            path: path, kind: kind, owner: status.st_uid, group: status.st_gid, mode: status.st_mode & 0o7777)
    }
}
