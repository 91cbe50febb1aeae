import Escaping
import YAMLDocument

/// Reads a scenario and reports all of its problems at once.
struct ScenarioLoader {
    let text: String
    let file: String
    let truthsText: String?
    /// The runbook that it is held to, where one is known.
    let runbook: ScenarioRunbook?
    let problems: ProblemCollector
    private let stages: StageKnowledge?

    init(
        text: String, file: String, truths: String?, runbook: ScenarioRunbook?,
        stages: StageKnowledge? = nil, grammar: Grammar? = nil
    ) {
        self.stages = stages
        problems = ProblemCollector(grammar: grammar)
        self.text = text
        self.file = file
        truthsText = truths
        self.runbook = runbook
    }

    /// - Parameter name: of its file, without the ending: what it is called by.
    func load(name: String?) throws(Problems) -> Scenario {
        problems.register(file: file, text: text)
        let root = MappingReader(try YAMLDocument.parse(text, file: file), "a scenario", problems: problems)
        let tenant = root.mapping("tenant", "the tenant")
        if tenant == nil { problems.report("a scenario needs \"tenant\"", at: root.location) }
        let peig = root.mapping("peig", "peig")
        let provider = provider(root)
        let initialDomain = tenant.map { identifier("initial-domain", $0) } ?? ""
        let domains = root.list("domains").map(domain)
        let users = root.list("users").map(user)
        let apps = root.list("applications").map(app)
        let answers = answers(root)
        let hints = root.list("hints").map(hint)
        let briefing = root.text("briefing")
        checkText(briefing, at: root.location(of: "briefing"))
        var names = ScenarioNames(
            domains: domains.map(\.name) + [initialDomain.lowercased()], users: users.map { $0.upn.lowercased() },
            isPopulated: root.node("population") != nil, apps: apps.map(\.name), other: provider?.name)
        names.made = runbook.map { $0.names.union(["emergency@\(initialDomain.lowercased())"]) }
        names.told = (answers.values.sorted() + hints.flatMap(\.texts) + [briefing]).joined(separator: "\n")
        var untold = names
        untold.told = (answers.values.sorted() + [briefing]).joined(separator: "\n")
        checkPortalWork(root, untold)
        let conditions = ConditionReader(problems: problems, names: names)
        let injects = InjectReader(problems: problems, names: names, conditions: conditions)
        let faults = FaultReader(problems: problems, names: names)
        let scenario = Scenario(
            id: root.text("id"), title: root.text("title"), briefing: briefing,
            isUsual: root.flag("usual", default: false),
            seed: root.integer("seed", in: .min ... .max) ?? 1, tenantName: tenant?.text("name") ?? "",
            initialDomain: initialDomain, tenant: self.tenant(tenant),
            domains: domains, subscriptions: root.list("subscriptions").map(subscription), users: users,
            groups: root.list("groups").map(GroupReader(problems: problems, names: names).group),
            devices: root.list("devices").map(device),
            accessPolicies: root.list("conditional-access").map {
                standings.policy($0, names)
            },
            hasSecurityDefaults: root.flag("security-defaults", default: false),
            tokenValidation: standings.word(
                "token-validation", of: TokenValidationRoutes.modes, root) ?? "all",
            blocksDeviceCodes: standings.word("device-codes", of: ["allowed", "blocked"], root) == "blocked",
            population: population(root, names), apps: apps,
            peigServer: peig?.text("server") ?? "login.peig.example", peigDomain: peig?.optionalText("provider-domain"),
            hasPeig: peig != nil, provider: provider, peig: self.peig(peig, names), pingOne: pingOne(root),
            faults: root.list("faults").enumerated().map { faults.fault($0.element, name: "fault-\($0.offset + 1)") },
            injects: root.list("injects").map(injects.inject),
            hints: hints,
            debrief: root.list("debrief").map { expectation($0, conditions) },
            // Scenarios of several providers share them.
            truths: try truths(names.ofAnyProvider),
            stages: StageReader(problems: problems, conditions: conditions, knowledge: stages).stages(root),
            answers: answers, text: text, truthsText: truthsText)
        tenant?.finish()
        peig?.finish()
        root.finish()
        check(scenario, names, root)
        if runbook != nil { SeatCheck(problems: problems).check(scenario, root) }
        if let name, !scenario.id.isEmpty, scenario.id != name {
            problems.report("the id must be the file's name, \"\(name)\"", at: root.location(of: "id"))
        }
        try problems.check()
        return scenario
    }

