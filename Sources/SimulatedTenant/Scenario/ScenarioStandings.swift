import YAMLDocument

/// Reads what exists in a scenario's tenant but may not work.
struct ScenarioStandings {
    let problems: ProblemCollector

    /// One of a few words, if it is there.
    func word(_ key: String, of known: [String], _ reader: MappingReader) -> String? {
        let word = reader.optionalText(key)
        reader.offers(known, for: key)
        guard let word else { return nil }
        if known.contains(word) { return word }
        problems.report(
            "there is no \"\(word)\" for \"\(key)\"\(Suggestion.hintOrList(for: word, in: known))",
            at: reader.location(of: key))
        return nil
    }

    /// `15m`, `2d`: seconds, if it is there.
    func span(_ key: String, _ reader: MappingReader) -> Double? {
        guard let text = reader.optionalText(key) else { return nil }
        if let seconds = Span.parse(text) { return seconds }
        problems.report("\"\(text)\" isn't a length of time, as 15m or 2d", at: reader.location(of: key))
        return nil
    }

    /// Names of directory roles.
    func roles(_ key: String, _ reader: MappingReader) -> [String] {
        let (roles, known) = (reader.texts(key), RoleRoutes.templates.values.sorted())
        reader.offers(known, for: key)
        for role in roles where !known.contains(role) {
            problems.report(
                "there is no role \"\(role)\"\(Suggestion.hintOrList(for: role, in: known))",
                at: reader.location(of: key))
        }
        return roles
    }

    /// What somebody can sign in with; a password, where nothing is said.
    func methods(_ reader: MappingReader) -> [String] {
        let key = "sign-in-methods"
        let (methods, known) = (reader.texts(key), SignInMethodRoutes.kinds)
        reader.offers(known, for: key)
        guard reader.node(key) != nil else { return ["password"] }
        for method in methods where !known.contains(method) {
            problems.report(
                "there is no sign-in method \"\(method)\"\(Suggestion.hintOrList(for: method, in: known))",
                at: reader.location(of: key))
        }
        return methods
    }

    func policy(_ node: YAMLNode, _ names: ScenarioNames) -> Scenario.AccessPolicy {
        let reader = MappingReader(node, "a Conditional Access policy", problems: problems)
        defer { reader.finish() }
        let excluded = reader.texts("exclude")
        for user in excluded { names.checkUser(user, at: reader.location(of: "exclude"), problems) }
        let known = ["block", "mfa", "compliantDevice", "domainJoinedDevice", "passwordChange"]
        let controls = reader.texts("controls")
        reader.offers(known, for: "controls")
        for control in controls where !known.contains(control) {
            let hint = Suggestion.hintOrList(for: control, in: known)
            problems.report("there is no control \"\(control)\"\(hint)", at: reader.location(of: "controls"))
        }
        return Scenario.AccessPolicy(
            name: reader.text("name"),
            state: word("state", of: ["enabled", "disabled", "enabledForReportingButNotEnforced"], reader) ?? "enabled",
            controls: controls,
            strength: word("strength", of: ConditionalAccessRoutes.strengths.keys.sorted(), reader), excluded: excluded,
            isElsewhere: reader.flag("by-location", default: false))
    }
}
