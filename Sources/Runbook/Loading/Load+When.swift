import YAMLDocument

extension Load {
    /// Reads `when`: inputs, and for each a value, a list of values, or `not:` or `answered:` with what belongs to it.
    func when(_ reader: MappingReader, _ key: String = "when") -> When? {
        guard let conditions = reader.mapping(key, "\"\(key)\"") else { return nil }
        if conditions.allEntries.isEmpty { problems.report("\"\(key)\" is empty", at: conditions.location) }
        return When(
            clauses: conditions.allEntries.compactMap { entry in
                guard let input = inputs.first(where: { $0.id == entry.key }) else {
                    let hint = Suggestion.hint(for: entry.key, in: inputs.map(\.id))
                    problems.report("there is no input \"\(entry.key)\"\(hint)", at: entry.keyLocation)
                    return nil
                }
                if input.kind == .secret {
                    problems.report("nothing may depend on a secret", at: entry.keyLocation)
                    return nil
                }
                return test(entry.value, input).map { When.Clause(input: input.id, test: $0) }
            })
    }

    /// What an answer needs of those before it, by choice.
    func needs(_ reader: MappingReader) -> [String: When] {
        guard let needs = reader.mapping("needs", "what answers need") else { return [:] }
        let choices = reader.texts("choices")
        var found: [String: When] = [:]
        for entry in needs.allEntries {
            if !choices.contains(entry.key) {
                problems.report(
                    "\"\(entry.key)\" is none of its choices\(Suggestion.hintOrList(for: entry.key, in: choices))",
                    at: entry.keyLocation)
            }
            found[entry.key] = when(needs, entry.key)
        }
        return found
    }

    private func test(_ node: YAMLNode, _ input: Input) -> When.Test? {
        guard case .mapping(let entries) = node.content else { return values(node, input).map { .oneOf($0) } }
        guard entries.count == 1, let entry = entries.first else {
            problems.report("write one of: a value, a list, not, answered", at: node.location)
            return nil
        }
        switch entry.key {
        case "not": return values(entry.value, input).map { .noneOf($0) }
        case "answered":
            if case .scalar(let word, plain: true) = entry.value.content,
                let flag = ["true": true, "false": false][word]
            {
                return .answered(flag)
            }
            problems.report("\"answered\" must be true or false", at: entry.value.location)
        default:
            problems.report(
                "there is no condition \"\(entry.key)\"\(Suggestion.hintOrList(for: entry.key, in: ["not", "answered"]))",
                at: entry.keyLocation)
        }
        return nil
    }

    private func values(_ node: YAMLNode, _ input: Input) -> [String]? {
        let nodes: [YAMLNode]
        if case .list(let items) = node.content { nodes = items } else { nodes = [node] }
        if nodes.isEmpty, !isKept {
            problems.report("an empty list is no condition: of nothing everything is true", at: node.location)
        }
        var values: [String] = []
        for node in nodes {
            guard case .scalar(let text, _) = node.content else {
                problems.report("a value must be text, not \(node.kind)", at: node.location)
                return nil
            }
            do throws(AnswerProblem) {
                values.append(try input.normalized(text))
            } catch {
                problems.report("\(input.id) is never \"\(text)\": \(error)", at: node.location)
            }
        }
        return values
    }
}
