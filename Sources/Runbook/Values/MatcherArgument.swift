/// What a matcher is given: a value, or text that is filled from answers first.
public enum MatcherArgument: Hashable, Sendable {
    case value(Value)
    case template(Template)
    case templates([Template])
    /// An answer that is a number.
    case number(Template)

    public var inputs: [String] {
        switch self {
        case .value: []
        case .template(let template), .number(let template): template.inputs
        case .templates(let templates): templates.flatMap(\.inputs)
        }
    }

    /// The value to match with, or nil while an answer is missing.
    public func resolved(_ answers: [String: String]) -> Value? {
        switch self {
        case .value(let value): return value
        case .template(let template): return template.filled(answers).map(Value.text)
        case .number(let template): return template.filled(answers).flatMap { Int($0) }.map(Value.number)
        case .templates(let templates):
            let texts = templates.compactMap { $0.filled(answers) }
            return texts.count == templates.count ? .list(texts) : nil
        }
    }
}