    var standings: ScenarioStandings { ScenarioStandings(problems: problems) }

    // MARK: - The tenant

    private func tenant(_ reader: MappingReader?) -> Scenario.Tenant {
        guard let reader else { return Scenario.Tenant() }
        let words = ["never": nil, "now": true, "once": false] as [String: Bool?]
        let synced = standings.word("synced", of: words.keys.sorted(), reader)
        return Scenario.Tenant(
            isSynced: synced.flatMap { words[$0] ?? nil },
            takesAlternateLogins: reader.flag("alternate-login", default: false),
            approvedRoles: standings.roles("roles-need-approval", reader))
    }

    /// A name that others name it by.
    private func identifier(_ key: String, _ reader: MappingReader) -> String {
        let text = reader.text(key)
        if let letter = OddLetter.first(in: text) {
            problems.report("\(letter.clause(of: text)); type it anew", at: reader.location(of: key))
        } else if text.count > 1, text.hasSuffix(".") {
            problems.report(
                "a name here has no dot at its end; did you mean \"\(text.dropLast())\"?", at: reader.location(of: key))
            return String(text.dropLast())
        }
        return text
    }

    private func domain(_ node: YAMLNode) -> Scenario.Domain {
        let reader = MappingReader(node, "a domain", problems: problems)
        defer { reader.finish() }
        let before = providerBefore(reader)
        return Scenario.Domain(
            name: identifier("name", reader).lowercased(), isVerified: reader.flag("verified", default: true),
            isDefault: reader.flag("default", default: false),
            isFederated: reader.flag("federated", default: false) || before != nil, provider: before,
            operation: reader.flag("being-deleted", default: false) ? "ForceDelete" : nil)
    }

    private func subscription(_ node: YAMLNode) -> Scenario.Subscription {
        let reader = MappingReader(node, "a subscription", problems: problems)
        defer { reader.finish() }
        let partNumber = reader.text("part-number")
        reader.offers(Products.all.keys.sorted(), for: "part-number")
        checkProduct(partNumber, at: reader.location(of: "part-number"))
        return Scenario.Subscription(
            partNumber: partNumber, seats: reader.integer("seats", in: 0...1_000_000) ?? 25,
            status: standings.word(
                "status", of: ["Enabled", "Warning", "Suspended", "Deleted", "LockedOut"], reader) ?? "Enabled")
    }

    private func checkProduct(_ partNumber: String, at location: SourceLocation) {
        guard Products.all[partNumber] == nil, !partNumber.isEmpty else { return }
        let hint = Suggestion.hintOrList(for: partNumber, in: Products.all.keys.sorted())
        problems.report("there is no subscription \"\(partNumber)\"\(hint)", at: location)
    }

    private func user(_ node: YAMLNode) -> Scenario.User {
        let reader = MappingReader(node, "a user", problems: problems)
        defer { reader.finish() }
        let standings = standings
        let (roles, eligible) = (standings.roles("roles", reader), standings.roles("eligible-roles", reader))
        let licenses = reader.texts("licenses")
        reader.offers(Products.all.keys.sorted(), for: "licenses")
        for license in licenses { checkProduct(license, at: reader.location(of: "licenses")) }
        let plansOff = reader.texts("plans-off")
        let held = Set(licenses.flatMap { Products.all[$0]?.plans.keys.map(\.self) ?? [] })
        for plan in plansOff where !held.contains(plan) {
            problems.report(
                "no licence of this user holds \"\(plan)\"\(Suggestion.hintOrList(for: plan, in: held.sorted()))",
                at: reader.location(of: "plans-off"))
        }
        return Scenario.User(
            upn: identifier("upn", reader), name: reader.text("name"), isEnabled: reader.flag("enabled", default: true),
            isOnboarded: reader.flag("onboarded", default: false), isSynced: reader.flag("synced", default: false),
            isCalledGuest: standings.word("type", of: ["member", "guest"], reader) == "guest",
            invitation: standings.word("invited", of: Scenario.User.Invitation.allCases.map(\.key), reader).flatMap {
                word in
                Scenario.User.Invitation.allCases.first { $0.key == word }
            }, mail: reader.optionalText("mail"),
            peigStatus: standings.word("peig-account", of: PeigAccount.statuses, reader) ?? "active", roles: roles,
            eligibleRoles: eligible, rolesEnd: standings.span("roles-end", reader),
            addresses: reader.texts("addresses"),
            methods: standings.methods(reader), licenses: licenses, plansOff: plansOff)
    }

