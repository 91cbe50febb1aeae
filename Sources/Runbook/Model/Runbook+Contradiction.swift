extension Runbook {
    /// Two answers of which one excludes the other.
    public struct Contradiction: Hashable, Sendable {
        /// The question whose answer needs something else of another.
        public let input: String
        public let answer: String
        /// The question that is answered otherwise, and how.
        public let other: String
        public let otherAnswer: String
        public let wanted: [String]
    }

    /// The first contradiction among answers.
    public func contradiction(in answers: [String: String]) -> Contradiction? {
        for input in inputs {
            guard let answer = answers[input.id], let needed = input.needs[answer], input.when.applies(answers)
            else { continue }
            for clause in needed.clauses where clause.holds(answers) == false {
                let wanted: [String]
                switch clause.test {
                case .oneOf(let values): wanted = values
                case .noneOf(let values):
                    wanted = self.input(clause.input)?.choices.filter { !values.contains($0) } ?? []
                case .answered: wanted = []
                }
                return Contradiction(
                    input: input.id, answer: answer, other: clause.input, otherAnswer: answers[clause.input] ?? "",
                    wanted: wanted)
            }
        }
        return nil
    }
}
