import YAMLDocument

extension Load {
    /// Reads the section `identifiers`.
    func identifierPlan(_ reader: MappingReader) -> IdentifierPlan {
        // A runbook names no file: a person does.
        let accounts = inputTemplate(reader, "accounts", .accounts)
        let plan = IdentifierPlan(
            system: reader.text("system"), domain: template(reader, "domain", .domain), accounts: accounts,
            exclusions: reader.list("exclude").compactMap(exclusion))
        reader.finish()
        return plan
    }

    private func exclusion(_ node: YAMLNode) -> IdentifierPlan.Exclusion? {
        if case .scalar(let word, _) = node.content {
            if word == "guests" { return .guests }
            if word == "disabled" { return .disabled }
            problems.report(
                "there is no rule \"\(word)\"\(Suggestion.hintOrList(for: word, in: ["guests", "disabled", "accounts"]))",
                at: node.location)
            return nil
        }
        let reader = MappingReader(node, "a rule", problems: problems)
        let rule = IdentifierPlan.Exclusion.accounts(reader.text("accounts"), reason: reader.text("reason"))
        reader.finish()
        return rule
    }
}
