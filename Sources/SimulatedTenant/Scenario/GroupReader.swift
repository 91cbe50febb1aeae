import YAMLDocument

/// Reads a scenario's groups: who is in them, for how long, and who may become one of them.
struct GroupReader {
    let problems: ProblemCollector
    let names: ScenarioNames

    func group(_ node: YAMLNode) -> Scenario.Group {
        let reader = MappingReader(node, "a group", problems: problems)
        defer { reader.finish() }
        let roles = ScenarioStandings(problems: problems).roles("roles", reader)
        return Scenario.Group(
            name: reader.text("name"), members: places("members", reader), owners: places("owners", reader),
            eligibleMembers: places("eligible-members", reader, areActive: false),
            eligibleOwners: places("eligible-owners", reader, areActive: false), roles: roles)
    }

    /// Each a user principal name, or one with more about it.
    /// - Parameter areActive: whether they are in it now, so that they may have activated that.
    private func places(_ key: String, _ reader: MappingReader, areActive: Bool = true) -> [Scenario.Group.Place] {
        let nodes = reader.list(key)
        let places = nodes.map { node -> Scenario.Group.Place in
            if case .scalar(let upn, _) = node.content {
                names.checkUser(upn, at: node.location, problems)
                return Scenario.Group.Place(upn: upn, ends: nil, isActivated: false)
            }
            return place(node, areActive: areActive)
        }
        let upns = places.map { $0.upn.lowercased() }
        for (index, upn) in upns.enumerated() where upns[..<index].contains(upn) {
            problems.report("\"\(key)\" names \(upn) twice", at: nodes[index].location)
        }
        return places
    }

    private func place(_ node: YAMLNode, areActive: Bool) -> Scenario.Group.Place {
        let reader = MappingReader(node, "somebody in a group", problems: problems)
        defer { reader.finish() }
        let upn = reader.text("upn")
        names.checkUser(upn, at: reader.location(of: "upn"), problems)
        let ends = ScenarioStandings(problems: problems).span("ends", reader)
        let isActivated = areActive && reader.flag("activated", default: false)
        if isActivated, reader.node("ends") == nil {
            problems.report(
                "\"activated\" needs \"ends\" beside it: what is activated always ends",
                at: reader.location(ofKey: "activated"))
        }
        return Scenario.Group.Place(upn: upn, ends: ends, isActivated: isActivated)
    }
}
