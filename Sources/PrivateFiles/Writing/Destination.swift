import Foundation
import Glibc

/// Where a person wants something written: looked at before anything is done for it, and opened when there is something to
/// write. A file is made. What is there stays as it is, unless they said that it may be replaced; a device, a pipe and
/// standard output are written into; a link is followed, and stays.
public struct Destination: Hashable, Sendable {
    enum Kind: Hashable, Sendable {
        case standardOutput
        /// A device or a pipe.
        case stream
        /// A file that isn't there.
        case new
        /// A file in whose place a new one is put.
        case replaced
    }

    /// As they wrote it.
    public let name: String
    /// What it leads to.
    let path: String
    let kind: Kind

    /// - Parameters:
    ///   - replaces: whether they said that a file which is there may be replaced.
    ///   - mayReplace: whether they could have said so.
    ///   - inputs: what is read for it, which it may not be; `-` is standard input.
    public init(
        _ name: String, replaces: Bool, mayReplace: Bool = true, besides inputs: [String] = []
    ) throws(FileProblem) {
        self.name = name
        if name == "-" {
            (path, kind) = (name, .standardOutput)
            return
        }
        try FileName.check(name)
        var own = stat()
        guard lstat(name, &own) == 0 else {
            guard errno == ENOENT else { throw .last(name) }
            try Destination.checkFolder(of: name)
            (path, kind) = (name, .new)
            return
        }
        let isLink = own.st_mode & S_IFMT == S_IFLNK
        var status = stat()
        guard stat(name, &status) == 0 else {
            guard isLink, errno == ENOENT || errno == ELOOP else { throw .last(name) }
            throw .unfit(
                "\(name) is there already, a link that leads nowhere; nothing was written. Name what it is to lead to")
        }
        let facts = FileIdentity(status)
        // /dev/stdout and its kin, wherever standard output goes.
        if isLink, facts == FileIdentity.of(STDOUT_FILENO) {
            (path, kind) = (name, .standardOutput)
            return
        }
        // A device may well be read and written: it keeps nothing.
        if status.st_mode & S_IFMT != S_IFCHR, inputs.contains(where: { FileIdentity.of($0) == facts }) {
            throw .unfit("\(name) is what is read; nothing was written. Name another file")
        }
        switch status.st_mode & S_IFMT {
        case S_IFCHR, S_IFIFO: (path, kind) = (name, .stream)
        case S_IFREG:
            guard replaces else {
                throw .unfit(
                    "\(name) is there already; nothing was written. \(mayReplace ? "--force replaces it" : "Name another file")"
                )
            }
            guard FileIdentity.isWritable(name, status) else {
                throw .unfit("\(name) may only be read; nothing was written. Name another file")
            }
            guard let real = realpath(name, nil) else { throw .last(name) }
            defer { free(real) }
            path = String(cString: real)
            guard !Destination.isOfStore(path) else {
                throw .unfit("\(name) stands where sessions are kept; nothing was written. Name another place")
            }
            try Destination.checkFolder(of: path)
            kind = .replaced
        case S_IFDIR: throw .exists(name)
        case S_IFBLK: throw .unfit("\(name) is a disk; nothing was written. Name a file")
        default: throw .unfit("\(name) is there already, and no file; nothing was written. Name another")
        }
    }

    public var isStandardOutput: Bool { kind == .standardOutput }

    /// How many of something are there now, as a sentence without a full stop: "3 lines are in todo.csv". Nobody knows what
    /// became of what was written into a device or a pipe.
    public func told(_ count: Int, _ one: String, _ several: String) -> String {
        let (subject, isOne) = (count == 1 ? one : several, count == 1)
        switch kind {
        case .new, .replaced: return "\(count) \(subject) \(isOne ? "is" : "are") in \(name)"
        case .stream: return "\(count) \(subject) \(isOne ? "was" : "were") written into \(name)"
        case .standardOutput: return "\(count) \(subject) \(isOne ? "was" : "were") written to standard output"
        }
    }

    /// Whether a file lies in the folder of a store, or in one of its folders: whoever's store it is, it holds journals, locks
    /// and what rehearsals are remembered by.
    private static func isOfStore(_ path: String) -> Bool {
        let folder = FileName.folder(of: path)
        return [folder, FileName.folder(of: folder)].contains { access($0 + "/sessions.sqlite", F_OK) == 0 }
    }

    /// Whether a file can be made there at all, before hours are spent on what is to be in it.
    private static func checkFolder(of path: String) throws(FileProblem) {
        let folder = FileName.folder(of: path)
        var status = stat()
        guard stat(folder, &status) == 0 else {
            throw .failed(
                path: path, detail: errno == ENOENT ? "there is no folder \(folder)" : FileProblem.words(errno))
        }
        guard status.st_mode & S_IFMT == S_IFDIR else {
            throw .failed(path: path, detail: "\(folder) is no folder")
        }
        guard faccessat(AT_FDCWD, folder, W_OK | X_OK, AT_EACCESS) == 0 else { throw .last(path) }
    }
}
