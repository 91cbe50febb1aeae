import Foundation
import PrivateFiles
import Synchronization

/// Lines of a standard input that nobody types at: no prompts, no echo.
public final class PipedLines: LineSource {
    private struct State {
        /// What was read and belongs to lines to come: from `place` on.
        var bytes: [UInt8] = []
        var place = 0
        /// Of the line that was read last, counted from 1.
        var number = 0
        /// A line was so long that it is no line: what comes after it is no command either.
        var isOver = false
    }

    private enum Piece {
        case line([UInt8])
        case none
        case tooLong
    }

    /// One for the process: what was read ahead belongs to whoever asks next.
    private static let state = Mutex(State())
    /// Bytes of one line that are passed over before nobody waits for its end.
    private static let endless = 64 * 1_024 * 1_024

    private let screen: Screen

    public init(screen: Screen) { self.screen = screen }

    /// Takes the next line of standard input; the prompt isn't shown.
    public func read(_ prompt: String, for purpose: LinePurpose) async -> LineInput {
        // What is said from here on reaches nobody, and nothing is done that nobody sees.
        guard StandardStream.output.loss == nil else { return .terminated }
        // Waiting blocks a thread, so not one of the few that everything else runs on.
        let (input, refusal) = await withCheckedContinuation { continuation in
            Thread { continuation.resume(returning: PipedLines.next()) }.start()
        }
        if let refusal { screen.error("Line \(PipedLines.state.withLock { $0.number }): \(refusal.words)") }
        return input
    }

    /// One line outside a conversation; nil at the end of input, and for one that is refused.
    public static func readOne(on screen: Screen) -> String? {
        let (input, refusal) = next()
        if let refusal { screen.error(refusal.words) }
        return if case .line(let line) = input { line } else { nil }
    }

    private static func next() -> (LineInput, LineRefusal?) {
        switch state.withLock({ piece(&$0) }) {
        case .none: return (StandardStream.input.loss == nil ? .endOfInput : .terminated, nil)
        case .tooLong: return (.refused, .tooLong)
        case .line(var bytes):
            // A byte order mark before the first line: some systems' pipes begin so.
            if state.withLock({ $0.number }) == 1, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
            do throws(LineRefusal) { return (.line(try LineRefusal.text(bytes)), nil) } catch {
                return (.refused, error)
            }
        }
    }

    private static func piece(_ state: inout State) -> Piece {
        guard !state.isOver else { return .none }
        state.number += 1
        var (line, count): ([UInt8], Int) = ([], 0)
        while true {
            if state.place == state.bytes.count {
                state.bytes = [UInt8](repeating: 0, count: LineLimit.bytes)
                let filled = StandardStream.input.read(into: &state.bytes)
                state.bytes.removeSubrange(filled...)
                state.place = 0
                // A line that broke off says something else than the one that was meant.
                if filled == 0, count == 0 || StandardStream.input.loss != nil { return .none }
                if filled == 0 { break }
            }
            let rest = state.bytes[state.place...]
            let end = rest.firstIndex(of: UInt8(ascii: "\n"))
            let piece = rest[..<(end ?? rest.endIndex)]
            count += piece.count
            if count <= LineLimit.bytes { line.append(contentsOf: piece) }
            state.place = end.map { $0 + 1 } ?? rest.endIndex
            if end != nil { break }
            if count >= endless {
                state.isOver = true
                return .tooLong
            }
        }
        guard count <= LineLimit.bytes else { return .tooLong }
        if line.last == UInt8(ascii: "\r") { line.removeLast() }
        return .line(line)
    }

    /// Prints a message where it comes.
    public func post(_ message: String) { screen.line(message) }
    /// Ctrl-C ends a process that isn't interactive, as usual.
    public func onInterrupt(_ handler: (@Sendable () -> Void)?) {}
    /// There is nothing to give back.
    public func close() {}
}
