import YAMLDocument

/// What a scenario's parts may name.
struct ScenarioNames {
    let domains: [String]
    let users: [String]
    /// Whether there are more people than it names.
    let isPopulated: Bool
    let apps: [String]
    /// Who signs people in, where that isn't Peig: then there is nothing of Peig's to speak of.
    var other: String?
    /// What a trainee may have made by the time, where that is known.
    var made: Set<String>?
    /// What the scenario tells a trainee: they may make what is named there.
    var told = ""

    /// What the portals' work makes where nothing else is said.
    private static let apps = ["PeigUserManagerApp", "PeigMigrationManager"]

    /// The same names, in a text that scenarios of several providers share.
    var ofAnyProvider: ScenarioNames {
        var names = self
        names.other = nil
        return names
    }

    /// Reports a word that is of Peig's workspace, where there is none.
    func checkPeig(_ word: String, at location: SourceLocation, _ problems: ProblemCollector) {
        guard let other else { return }
        problems.report(
            "\"\(word)\" is of Peig's workspace, and this scenario has none: \(other) signs people in", at: location)
    }

    func checkDomain(_ name: String, at location: SourceLocation, _ problems: ProblemCollector) {
        guard !domains.contains(name.lowercased()), !name.isEmpty, !name.contains("{{") else { return }
        problems.report(
            "the tenant has no domain \"\(name)\"\(Suggestion.hint(for: name, in: domains))", at: location)
    }

    func checkUser(_ name: String, at location: SourceLocation, _ problems: ProblemCollector) {
        guard !users.contains(name.lowercased()), !name.isEmpty, !name.contains("{{") else { return }
        problems.report(
            "the scenario has no user \"\(name)\"\(Suggestion.hint(for: name, in: users))", at: location)
    }

    /// Somebody whom there will be: a condition is asked later, of people made from the seed and by the trainee too.
    func checkPerson(_ name: String, at location: SourceLocation, _ problems: ProblemCollector) {
        guard let made, !isMade(name, made) else { return }
        let domain = name.split(separator: "@").last.map { $0.lowercased() } ?? ""
        if isPopulated, domains.contains(domain) {
            // Names are compared without their domain, which makes any two of them alike.
            func local(_ name: String) -> String { String(name.prefix { $0 != "@" }) }
            let besides = users.filter { $0.hasSuffix("@\(domain)") }.map(local)
            if Suggestion.nearest(to: local(name.lowercased()), in: besides) == nil { return }
        }
        checkUser(name, at: location, problems)
    }

    func checkApp(_ name: String, at location: SourceLocation, _ problems: ProblemCollector) {
        let known = apps + ScenarioNames.apps
        guard let made, !isMade(name, made), !known.contains(name), !name.isEmpty else { return }
        problems.report(
            "there is no application \"\(name)\", in the scenario or made by the runbook"
                + Suggestion.hint(for: name, in: known + made.sorted()), at: location)
    }

    private func isMade(_ name: String, _ made: Set<String>) -> Bool {
        made.contains { $0.lowercased() == name.lowercased() } || told.lowercased().contains(name.lowercased())
    }
}
