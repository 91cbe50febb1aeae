import EditLineShims
import Foundation
import Synchronization

/// Lines of a standard input that nobody types at: no prompts, no echo.
public final class PipedLines: LineSource {
    private let screen: Screen
    /// A line was so long that it is no line: what comes after it is no command either.
    private let isOver = Mutex(false)

    public init(screen: Screen) { self.screen = screen }

    public func read(_ prompt: String, for purpose: LinePurpose) async -> LineInput {
        if isOver.withLock({ $0 }) { return .endOfInput }
        // Waiting blocks a thread, so not one of the few that everything else runs on.
        let input = await withCheckedContinuation { continuation in
            Thread { [self] in continuation.resume(returning: next()) }.start()
        }
        if input == .tooLong { screen.error(LineLimit.words) }
        return input
    }

    private func next() -> LineInput {
        var bytes = [CChar](repeating: 0, count: LineLimit.bytes)
        let count = lockstep_line_read(&bytes, bytes.count)
        switch count {
        case LOCKSTEP_LINE_NONE: return .endOfInput
        case LOCKSTEP_LINE_TOO_LONG: return .tooLong
        case LOCKSTEP_LINE_ENDLESS:
            isOver.withLock { $0 = true }
            return .tooLong
        default: return .line(String(decoding: bytes.prefix(count).lazy.map { UInt8(bitPattern: $0) }, as: UTF8.self))
        }
    }

    /// One line outside a conversation; nil at the end of input, and for one that is too long.
    public static func readOne(on screen: Screen) -> String? {
        switch PipedLines(screen: screen).next() {
        case .line(let line): return line
        case .tooLong: screen.error(LineLimit.words)
        case .endOfInput, .interrupted, .terminated: break
        }
        return nil
    }

    public func post(_ message: String) { screen.line(message) }
    /// Ctrl-C ends a process that isn't interactive, as usual.
    public func onInterrupt(_ handler: (@Sendable () -> Void)?) {}
    public func close() {}
}
