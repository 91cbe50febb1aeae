/// What a person did at a prompt.
public enum LineInput: Hashable, Sendable {
    case line(String)
    /// Longer than anybody types, or with something in it that can't be typed: nothing of it is kept. Whoever reads lines
    /// has told the person (`LineRefusal`).
    case refused
    /// Ctrl-C: the line is dropped.
    case interrupted
    /// Ctrl-D on an empty line, or the input's end.
    case endOfInput
    /// The terminal went away or the process was asked to end.
    case terminated
}

/// What is asked for at a prompt: what becomes of the line.
public enum LinePurpose: Sendable {
    /// Kept in the history, completed with tab.
    case command
    /// What was typed ahead of it is thrown away: it was meant for another question. Several lines that are pasted at once are
    /// one answer. Neither kept nor completed.
    case answer
    /// What goes on with the answer before it, as the next line of a certificate does. Neither kept nor completed.
    case continuation
    /// The answer to a question that has to be seen first: what was typed ahead of it is thrown away, and what comes faster
    /// than anybody can read counts for nothing. Neither kept nor completed.
    case confirmation
    /// Not shown while it is typed, and kept nowhere.
    case secret
}

/// Where lines come from: a terminal or a pipe.
public protocol LineSource: Sendable {
    func read(_ prompt: String, for purpose: LinePurpose) async -> LineInput
    /// Prints above the line that is being typed, without tearing it.
    func post(_ message: String)
    /// Called on Ctrl-C while no line is being read.
    func onInterrupt(_ handler: (@Sendable () -> Void)?)
    /// Ends the source; what it holds is put back as it was.
    func close()
}
