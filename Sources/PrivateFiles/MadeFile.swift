import Foundation

/// A file that this process has made.
public struct MadeFile: Hashable, Sendable {
    public let path: String
    private let device: UInt
    private let inode: UInt

    init(path: String, _ status: stat) {
        self.path = path
        device = UInt(status.st_dev)
        inode = UInt(status.st_ino)
    }

    /// Makes a file that holds `data`, its owner's alone.
    @discardableResult
    public static func make(
        _ data: Data, at path: String, over predecessor: FileDraft.Predecessor = .nothing
    ) throws(FileProblem) -> MadeFile {
        let draft = try FileDraft(of: path)
        try draft.write(data)
        return try draft.finish(over: predecessor)
    }

    /// Removes it, unless something else has taken its name meanwhile.
    public func remove() {
        var status = stat()
        guard lstat(path, &status) == 0, UInt(status.st_dev) == device, UInt(status.st_ino) == inode else { return }
        unlink(path)
    }
}
