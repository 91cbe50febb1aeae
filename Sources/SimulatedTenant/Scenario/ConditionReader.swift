import YAMLDocument

/// Reads the conditions of a scenario: a mapping, all of whose entries must hold.
struct ConditionReader {
    let problems: ProblemCollector
    /// Names that conditions may ask for, where they are known.
    let names: ScenarioNames

    static let vocabulary = [
        "all", "any", "not", "federated", "federation-configured", "default-domain", "app-registered", "app-consented",
        "secret-valid", "global-administrator", "licensed", "onboarded", "linked", "signs-in", "provider",
        "provider-assigned", "migration", "pseudonym-link", "authentication-saved", "provisioning",
        "requests-open", "requested", "provider-for", "tenant-name", "saml-info", "signed-in", "mapped-before-rule",
        "provisioned", "provider-assigned-to", "device-joined",
    ]

    /// Those that are of Peig's workspace, whatever else signs people in.
    private static let ofPeig: Set<String> = [
        "provider", "provider-for", "tenant-name", "provider-assigned-to", "provider-assigned", "migration",
        "pseudonym-link", "authentication-saved", "provisioning", "requests-open",
    ]

    func condition(_ node: YAMLNode) -> WorldCondition {
        let reader = MappingReader(node, "a condition", problems: problems)
        var parts: [WorldCondition] = []
        for entry in reader.allEntries {
            if let part = part(entry, reader) { parts.append(part) }
        }
        if reader.allEntries.isEmpty { problems.report("a condition needs at least one entry", at: node.location) }
        return parts.count == 1 ? parts[0] : .all(parts)
    }

    private func part(_ entry: YAMLNode.Member, _ reader: MappingReader) -> WorldCondition? {
        if ConditionReader.ofPeig.contains(entry.key) { names.checkPeig(entry.key, at: entry.keyLocation, problems) }
        switch entry.key {
        case "all": return .all(reader.list(entry.key).map(condition))
        case "any": return .any(reader.list(entry.key).map(condition))
        case "not": return .not(condition(entry.value))
        case "provider": return .provider(reader.flag(entry.key, default: true))
        case "provider-assigned": return .providerAssigned(reader.flag(entry.key, default: true))
        case "tenant-name": return .tenantName(reader.flag(entry.key, default: true))
        case "provisioned": return .provisioned(reader.flag(entry.key, default: true))
        case "saml-info":
            guard let info = reader.mapping(entry.key, "what Peig shows as SAML IDP Info") else { return nil }
            defer { info.finish() }
            return .samlInfo(server: info.text("server"), certificate: info.text("certificate"))
        case "migration": return .migration(reader.flag(entry.key, default: true))
        case "authentication-saved": return .authenticationSaved(reader.flag(entry.key, default: true))
        case "provisioning": return .provisioning(reader.flag(entry.key, default: true))
        case "requests-open": return .requestsOpen(reader.flag(entry.key, default: true))
        case let key where ConditionReader.vocabulary.contains(key):
            return named(key, reader.text(key), reader)
        default:
            let hint = Suggestion.hintOrList(for: entry.key, in: ConditionReader.vocabulary)
            problems.report("there is no condition \"\(entry.key)\"\(hint)", at: entry.keyLocation)
            return nil
        }
    }

    private func named(_ key: String, _ text: String, _ reader: MappingReader) -> WorldCondition? {
        let location = reader.location(of: key)
        switch key {
        case "provider-for":
            names.checkDomain(text, at: location, problems)
            return .providerFor(domain: text.lowercased())
        case "signed-in":
            guard let kind = SignInMoments.Kind(rawValue: text) else {
                let hint = Suggestion.hintOrList(for: text, in: SignInMoments.Kind.allCases.map(\.rawValue))
                if !text.isEmpty { problems.report("there is no sign-in \"\(text)\"\(hint)", at: location) }
                return nil
            }
            return .signedIn(kind)
        case "federated", "federation-configured", "default-domain":
            names.checkDomain(text, at: location, problems)
            let domain = text.lowercased()
            return key == "federated"
                ? .federated(domain: domain)
                : key == "default-domain" ? .defaultDomain(domain) : .configured(domain: domain)
        case "pseudonym-link": return .pseudonymLink(text)
        case "device-joined": return .deviceJoined(text)
        case "mapped-before-rule":
            guard let attribute = RuleMoments.attributes.first(where: { $0.lowercased() == text.lowercased() }) else {
                let hint = Suggestion.hintOrList(for: text, in: RuleMoments.attributes)
                if !text.isEmpty { problems.report("\"\(text)\" has no rule that waits for it\(hint)", at: location) }
                return nil
            }
            return .mappedBeforeRule(attribute)
        case "app-registered", "app-consented", "secret-valid":
            names.checkApp(text, at: location, problems)
            return key == "app-registered"
                ? .registered(app: text) : key == "app-consented" ? .consented(app: text) : .secretValid(app: text)
        case "global-administrator", "licensed":
            names.checkPerson(text, at: location, problems)
            return key == "licensed" ? .licensed(upn: text) : .globalAdministrator(upn: text)
        case "provider-assigned-to":
            if text != "everyone" { names.checkPerson(text, at: location, problems) }
            return .providerAssignedTo(who(text))
        case "onboarded", "linked", "signs-in":
            if text != "everyone" { names.checkPerson(text, at: location, problems) }
            return key == "onboarded"
                ? .onboarded(who(text)) : key == "linked" ? .linked(who(text)) : .signsIn(who(text))
        default:
            guard let (method, path) = FaultReader.request(text), let method else {
                problems.report("\"requested\" is a method and a path: \"POST /v1.0/domains\"", at: location)
                return nil
            }
            return .requested(method: method, path)
        }
    }

    private func who(_ text: String) -> WorldCondition.Who { text == "everyone" ? .everyone : .one(text) }
}
