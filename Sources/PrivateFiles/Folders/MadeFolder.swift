import FileShims
import Foundation
import Glibc

/// A folder that this process makes, with what is in it: there as a whole, or not at all; its owner's alone.
public enum MadeFolder {
    /// - Parameter files: by their paths in the folder.
    public static func make(_ files: [String: Data], at path: String) throws(FileProblem) {
        try check(path)
        let path = trimmed(path)
        var folders: [String] = []
        var made: [MadeFile] = []
        do throws(FileProblem) {
            let parent = FileName.folder(of: path)
            try makeFolders(parent) { folders.append($0) }
            let draft = "\(parent)/.lockstep-\(UUID().uuidString)"
            try makeFolders(draft) { folders.append($0) }
            for (name, data) in files.sorted(by: { $0.key < $1.key }) {
                let file = "\(draft)/\(name)"
                try makeFolders(FileName.folder(of: file)) { folders.append($0) }
                let inner = try FileDraft(of: file)
                try inner.write(data)
                made.append(try inner.finish(over: .nothing))
            }
            // Made exclusively, and then replaced with the draft by a rename: nobody else's can be in the way.
            guard mkdir(path, 0o700) == 0 else { throw .last(path) }
            folders.insert(path, at: 0)
            guard Glibc.rename(draft, path) == 0 else { throw .last(path) }
        } catch {
            for file in made.reversed() { file.remove() }
            // Only what is empty goes.
            for folder in folders.reversed() { rmdir(folder) }
            // The draft's name says nothing to anybody.
            guard case .failed(_, let detail) = error else { throw error }
            throw .failed(path: path, detail: detail)
        }
        FileDraft.synchronize(folderOf: path)
    }

    /// Refuses a name that something has already, or that is none.
    public static func check(_ path: String) throws(FileProblem) {
        if path.isEmpty { throw .unfit("the name of the folder is empty; nothing was written. Name one") }
        if path == "-" { throw .unfit("standard output can't hold a folder; nothing was written. Name one") }
        var present = stat()
        if lstat(trimmed(path), &present) == 0 { throw .exists(path) }
    }

    /// Without slashes at its end: with one, a link would be followed.
    private static func trimmed(_ path: String) -> String {
        var path = path
        while path.count > 1, path.hasSuffix("/") { path.removeLast() }
        return path
    }

    /// Makes the folder that a file is to have, with those above it that aren't there, its owner's alone.
    public static func makeFolder(of file: URL) throws(FileProblem) {
        try makeFolders(FileName.folder(of: file.path)) { _ in }
    }

    /// - Parameter note: is told of each that was made, the outermost first.
    static func makeFolders(_ path: String, _ note: (String) -> Void) throws(FileProblem) {
        var status = stat()
        if stat(path, &status) == 0 {
            guard status.st_mode & S_IFMT == S_IFDIR else { throw .failed(path: path, detail: "it is no folder") }
            return
        }
        guard errno == ENOENT else { throw .last(path) }
        let parent = FileName.folder(of: path)
        if parent != path { try makeFolders(parent, note) }
        guard mkdir(path, 0o700) == 0 else {
            // Somebody else may have been quicker.
            guard errno == EEXIST, stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
                throw .last(path)
            }
            return
        }
        note(path)
        FileDraft.synchronize(folderOf: path)
    }
}
