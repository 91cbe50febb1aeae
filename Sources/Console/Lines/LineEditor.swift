import EditLineShims
import Foundation
import PrivateFiles
import Synchronization
import Text

/// libedit on a thread of its own: history, completion, UTF-8; Ctrl-C clears the line, a resized window is redrawn,
/// and messages print above what is being typed.
public final class LineEditor: LineSource {
    private struct State {
        var jobs: [@Sendable (EditSession) -> Void] = []
        var isReading = false
        var isClosed = false
        /// Nobody waits for what is typed any more.
        var isLeft = false
        var interrupt: (@Sendable () -> Void)?
        /// The registration by which signals come here.
        var reader: Int?
    }

    private let state = Mutex(State())
    private let available = DispatchSemaphore(value: 0)
    private let ended = DispatchSemaphore(value: 0)
    private let wake = WakePipe()
    private let screen: Screen

    /// - Parameters:
    ///   - history: the file that keeps commands, 0600; nil keeps none.
    ///   - completer: what tab offers.
    public init(history: URL?, screen: Screen, completer: Completer) {
        self.screen = screen
        let thread = Thread { [self, wake] in
            lockstep_signals_take()
            do {
                let session = EditSession(historyFile: history, wake: wake, screen: screen, completer: completer)
                while let job = nextJob() {
                    if let session { job(session) }
                }
            }
            // Only now is the session gone, and only now does the terminal have its settings back.
            ended.signal()
        }
        thread.name = "lockstep.editor"
        thread.start()
        let reader = Signals.shared.add { [weak self] signal in self?.receive(signal) }
        state.withLock { $0.reader = reader }
    }

    /// Asks for a line at the terminal and waits for it.
    public func read(_ prompt: String, for purpose: LinePurpose) async -> LineInput {
        // Nobody sees what is asked.
        guard StandardStream.output.loss == nil else { return .terminated }
        return await withCheckedContinuation { continuation in
            let refused: LineInput? = state.withLock { state in
                if state.isLeft { return .terminated }
                if state.isClosed { return .endOfInput }
                state.isReading = true
                state.jobs.append { [self] session in
                    let input =
                        switch purpose {
                        case .command: session.readCommand(prompt: prompt)
                        case .answer: session.readAnswer(prompt: prompt)
                        case .continuation: session.readLine(prompt: prompt, isCommand: false)
                        case .confirmation: session.readConfirmation(prompt: prompt)
                        case .secret: session.readSecret(prompt: prompt)
                        }
                    self.state.withLock { $0.isReading = false }
                    continuation.resume(returning: input)
                }
                return nil
            }
            if let refused { continuation.resume(returning: refused) } else { available.signal() }
        }
    }

    /// Shows a message above the prompt, which stays as it is.
    public func post(_ message: String) {
        let text = Wrapping.lines(message, columns: screen.columns).joined(separator: "\n")
        if state.withLock({ $0.isReading }) { wake.post(.message(text)) } else { screen.line(text) }
    }

    /// What Ctrl-C does while nobody is asked; nil: nothing.
    public func onInterrupt(_ handler: (@Sendable () -> Void)?) { state.withLock { $0.interrupt = handler } }

    /// Ends what is being read, or would be read from now on, as if the terminal had gone: the answer came from elsewhere.
    public func leave() {
        let isReading = state.withLock { state in
            state.isLeft = true
            return state.isReading
        }
        if isReading { wake.post(.terminate) }
    }

    /// Gives the terminal back as it was.
    public func close() {
        let wasOpen = state.withLock { state in
            defer { state.isClosed = true }
            return !state.isClosed
        }
        guard wasOpen else { return }
        if let reader = state.withLock({ $0.reader }) { Signals.shared.remove(reader) }
        available.signal()
        // libedit puts the terminal back as it was; the process must not end before that.
        ended.wait()
    }

    private func nextJob() -> (@Sendable (EditSession) -> Void)? {
        while true {
            available.wait()
            let (job, isClosed) = state.withLock { state in
                (state.jobs.isEmpty ? nil : state.jobs.removeFirst(), state.isClosed)
            }
            if let job { return job }
            if isClosed { return nil }
        }
    }

    private func receive(_ signal: Signals.Signal) {
        let (isReading, interrupt) = state.withLock { ($0.isReading, $0.interrupt) }
        switch signal {
        case .resumed: if isReading { wake.post(.look) }
        case .resize: if isReading { wake.post(.resize) }
        // Asked to end: also what is under way now is given up, and the next prompt ends the conversation.
        case .terminate:
            wake.post(.terminate)
            if !isReading { interrupt?() }
        // A Ctrl-C that nobody takes meanwhile is for the question that comes next: whoever was promised that Ctrl-C ends that
        // may be quicker than the prompt.
        case .interrupt:
            if let interrupt, !isReading { interrupt() } else { wake.post(.interrupt) }
        }
    }
}
