import Foundation
import Glibc

/// A folder of this process, its owner's alone, for what nobody asks for afterwards: it goes as a whole.
public final class ScratchFolder: Sendable {
    public let url: URL

    public init() throws(FileProblem) {
        let place = FileManager.default.temporaryDirectory.appending(path: "lockstep-\(UUID().uuidString)")
        // Made exclusively: nobody else can have put anything there.
        guard mkdir(place.path, 0o700) == 0 else { throw .last(place.path) }
        url = place
    }

    /// Takes it away, with what is in it.
    public func remove() { try? FileManager.default.removeItem(at: url) }

    deinit { remove() }
}
