import YAMLDocument

/// What a scenario may say, as its own loader asks for it: read out of a sample in which everything is there once.
public struct ScenarioGrammar {
    public let grammar: Grammar
    /// What the loader calls a whole scenario, and one condition of it.
    public static let (scenario, condition) = ("a scenario", "a condition")
    /// Mappings that are read entry by entry, though there is only a vocabulary for them.
    public static let closed: Set = [condition, "a change"]

    public init() {
        let grammar = Grammar()
        // The sample says nothing true: only what is asked counts.
        _ = try? ScenarioLoader(
            text: ScenarioGrammar.sample, file: "sample", truths: nil, runbook: nil, grammar: grammar
        ).load(name: nil)
        grammar.finish()
        self.grammar = grammar
    }

    private static var sample: String {
        let nested = ["all", "any", "not"]
        let words = ConditionReader.vocabulary.filter { !nested.contains($0) }.map {
            $0 == "saml-info" ? "saml-info: { server: x, certificate: x }" : "\($0): x"
        }
        let conditions =
            "{ all: [{ provider: true }], any: [{ provider: true }], not: { provider: true }, \(words.joined(separator: ", ")) }"
        let changes = InjectReader.vocabulary.filter { $0 != "arm" }.map { "\($0): x" }.joined(separator: ", ")
        let place = "[x, { upn: x }]"
        return """
            tenant: {}
            domains: [{ federated-with: {} }]
            identity-provider: {}
            subscriptions: [{}]
            users: [{}]
            population: { discrepancies: {} }
            groups: [{ members: \(place), owners: \(place), eligible-members: \(place), eligible-owners: \(place) }]
            devices: [{}]
            conditional-access: [{}]
            applications: [{}]
            peig: {}
            pingone: {}
            faults: [{ inside-batch: true, odd: { of: x } }]
            injects: [{ when: { once: \(conditions), unless: { provider: true } }, do: [{ arm: {}, \(changes) }] }]
            hints: [{}]
            debrief: [{ expect: { provider: true } }]
            answers: {}
            verdicts: { x: passed }
            stages: [{ title: x, type: [x, { line: x, answers: [x] }, { refused: x }], verdicts: { x: passed }, expect: { provider: true } }]
            """
    }
}
