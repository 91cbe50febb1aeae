import FileShims
import Foundation
import Glibc

/// A file in the making, beside the name that it will have: with its final permissions from the first moment, seen under
/// its name only when it is whole and on the disk. One that isn't finished leaves nothing behind.
public final class FileDraft {
    /// What may stand under the name.
    public enum Predecessor: Sendable {
        /// Nothing: no file, no folder, no device, not even a link that leads nowhere.
        case nothing
        /// An ordinary file, which the new one takes the place of.
        case file
    }

    private let path: String
    private let draft: String
    private let file: Int32
    private var isFinished = false

    /// Opens the draft.
    /// - Parameter audience: who may read the file.
    public init(of path: String, for audience: Audience = .owner) throws(FileProblem) {
        try FileName.check(path)
        self.path = path
        // Not of the file's own name, which may be as long as a name can be.
        draft = "\(FileName.folder(of: path))/.lockstep-\(UUID().uuidString)"
        file = open(draft, O_CREAT | O_EXCL | O_WRONLY | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw .failed(path: path, detail: FileProblem.words(errno)) }
        // Never wider than it will be; only what a group shares is wider than 0600.
        if audience != .owner, fchmod(file, audience.fileMode) != 0 { throw .last(path) }
    }

    deinit {
        close(file)
        if !isFinished { unlink(draft) }
    }

    /// Adds to the draft; nothing stands in the file's place before `finish`.
    public func write(_ data: Data) throws(FileProblem) {
        guard Descriptor.write(data, to: file) else { throw .last(path) }
    }

    /// Gives the file its name.
    @discardableResult
    public func finish(over predecessor: Predecessor) throws(FileProblem) -> MadeFile {
        guard fsync(file) == 0 else { throw .last(path) }
        var status = stat()
        guard fstat(file, &status) == 0 else { throw .last(path) }
        switch predecessor {
        case .nothing: guard lockstep_rename_new(draft, path) == 0 else { throw .last(path) }
        case .file:
            var present = stat()
            if lstat(path, &present) == 0, present.st_mode & S_IFMT != S_IFREG {
                throw .failed(path: path, detail: "something other than a file has that name")
            }
            guard Glibc.rename(draft, path) == 0 else { throw .last(path) }
        }
        isFinished = true
        // The name too survives a power cut from here on.
        FileDraft.synchronize(folderOf: path)
        return MadeFile(path: path, status, file)
    }

    /// Puts the names in a file's folder onto the disk. What refuses that has nothing better to offer.
    static func synchronize(folderOf path: String) {
        let folder = open(FileName.folder(of: path), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { return }
        fsync(folder)
        close(folder)
    }
}