    private func device(_ node: YAMLNode) -> Scenario.Device {
        let reader = MappingReader(node, "a device", problems: problems)
        defer { reader.finish() }
        let trust = reader.optionalText("trust-type") ?? "AzureAd"
        let known = ["AzureAd", "Workplace", "ServerAd"]
        reader.offers(known, for: "trust-type")
        if !known.contains(trust) {
            let hint = Suggestion.hintOrList(for: trust, in: known)
            problems.report("there is no trust type \"\(trust)\"\(hint)", at: reader.location(of: "trust-type"))
        }
        return Scenario.Device(name: reader.text("name"), trustType: trust)
    }

    private func population(_ root: MappingReader, _ names: ScenarioNames) -> Scenario.Population {
        var population = Scenario.Population()
        guard let reader = root.mapping("population", "the population") else { return population }
        defer { reader.finish() }
        population.count = reader.integer("count", in: Scenario.Population.sizes) ?? 0
        population.domain = reader.text("domain").lowercased()
        names.checkDomain(population.domain ?? "", at: reader.location(of: "domain"), problems)
        population.isOnboarded = reader.flag("onboarded", default: false)
        population.disabled = reader.integer("disabled", in: Scenario.Population.sizes) ?? 0
        population.licenses = reader.texts("licenses")
        reader.offers(Products.all.keys.sorted(), for: "licenses")
        for license in population.licenses { checkProduct(license, at: reader.location(of: "licenses")) }
        if let kinds = reader.mapping("discrepancies", "the list of discrepancies") {
            for kind in Discrepancy.allCases where kind != .none {
                if let number = kinds.integer(kind.key, in: Scenario.Population.sizes) {
                    population.discrepancies[kind] = number
                }
            }
            kinds.finish()
            if population.discrepancies.values.reduce(0, +) + population.disabled > population.count {
                problems.report("there are more discrepancies than people", at: kinds.location)
            }
        }
        return population
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
            reader.offers(known.keys.sorted(), for: key)
            for name in names where known[name] == nil {
                let hint = Suggestion.hint(for: name, in: known.keys.sorted())
                problems.report("there is no permission \"\(name)\"\(hint)", at: reader.location(of: key))
            }
        }
        return Scenario.App(
            name: reader.text("name"), redirectURIs: reader.texts("redirect-uris"), applicationPermissions: roles,
            delegatedPermissions: scopes, isConsented: reader.flag("consented", default: false),
            isPublicClient: reader.flag("public-client", default: false), secretDays: reader.integer("secret-days"),
            secretStarts: reader.integer("secret-starts") ?? -90, isEnabled: reader.flag("enabled", default: true),
            isDisabledByMicrosoft: reader.flag("disabled-by-microsoft", default: false),
            isEnterprise: reader.flag("enterprise", default: false))
    }

    private func check(_ scenario: Scenario, _ names: ScenarioNames, _ root: MappingReader) {
        for user in scenario.users {
            let domain = user.upn.split(separator: "@").last.map { $0.lowercased() } ?? ""
            if !names.domains.contains(domain) {
                problems.report("the tenant has no domain for \(user.upn)", at: root.location(of: "users"))
            }
        }
        var seen: Set<String> = []
        for (user, node) in zip(scenario.users, root.list("users"))
        where !user.upn.isEmpty && !seen.insert(user.upn.lowercased()).inserted {
            problems.report("\"users\" names \(user.upn) twice", at: node.location)
        }
        for (ids, key) in [
            (scenario.injects.map(\.id), "injects"), (scenario.debrief.map(\.id), "debrief"),
            (scenario.faults.map(\.id), "faults"),
        ] where Set(ids).count < ids.count {
            problems.report("\"\(key)\" has two entries with one id", at: root.location(of: key))
        }
        // Microsoft lets nobody have them beside a policy that is on.
        if scenario.hasSecurityDefaults, scenario.accessPolicies.contains(where: { $0.state == "enabled" }) {
            problems.report(
                "security defaults can't be on beside a Conditional Access policy that is enabled",
                at: root.location(of: "security-defaults"))
        }
        checkIssuers(scenario, root)
        if let app = scenario.peig.provisioningApp, !scenario.apps.contains(where: { $0.name == app }) {
            problems.report("there is no application \"\(app)\"", at: root.location(of: "peig"))
        }
    }
}
