/// Gathers problems while a set of files is read, so that the person sees all of them at once.
///
/// Confined to one load: not `Sendable`, handed down by reference.
public final class ProblemCollector {
    public private(set) var problems: [Problem] = []
    private var lines: [String: [Substring]] = [:]

    /// What a session keeps must open whatever it says: keys with nothing behind them are passed over there.
    let isLenient: Bool

    /// Where what is asked is written down, if it is.
    let grammar: Grammar?

    public init(isLenient: Bool = false, grammar: Grammar? = nil) {
        (self.isLenient, self.grammar) = (isLenient, grammar)
    }

    /// Makes the text of `file` known, so that problems in it can show their line.
    public func register(file: String, text: String) {
        lines[file] = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    }

    /// Notes a problem at a place.
    public func report(_ message: String, at location: SourceLocation) {
        let line = lines[location.file].flatMap { $0.indices.contains(location.line - 1) ? $0[location.line - 1] : nil }
        let problem = Problem(location: location, message: message, sourceLine: line.map(String.init))
        // Two readers may stumble over the same word; the person needs to hear it once.
        if !problems.contains(problem) { problems.append(problem) }
    }

    /// Notes what somebody else has found.
    public func report(_ problems: Problems) {
        for problem in problems.list { report(problem.message, at: problem.location) }
    }

    /// Throws everything gathered, if anything was.
    public func check() throws(Problems) {
        if !problems.isEmpty { throw Problems(problems) }
    }
}
