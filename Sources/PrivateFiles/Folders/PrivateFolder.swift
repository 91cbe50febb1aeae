import Foundation
import Glibc

/// A folder whose owner and permissions are as they must be, and what is kept in it.
public struct PrivateFolder: Hashable, Sendable {
    public let url: URL
    public let audience: Audience
    /// False where this account may only read: another's folder, a disc that can't be written.
    public let isWritable: Bool

    /// Opens a folder, making it its owner's alone if it isn't there.
    public init(_ url: URL, account: Account = .current) throws(FileProblem) {
        if try FileFacts.of(url.path, following: true) == nil { try PrivateFolder.make(url) }
        guard let facts = try FileFacts.of(url.path, following: true) else {
            throw .failed(path: url.path, detail: "it was removed")
        }
        let isDiscWritable = access(url.path, W_OK) == 0 || errno != EROFS
        audience = try OwnershipRule.audience(of: facts, for: account, isWritable: isDiscWritable)
        self.url = url
        isWritable = faccessat(AT_FDCWD, url.path, W_OK | X_OK, AT_EACCESS) == 0
        self.isDiscWritable = isDiscWritable
    }

    private let isDiscWritable: Bool

    private init(_ url: URL, in parent: PrivateFolder) {
        self.url = url
        audience = parent.audience
        isWritable = parent.isWritable
        isDiscWritable = parent.isDiscWritable
    }

    private static func make(_ url: URL) throws(FileProblem) {
        try MadeFolder.makeFolder(of: url)
        guard mkdir(url.path, 0o700) == 0 || errno == EEXIST else { throw .last(url.path) }
        FileDraft.synchronize(folderOf: url.path)
    }

    /// A folder in this one, for the same people; made if it isn't there.
    public func folder(_ name: String) throws(FileProblem) -> PrivateFolder {
        let inner = url.appending(path: name, directoryHint: .isDirectory)
        if isWritable, mkdir(inner.path, 0o700) == 0 {
            if audience != .owner, chmod(inner.path, audience.folderMode) != 0 { throw .last(inner.path) }
            FileDraft.synchronize(folderOf: inner.path)
        }
        try check(name)
        return PrivateFolder(inner, in: self)
    }

    /// Refuses something in the folder that isn't as it must be.
    /// - Parameter audience: whom it is for, if not for the same people as the folder.
    /// - Returns: whether it is there.
    @discardableResult
    public func check(_ name: String, for audience: Audience? = nil) throws(FileProblem) -> Bool {
        guard let facts = try FileFacts.of(url.appending(path: name).path) else { return false }
        try OwnershipRule.check(facts, in: audience ?? self.audience, for: .current, isWritable: isDiscWritable)
        return true
    }

    /// Makes an empty file, if nothing has its name: whoever else looks meanwhile finds it as it is to be, or not at all.
    public func makeFile(_ name: String, for audience: Audience? = nil) throws(FileProblem) {
        let path = url.appending(path: name).path
        if access(path, F_OK) == 0 { return }
        do {
            try FileDraft(of: path, for: audience ?? self.audience).finish(over: .nothing)
        } catch {
            guard case .exists = error else { throw error }
        }
    }

    /// Takes away an ordinary file that Lockstep keeps here; a folder, a link or anything else that has its name stays.
    public func removeFile(_ name: String) {
        let path = url.appending(path: name).path
        guard let facts = try? FileFacts.of(path), facts.kind == .file else { return }
        unlink(path)
    }

    /// Gives a file its final name, once what it holds is on the disk.
    public func rename(_ name: String, to final: String) throws(FileProblem) {
        let (from, to) = (url.appending(path: name).path, url.appending(path: final).path)
        let file = open(from, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
        guard file >= 0 else { throw .last(from) }
        defer { close(file) }
        guard fsync(file) == 0, Glibc.rename(from, to) == 0 else { throw .last(to) }
        FileDraft.synchronize(folderOf: to)
    }
}
