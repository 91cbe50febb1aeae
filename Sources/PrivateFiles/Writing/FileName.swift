import Foundation
import Glibc

/// What a person wrote where a file's name belongs. An address made from an empty text, or from one that ends with a slash,
/// is a folder's, and the file would end up beside it under a name that nobody gave.
public enum FileName {
    /// Refuses what names no file, whether or not something is there.
    public static func check(_ name: String) throws(FileProblem) {
        if name.isEmpty { throw .unfit("the name of the file is empty; nothing was written. Name a file") }
        if name.unicodeScalars.contains("\0") {
            throw .unfit("a file's name can't hold U+0000; nothing was written. Name another file")
        }
        let last = name.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
        guard last.isEmpty || last == "." || last == ".." else { return }
        var status = stat()
        if lstat(name, &status) == 0 { throw .exists(name) }
        throw .unfit("\(name) is a folder's name; nothing was written. Name a file in it")
    }

    /// The folder that a file has or is to have.
    static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        let folder = path[..<slash]
        return folder.isEmpty ? "/" : String(folder)
    }
}
