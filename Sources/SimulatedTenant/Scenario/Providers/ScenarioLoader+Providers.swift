import YAMLDocument

/// Who signs people in, and who provisions them.
extension ScenarioLoader {
    func peig(_ reader: MappingReader?, _ names: ScenarioNames) -> Scenario.Peig {
        var peig = Scenario.Peig()
        guard let reader else { return peig }
        peig.isAuthenticationSaved = reader.flag("authentication", default: true)
        peig.provisioningApp = reader.optionalText("provisioning-app")
        peig.assignedUsers = reader.texts("assigned-users")
        for user in peig.assignedUsers { names.checkUser(user, at: reader.location(of: "assigned-users"), problems) }
        peig.isMigrationRunning = reader.flag("migration", default: false)
        peig.certificateEnds = standings.span("certificate-ends", reader)
        peig.publishesNext = reader.flag("next-certificate", default: false)
        if let domain = reader.optionalText("provider-domain") {
            names.checkDomain(domain, at: reader.location(of: "provider-domain"), problems)
        }
        return peig
    }

    func pingOne(_ root: MappingReader) -> Scenario.PingOne? {
        guard let reader = root.mapping("pingone", "pingone") else { return nil }
        defer { reader.finish() }
        return Scenario.PingOne(
            region: reader.optionalText("region") ?? "eu", hasConnection: reader.flag("connection", default: false),
            hasPlan: reader.flag("plan", default: false))
    }

    /// Who signs people in where it isn't Peig; nil where nothing is said.
    func provider(_ root: MappingReader) -> Scenario.Provider? {
        let key = "identity-provider"
        guard let reader = root.mapping(key, "the identity provider") else { return nil }
        if root.node("peig") != nil {
            problems.report(
                "\"\(key)\" and \"peig\" both say who signs people in: keep one", at: root.location(ofKey: key))
        }
        return IdentityProviderReader(problems: problems).provider(reader, "the identity provider")
    }

    /// Whom a domain is federated with from the start; nil for the scenario's own provider, or nobody.
    func providerBefore(_ reader: MappingReader) -> Scenario.Provider? {
        let key = "federated-with"
        guard let before = reader.mapping(key, "who signs a domain's people in") else { return nil }
        if reader.node("federated") != nil {
            problems.report(
                "\"\(key)\" says that it is federated: take \"federated\" away", at: reader.location(ofKey: "federated")
            )
        }
        return IdentityProviderReader(problems: problems).provider(before, "who signs a domain's people in")
    }

    /// Microsoft takes an issuer for one domain only.
    func checkIssuers(_ scenario: Scenario, _ root: MappingReader) {
        var seen: Set<String> = []
        for domain in scenario.domains where domain.isFederated {
            let issuer = domain.provider?.issuer ?? scenario.provider?.issuer ?? ""
            if !issuer.isEmpty, !seen.insert(issuer).inserted {
                problems.report(
                    "\(domain.name) has the issuer of another domain: Microsoft takes each for one domain only",
                    at: root.location(of: "domains"))
            }
        }
    }
}
