import YAMLDocument

/// Reads a scenario and reports all of its problems at once.
struct ScenarioLoader {
    let text: String
    let file: String
    private let problems = ProblemCollector()

    init(text: String, file: String) {
        self.text = text
        self.file = file
    }

    func load() throws(Problems) -> Scenario {
        problems.register(file: file, text: text)
        let root = MappingReader(try YAMLDocument.parse(text, file: file), "a scenario", problems: problems)
        let tenant = root.mapping("tenant", "the tenant")
        if tenant == nil { problems.report("a scenario needs \"tenant\"", at: root.location) }
        let population = root.mapping("population", "the population")
        let peig = root.mapping("peig", "peig")
        let scenario = Scenario(
            id: root.text("id"), title: root.text("title"), briefing: root.text("briefing"),
            seed: root.integer("seed") ?? 1, tenantName: tenant?.text("name") ?? "",
            initialDomain: tenant?.text("initial-domain") ?? "", domains: root.list("domains").map(domain),
            subscriptions: root.list("subscriptions").map(subscription), users: root.list("users").map(user),
            populationCount: population?.integer("count") ?? 0, populationDomain: population?.text("domain"),
            populationOnboarded: population?.flag("onboarded", default: false) ?? false,
            apps: root.list("applications").map(app), peigServer: peig?.text("server") ?? "",
            peigDomain: peig?.optionalText("provider-domain"), answers: answers(root), text: text)
        if peig == nil { problems.report("a scenario needs \"peig\"", at: root.location) }
        if !(0...1_000_000).contains(scenario.populationCount) {
            problems.report("the population may be 0 to 1000000", at: root.location(of: "population"))
        }
        tenant?.finish()
        population?.finish()
        peig?.finish()
        root.finish()
        check(scenario, root)
        try problems.check()
        return scenario
    }

    private func domain(_ node: YAMLNode) -> Scenario.Domain {
        let reader = MappingReader(node, "a domain", problems: problems)
        defer { reader.finish() }
        return Scenario.Domain(
            name: reader.text("name").lowercased(), isVerified: reader.flag("verified", default: true),
            isDefault: reader.flag("default", default: false))
    }

    private func subscription(_ node: YAMLNode) -> Scenario.Subscription {
        let reader = MappingReader(node, "a subscription", problems: problems)
        defer { reader.finish() }
        let partNumber = reader.text("part-number")
        if Seeder.products[partNumber] == nil {
            let hint = Suggestion.hint(for: partNumber, in: Seeder.products.keys.sorted())
            problems.report("there is no subscription \"\(partNumber)\"\(hint)", at: reader.location(of: "part-number"))
        }
        return Scenario.Subscription(partNumber: partNumber, seats: reader.integer("seats") ?? 25)
    }

    private func user(_ node: YAMLNode) -> Scenario.User {
        let reader = MappingReader(node, "a user", problems: problems)
        defer { reader.finish() }
        let roles = reader.texts("roles")
        for role in roles where !RoleRoutes.templates.values.contains(role) {
            let hint = Suggestion.hint(for: role, in: RoleRoutes.templates.values.sorted())
            problems.report("there is no role \"\(role)\"\(hint)", at: reader.location(of: "roles"))
        }
        return Scenario.User(
            upn: reader.text("upn"), name: reader.text("name"), isEnabled: reader.flag("enabled", default: true),
            isOnboarded: reader.flag("onboarded", default: false), roles: roles, licenses: reader.texts("licenses"))
    }

    private func app(_ node: YAMLNode) -> Scenario.App {
        let reader = MappingReader(node, "an application", problems: problems)
        defer { reader.finish() }
        let roles = reader.texts("application-permissions")
        let scopes = reader.texts("delegated-permissions")
        for (names, known, key) in [
            (roles, GraphPermissions.roles, "application-permissions"),
            (scopes, GraphPermissions.scopes, "delegated-permissions"),
        ] {
            for name in names where known[name] == nil {
                let hint = Suggestion.hint(for: name, in: known.keys.sorted())
                problems.report("there is no permission \"\(name)\"\(hint)", at: reader.location(of: key))
            }
        }
        return Scenario.App(
            name: reader.text("name"), redirectURIs: reader.texts("redirect-uris"), applicationPermissions: roles,
            delegatedPermissions: scopes, isConsented: reader.flag("consented", default: false),
            isPublicClient: reader.flag("public-client", default: false), secretDays: reader.integer("secret-days"))
    }

    private func answers(_ root: MappingReader) -> [String: String] {
        guard let reader = root.mapping("answers", "the answers") else { return [:] }
        var answers: [String: String] = [:]
        for entry in reader.allEntries { answers[entry.key] = reader.optionalText(entry.key) }
        return answers
    }

    private func check(_ scenario: Scenario, _ root: MappingReader) {
        let domains = scenario.domains.map(\.name) + [scenario.initialDomain]
        for user in scenario.users {
            let domain = user.upn.split(separator: "@").last.map { $0.lowercased() } ?? ""
            if !domains.contains(domain) {
                problems.report("the tenant has no domain for \(user.upn)", at: root.location(of: "users"))
            }
        }
        if let domain = scenario.populationDomain, !domains.contains(domain) {
            problems.report("the tenant has no domain \(domain)", at: root.location(of: "population"))
        }
    }
}
