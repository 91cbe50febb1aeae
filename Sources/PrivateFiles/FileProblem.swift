import Foundation

/// Why a file or folder isn't used, or wasn't made: a clause that names it, without a full stop.
public enum FileProblem: Error, Hashable, Sendable, CustomStringConvertible {
    /// Something has the name already.
    case exists(String)
    case failed(path: String, detail: String)
    /// What was being written to didn't take all of it.
    case lost(String, detail: String)
    /// It isn't as its owner must leave it; the sentence says what to type.
    case unfit(String)

    public var description: String {
        switch self {
        case .exists(let path): "\(path) is there already; nothing was written"
        case .failed(let path, let detail): "\(path) can't be written: \(detail)"
        case .lost(let name, let detail): "\(name): \(detail); not everything was written"
        case .unfit(let sentence): sentence
        }
    }

    /// What the last system call left in `errno`.
    static func last(_ path: String) -> FileProblem {
        let number = errno
        return number == EEXIST ? .exists(path) : .failed(path: path, detail: words(number))
    }

    static func words(_ number: Int32) -> String { String(cString: strerror(number)) }
}
