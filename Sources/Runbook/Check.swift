import YAMLDocument

/// A resource of the tenant and expectations on its properties.
public struct Check: Hashable, Sendable {
    /// Name of a resource in the vocabulary.
    public let resource: String
    /// Which one: a display name, a domain, a user principal name, as the resource declares.
    public let selector: Template
    /// Further keys beside `expect`, as the resource declares.
    public let parameters: [String: Template]
    public let expectations: [Expectation]

    /// Inputs that must be answered before the check can run.
    public var inputs: [String] {
        var seen: Set<String> = []
        let names = selector.inputs + parameters.sorted { $0.key < $1.key }.flatMap(\.value.inputs)
        return (names + expectations.flatMap(\.argument.inputs)).filter { seen.insert($0).inserted }
    }
}

/// One property, one matcher, one argument.
public struct Expectation: Hashable, Sendable {
    public let property: String
    public let matcher: String
    public let argument: Argument
}

/// What a matcher is given: a value, or text that is filled from answers first.
public enum Argument: Hashable, Sendable {
    case value(Value)
    case template(Template)
    case templates([Template])

    public var inputs: [String] {
        switch self {
        case .value: []
        case .template(let template): template.inputs
        case .templates(let templates): templates.flatMap(\.inputs)
        }
    }

    /// The value to match with, or nil while an answer is missing.
    public func resolved(_ answers: [String: String]) -> Value? {
        switch self {
        case .value(let value): return value
        case .template(let template): return template.filled(answers).map(Value.text)
        case .templates(let templates):
            let texts = templates.compactMap { $0.filled(answers) }
            return texts.count == templates.count ? .list(texts) : nil
        }
    }
}
