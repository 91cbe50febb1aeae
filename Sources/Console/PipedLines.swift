import EditLineShims
import Foundation
import Synchronization

/// Lines of a standard input that nobody types at: no prompts, no echo.
public final class PipedLines: LineSource {
    private let screen: Screen
    /// A line was so long that it is no line: what comes after it is no command either.
    private let isOver = Mutex(false)

    /// Of the line that was read last, counted from 1.
    private let number = Mutex(0)

    public init(screen: Screen) { self.screen = screen }

    public func read(_ prompt: String, for purpose: LinePurpose) async -> LineInput {
        if isOver.withLock({ $0 }) { return .endOfInput }
        // Waiting blocks a thread, so not one of the few that everything else runs on.
        let (input, refusal) = await withCheckedContinuation { continuation in
            Thread { [self] in continuation.resume(returning: next(isSecret: purpose == .secret)) }.start()
        }
        if let refusal { screen.error("Line \(number.withLock { $0 }): \(refusal.words)") }
        return input
    }

    private func next(isSecret: Bool = false) -> (LineInput, LineRefusal?) {
        var bytes = [CChar](repeating: 0, count: LineLimit.bytes)
        let count = lockstep_line_read(&bytes, bytes.count)
        number.withLock { $0 += 1 }
        switch count {
        case LOCKSTEP_LINE_NONE: return (.endOfInput, nil)
        case LOCKSTEP_LINE_TOO_LONG: return (.refused, .tooLong)
        case LOCKSTEP_LINE_ENDLESS:
            isOver.withLock { $0 = true }
            return (.refused, .tooLong)
        default:
            switch LineRefusal.text(bytes.prefix(count).map { UInt8(bitPattern: $0) }, isSecret: isSecret) {
            case .success(let text): return (.line(text), nil)
            case .failure(let refusal): return (.refused, refusal)
            }
        }
    }

    /// One line outside a conversation; nil at the end of input, and for one that is too long.
    public static func readOne(on screen: Screen) -> String? {
        let (input, refusal) = PipedLines(screen: screen).next()
        if let refusal { screen.error(refusal.words) }
        return if case .line(let line) = input { line } else { nil }
    }

    public func post(_ message: String) { screen.line(message) }
    /// Ctrl-C ends a process that isn't interactive, as usual.
    public func onInterrupt(_ handler: (@Sendable () -> Void)?) {}
    public func close() {}
}
