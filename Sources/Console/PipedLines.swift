import Foundation

/// Lines of a standard input that nobody types at: no prompts, no echo.
public final class PipedLines: LineSource {
    private let screen: Screen

    public init(screen: Screen) { self.screen = screen }

    public func read(_ prompt: String, for purpose: LinePurpose) async -> LineInput {
        // Waiting blocks a thread, so not one of the few that everything else runs on.
        await withCheckedContinuation { continuation in
            Thread {
                continuation.resume(returning: readLine(strippingNewline: true).map(LineInput.line) ?? .endOfInput)
            }.start()
        }
    }

    public func post(_ message: String) { screen.line(message) }
    /// Ctrl-C ends a process that isn't interactive, as usual.
    public func onInterrupt(_ handler: (@Sendable () -> Void)?) {}
    public func close() {}
}
