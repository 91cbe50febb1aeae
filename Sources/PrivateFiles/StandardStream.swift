import Foundation
import Glibc
import Synchronization

/// Standard input, output or error of this process. Everything that goes through one of them goes through here, and what
/// didn't get through is remembered: it is told when the process ends (`loss`).
public final class StandardStream: Sendable {
    public static let input = StandardStream(STDIN_FILENO, name: "standard input")
    public static let output = StandardStream(STDOUT_FILENO, name: "standard output")
    public static let error = StandardStream(STDERR_FILENO, name: "standard error")

    /// Why nothing goes through any more.
    public enum Loss: Hashable, Sendable {
        /// Whoever read has gone. Nobody misses anything.
        case readerGone
        /// A clause: what happened, and what to do.
        case failed(String)
    }

    private let name: String
    private let descriptor: Int32
    private let isTerminal: Bool
    private let lost = Mutex<Loss?>(nil)

    private init(_ descriptor: Int32, name: String) {
        (self.descriptor, self.name) = (descriptor, name)
        isTerminal = isatty(descriptor) == 1
    }

    public var loss: Loss? { lost.withLock { $0 } }

    /// Looks whether whoever reads has gone, without writing anything: for whoever may write nothing for a long time.
    public func notice() {
        var waiting = pollfd(fd: descriptor, events: 0, revents: 0)
        // poll(2): of a pipe without readers, POLLERR; of a terminal that was closed, POLLHUP.
        guard poll(&waiting, 1, 0) > 0, waiting.revents & Int16(POLLERR | POLLHUP) != 0 else { return }
        lose(EPIPE)
    }

    /// Writes all of it, waiting where there is no room at the moment. After a loss nothing more: a text with a hole in it
    /// would pass for a whole one.
    public func write(_ data: Data) {
        guard loss == nil, !Descriptor.write(data, to: descriptor) else { return }
        lose(errno)
    }

    /// The same for a text, as UTF-8.
    public func write(_ text: String) { write(Data(text.utf8)) }

    /// Fills `buffer` with what is there, waiting where nothing is yet.
    /// - Returns: how many bytes; 0 at the end, and after a loss.
    public func read(into buffer: inout [UInt8]) -> Int {
        guard loss == nil else { return 0 }
        let count = Descriptor.read(&buffer, from: descriptor)
        if count < 0 { lose(errno) }
        return max(count, 0)
    }

    private func lose(_ number: Int32) {
        let loss: Loss =
            switch number {
            case EPIPE: .readerGone
            // The window was closed, or the line was lost.
            case EIO where isTerminal: .readerGone
            case EBADF: .failed("\(name): it is closed. Start the program with one, /dev/null if nobody needs it")
            default: .failed("\(name): \(FileProblem.words(number))")
            }
        lost.withLock { if $0 == nil { $0 = loss } }
    }
}
