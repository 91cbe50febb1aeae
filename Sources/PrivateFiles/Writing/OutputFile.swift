import Foundation
import Glibc

/// What goes to a destination, while it is written. A file is there as a whole or not at all; a device, a pipe and standard
/// output get it as it comes.
public final class OutputFile {
    private enum Way {
        case draft(FileDraft, over: FileDraft.Predecessor)
        case stream(Int32)
        case standardOutput
    }

    private let destination: Destination
    private let way: Way

    /// How long the reader of a pipe may take to come, in tenths of a second.
    private static let patience = 100
    /// After how many of those whoever waits wonders what for.
    private static let noticeable = 10

    public init(_ destination: Destination) throws(FileProblem) {
        self.destination = destination
        switch destination.kind {
        case .standardOutput: way = .standardOutput
        case .stream: way = .stream(try OutputFile.open(destination))
        case .new: way = .draft(try FileDraft(of: destination.path), over: .nothing)
        case .replaced: way = .draft(try FileDraft(of: destination.path), over: .file)
        }
    }

    deinit {
        if case .stream(let descriptor) = way { close(descriptor) }
    }

    /// Writes all of it to its end.
    public static func write(_ data: Data, to destination: Destination) throws(FileProblem) {
        let file = try OutputFile(destination)
        try file.write(data)
        try file.finish()
    }

    /// Adds to it.
    public func write(_ data: Data) throws(FileProblem) {
        switch way {
        case .draft(let draft, _): try draft.write(data)
        case .stream(let descriptor):
            guard Descriptor.write(data, to: descriptor) else {
                throw .lost(destination.name, detail: FileProblem.words(errno))
            }
        // Its loss is told when the process ends.
        case .standardOutput: StandardStream.output.write(data)
        }
    }

    /// Puts a file in its place, whole and on the disk; until then there is none.
    public func finish() throws(FileProblem) {
        guard case .draft(let draft, let predecessor) = way else { return }
        try draft.finish(over: predecessor)
    }

    /// Opens a device or a pipe without waiting for ever: nobody may come to read from it.
    private static func open(_ destination: Destination) throws(FileProblem) -> Int32 {
        for turn in 0..<patience {
            if turn == noticeable {
                StandardStream.error.write("Waiting for whoever reads from \(destination.name)…\n")
            }
            let file = Glibc.open(destination.path, O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
            if file >= 0 {
                // It was a device or a pipe when it was looked at.
                var status = stat()
                guard fstat(file, &status) == 0, [S_IFCHR, S_IFIFO].contains(status.st_mode & S_IFMT) else {
                    close(file)
                    throw .exists(destination.name)
                }
                // Only the opening must not wait.
                _ = fcntl(file, F_SETFL, fcntl(file, F_GETFL) & ~O_NONBLOCK)
                return file
            }
            guard errno == ENXIO || errno == EINTR else { throw .last(destination.name) }
            usleep(100_000)
        }
        throw .unfit("nobody reads from \(destination.name); nothing was written. First start what is to read from it")
    }
}
