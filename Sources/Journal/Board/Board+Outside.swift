import Escaping

extension Board {
    /// Findings as they are told where the session isn't open: what is typed at its prompt is said with the way there.
    public func outside(_ findings: [Finding]) -> [Finding] {
        findings.map { Finding(property: $0.property, message: $0.message, remedy: outside($0.remedy)) }
    }

    /// The same of what could not be found out.
    public func outside(_ obstacle: Obstacle) -> Obstacle {
        Obstacle(reason: obstacle.reason, remedy: outside(obstacle.remedy))
    }

    private func outside(_ remedy: String) -> String {
        let prompt = "In \"\(ShellText.command("lockstep", "resume", state.id))\" type"
        if let rest = remedy.prefixMatch(of: #/Type /#) { return "\(prompt) \(remedy[rest.range.upperBound...])" }
        return remedy.starts(with: #/(set|attest|verify|waive) \w/#) ? "\(prompt): \(remedy)" : remedy
    }
}
