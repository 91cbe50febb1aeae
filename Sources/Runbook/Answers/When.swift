/// What must have been answered for something to apply: "skip it if you have a tenant already".
public struct When: Hashable, Sendable {
    /// What must be so of an answer.
    public enum Test: Hashable, Sendable {
        case oneOf([String])
        case noneOf([String])
        /// Whether there is any answer: an optional question may have been left empty.
        case answered(Bool)
    }

    /// One question and what must be so of its answer.
    public struct Clause: Hashable, Sendable {
        public let input: String
        public let test: Test

        /// nil while the question is open.
        func holds(_ answers: [String: String]) -> Bool? {
            guard let answer = answers[input] else { return nil }
            switch test {
            case .oneOf(let values): return values.contains(answer)
            case .noneOf(let values): return !values.contains(answer)
            case .answered(let wanted): return answer.isEmpty != wanted
            }
        }
    }

    /// All of them must hold.
    public let clauses: [Clause]

    public var inputs: [String] { clauses.map(\.input) }

    /// - Returns: nil while it can't be said: then it applies, for nothing may be skipped by an oversight.
    public func holds(_ answers: [String: String]) -> Bool? {
        let verdicts = clauses.map { $0.holds(answers) }
        if verdicts.contains(false) { return false }
        return verdicts.contains(nil) ? nil : true
    }

    /// Why it doesn't apply: "tenant_exists is yes".
    public func reason(_ answers: [String: String]) -> String {
        clauses.filter { $0.holds(answers) == false }.map { clause in
            guard let answer = answers[clause.input] else { return "\(clause.input) isn't answered" }
            return "\(clause.input) is \(answer.isEmpty ? "left empty" : answer)"
        }.joined(separator: ", ")
    }
}

extension When? {
    /// Whether something with this condition, or with none, applies.
    public func applies(_ answers: [String: String]) -> Bool { self?.holds(answers) ?? true }
}
