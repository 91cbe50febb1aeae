import Console
import Synchronization

/// Answers that were written down, for what a line that is played asks.
final class ScriptedLines: LineSource {
    private struct State {
        var answers: [String] = []
        /// The first question that there was no answer for.
        var unanswered: String?
        var interrupt: (@Sendable () -> Void)?
        var isOver = false
    }

    private let state = Mutex(State())

    /// What is asked from now on gets these, in their order.
    func take(_ answers: [String]) {
        state.withLock { ($0.answers, $0.unanswered) = (answers, nil) }
    }

    /// What is wrong with the answers, once the line has come to its end; nil if each was asked for, and no more were.
    var objection: String? {
        state.withLock { state in
            if let asked = state.unanswered { return "it asks \"\(asked)\", and no answer is left for it" }
            return state.answers.first.map { "nothing asked for the answer \"\($0)\"" }
        }
    }

    /// Ends what is running, and answers nothing more.
    func end() {
        let interrupt = state.withLock { state in
            state.isOver = true
            return state.interrupt
        }
        interrupt?()
    }

    func read(_ prompt: String, for purpose: LinePurpose) async -> LineInput {
        state.withLock { state in
            if state.isOver { return .interrupted }
            if !state.answers.isEmpty { return .line(state.answers.removeFirst()) }
            let question = prompt.split(whereSeparator: \.isNewline).last.map(String.init) ?? ""
            state.unanswered = state.unanswered ?? Screenful.plain(question)
            return .interrupted
        }
    }

    /// Nobody types meanwhile, so nothing can be torn.
    func post(_ message: String) {}

    func onInterrupt(_ handler: (@Sendable () -> Void)?) {
        let isOver = state.withLock { state in
            state.interrupt = handler
            return state.isOver
        }
        if isOver { handler?() }
    }

    /// There is nothing to give back.
    func close() {}
}
