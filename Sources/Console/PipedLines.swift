import Foundation
import Synchronization

/// Lines of a standard input that nobody types at: no prompts, no echo.
public final class PipedLines: LineSource {
    private let screen: Screen

    public init(screen: Screen) { self.screen = screen }

    public func read(_ prompt: String, for purpose: LinePurpose) async -> LineInput {
        // Blocks a thread that has nothing else to do.
        await Task.detached { readLine(strippingNewline: true).map(LineInput.line) ?? .endOfInput }.value
    }

    public func post(_ message: String) { screen.line(message) }
    /// Ctrl-C ends a process that isn't interactive, as usual.
    public func onInterrupt(_ handler: (@Sendable () -> Void)?) {}
    public func close() {}
}
