extension Input {
    /// An answer such as it takes; nil where it takes any text.
    var sample: String? {
        switch kind {
        case .domain: "contoso.com"
        case .upn: "ida@contoso.com"
        // Where one must stand, several can't.
        case .upns: "ida@contoso.com, kai@contoso.com"
        case .guid: "8adf8e6e-67b2-4cf2-a259-e3dc5476c621"
        case .url: "https://login.example.com/path"
        case .time: "2026-11-21T22:00:00Z"
        case .duration: "30m"
        case .number: "1"
        case .choice: choices.first
        case .certificate: "MIIC"
        case .text, .secret, .accounts, .metadata: nil
        }
    }

    /// Answers to all of `inputs`, often enough that each of their choices is once among them.
    static func examples(of inputs: [Input]) -> [[String: String]] {
        (0..<max(1, inputs.map(\.choices.count).max() ?? 1)).map { round in
            let answers = inputs.map { input in
                let choice = input.choices.isEmpty ? nil : input.choices[round % input.choices.count]
                return (input.id, choice ?? input.fallback ?? input.sample ?? input.id)
            }
            return Dictionary(answers) { first, _ in first }
        }
    }
}
