import Escaping
import Foundation
import Text
import YAMLDocument

extension Load {
    /// Reads and type-checks a check: `resource: selector`, its parameters, and `expect`.
    func check(_ node: YAMLNode) -> Check? {
        let reader = MappingReader(node, "a check", problems: problems)
        let names = vocabulary.resources.map(\.name)
        let named = reader.allEntries.filter { names.contains($0.key) }
        guard let entry = named.first, named.count == 1 else {
            if named.count > 1 {
                problems.report("a check looks at one resource; make two items of it", at: named[1].keyLocation)
                return nil
            }
            let unknown = reader.allEntries.first { $0.key != "expect" }
            let message = unknown.map { "there is no resource \"\($0.key)\"" } ?? "a check needs a resource"
            problems.report(
                message + Suggestion.hintOrList(for: unknown?.key ?? "", in: names),
                at: unknown?.keyLocation ?? reader.location)
            return nil
        }
        guard let resource = vocabulary.resources.first(where: { $0.name == entry.key }) else { return nil }
        let selector = selector(reader, resource)
        guard let expect = reader.mapping("expect", "\"expect\"") else {
            problems.report("a check needs \"expect\"", at: reader.location)
            reader.finish()
            return nil
        }
        let expected = Set(expect.allEntries.map(\.key))
        var parameters: [String: Template] = [:]
        for name in resource.properties.filter({ expected.contains($0.name) }).flatMap(\.parameters) {
            let template = checked(
                Template(reader.text(name)), at: reader.location(of: name), takesSecrets: name == "secret")
            hold(template, to: resource.parameterForms[name] ?? .name, at: reader.location(of: name))
            parameters[name] = template
        }
        reader.finish()
        if resource.comparesIdentifiers, identifiers == nil {
            problems.report(
                "\(resource.name) needs the section \"identifiers\" in \(Load.mainFile)",
                at: reader.location(of: resource.name))
        }
        let expectations = expect.allEntries.flatMap { entry in
            let expectations = self.expectations(for: entry, of: resource)
            noteDemands(expectations, of: entry, resource, selector)
            return expectations
        }
        if expect.allEntries.isEmpty { problems.report("\"expect\" is empty", at: expect.location) }
        return Check(
            resource: resource.name, selector: selector, parameters: parameters, expectations: expectations,
            comparison: resource.comparesIdentifiers ? identifiers : nil,
            proof: resource.isProvenByComparison ? identifiers : nil)
    }

    private func selector(_ reader: MappingReader, _ resource: Vocabulary.Resource) -> Template {
        if let what = resource.selector {
            let template = reader.nodeIfAny(resource.name) == nil ? nil : template(reader, resource.name)
            guard let template, !template.source.allSatisfy(\.isWhitespace) else {
                problems.report("\(resource.name) needs \(what)", at: reader.location(of: resource.name))
                return Template("")
            }
            hold(template, to: resource.form, at: reader.location(of: resource.name))
            return template
        }
        if let node = reader.nodeIfAny(resource.name) {
            problems.report("there is only one \(resource.name): leave its value empty", at: node.location)
        }
        return Template("")
    }

    private func expectations(for entry: YAMLNode.Member, of resource: Vocabulary.Resource) -> [Expectation] {
        guard let property = resource.properties.first(where: { $0.name == entry.key }) else {
            let names = resource.properties.map(\.name)
            problems.report(
                "\(resource.name) has no property \"\(entry.key)\"\(Suggestion.hintOrList(for: entry.key, in: names))",
                at: entry.keyLocation)
            return []
        }
        guard case .mapping(let matchers) = entry.value.content else {
            return condition("equals", entry.value, of: property, at: entry.value.location).map {
                [Expectation(property: property.name, condition: $0)]
            } ?? []
        }
        let placed = matchers.compactMap { matcher in
            condition(matcher.key, matcher.value, of: property, at: matcher.keyLocation).map {
                (condition: $0, place: matcher.keyLocation)
            }
        }
        reportContradictions(placed, of: property.name)
        return placed.map { Expectation(property: property.name, condition: $0.condition) }
    }

    private func condition(
        _ name: String, _ node: YAMLNode, of property: Vocabulary.Property, at location: SourceLocation
    ) -> Condition? {
        if name == "not" { return inner(name, node, of: property).map(Condition.not) }
        if let quantifier = Condition.Quantifier(rawValue: name) {
            guard property.type == .list else {
                return refuse(name, of: property, at: location)
            }
            let entry = Vocabulary.Property(
                name: "an entry of \(property.name)", type: .text, form: property.form)
            return inner(name, node, of: entry).map { .entries(quantifier, $0) }
        }
        guard let matcher = vocabulary.matchers.first(where: { $0.name == name }) else {
            let hint = Suggestion.hint(for: name, in: vocabulary.matchers.map(\.name) + Condition.words)
            problems.report("there is no matcher \"\(name)\"\(hint)", at: location)
            return nil
        }
        guard let types = matcher.arguments[property.type] else { return refuse(name, of: property, at: location) }
        for type in types {
            if let argument = argument(node, type) {
                // A pattern matches parts of a text: of it only the letters are held. Whether there is one is no text.
                if type == .text || type == .list { holdTexts(of: node, to: name == "matches" ? nil : property.form) }
                checkChoices(property, argument, at: node.location)
                checkSubstance(name, property, argument, node)
                if case .value(.number(let limit)) = argument, limit < 0, !isKept {
                    problems.report(
                        "\"\(name)\" on \(property.name) is given \(limit), and nothing that is counted is below 0",
                        at: node.location)
                }
                return .matcher(name, argument)
            }
        }
        let wanted = types.map { Load.describe($0) }.joined(separator: " or ")
        problems.report(
            "\"\(name)\" on \(property.name) needs \(wanted), not \(node.kind)\(Load.whyNoMoment(node, types))",
            at: node.location)
        return nil
    }

    /// What stands after `not`, `all`, `any` or `none`: a value, or one matcher.
    private func inner(_ name: String, _ node: YAMLNode, of property: Vocabulary.Property) -> Condition? {
        guard case .mapping(let matchers) = node.content else {
            return condition("equals", node, of: property, at: node.location)
        }
        guard let matcher = matchers.first, matchers.count == 1 else {
            problems.report("\"\(name)\" takes one matcher; write it once for each", at: node.location)
            return nil
        }
        return condition(matcher.key, matcher.value, of: property, at: matcher.keyLocation)
    }

    private func refuse(_ name: String, of property: Vocabulary.Property, at location: SourceLocation) -> Condition? {
        let fitting = vocabulary.matchers.filter { $0.arguments[property.type] != nil }.map(\.name)
        let words = property.type == .list ? Condition.words : ["not"]
        problems.report(
            "\"\(name)\" can't be used on \(property.name), which is a \(property.type.rawValue); "
                + "there \((fitting + words).joined(separator: ", ")) can",
            at: location)
        return nil
    }

    private func argument(_ node: YAMLNode, _ type: ValueType) -> MatcherArgument? {
        if type == .list {
            let nodes: [YAMLNode]
            if case .list(let items) = node.content { nodes = items } else { nodes = [node] }
            let texts = nodes.compactMap { if case .scalar(let text, _) = $0.content { text } else { nil } }
            guard texts.count == nodes.count else { return nil }
            let templates = zip(texts, nodes).map { checked(Template($0), at: $1.location) }
            return templates.allSatisfy(\.inputs.isEmpty) ? .value(.list(texts)) : .templates(templates)
        }
        guard case .scalar(let text, let plain) = node.content else { return nil }
        switch type {
        case .boolean:
            return plain
                ? ["true": MatcherArgument.value(.boolean(true)), "false": .value(.boolean(false))][text] : nil
        case .number:
            let template = Template(text)
            if template.inputs.count == 1, template.source == "{{\(template.inputs[0])}}",
                inputs.contains(where: { $0.id == template.inputs[0] && $0.kind == .number })
            {
                return .number(template)
            }
            return plain ? Int(text).map { .value(.number($0)) } : nil
        case .duration: return DurationText.parse(text).map { .value(.duration($0)) }
        case .time: return Moment.kept(text).map { .value(.time($0)) }
        case .text:
            let template = checked(Template(text), at: node.location)
            return template.inputs.isEmpty ? .value(.text(text)) : .template(template)
        case .list: return nil
        }
    }

    /// - Parameter form: nil for texts of which only the letters matter.
    private func holdTexts(of node: YAMLNode, to form: LiteralForm?) {
        let nodes = if case .list(let nodes) = node.content { nodes } else { [node] }
        for node in nodes where !isKept {
            guard case .scalar(let text, _) = node.content else { continue }
            if let form {
                hold(Template(text), to: form, at: node.location)
            } else {
                reportOdd(OddLetter.firstInName(text), in: text, at: node.location)
            }
        }
    }

    private func checkChoices(_ property: Vocabulary.Property, _ argument: MatcherArgument, at location: SourceLocation)
    {
        guard !property.choices.isEmpty, case .value(let value) = argument else { return }
        let words: [String]
        switch value {
        case .text(let text): words = [text]
        case .list(let texts): words = texts
        default: words = []
        }
        for word in words where !property.choices.contains(word) {
            problems.report(
                "\(property.name) is never \"\(word)\"; it is one of \(property.choices.joined(separator: ", "))",
                at: location)
        }
    }

    /// Nothing to compare with is a mistake; what is blank among others is shown where it stands.
    private func checkSubstance(
        _ name: String, _ property: Vocabulary.Property, _ argument: MatcherArgument, _ node: YAMLNode
    ) {
        // A session that keeps it must open: what has nothing to compare with is unknown there.
        guard case .value(let value) = argument, value.isVacuous, !isKept else { return }
        let entries = if case .list(let nodes) = node.content { nodes } else { [node] }
        let blank = entries.first {
            if case .scalar(let text, _) = $0.content { text.allSatisfy(\.isWhitespace) } else { false }
        }
        let advice = vocabulary.matchers.contains { $0.name == "empty" && $0.arguments[property.type] != nil }
        problems.report(
            "\"\(name)\" on \(property.name) is given nothing to compare with"
                + (advice ? "; if there must be none, write \"empty: true\"" : ""), at: (blank ?? node).location)
    }

    /// What is wrong with a moment that begins as one.
    private static func whyNoMoment(_ node: YAMLNode, _ types: [ValueType]) -> String {
        guard types.contains(.time), case .scalar(let text, _) = node.content,
            text.prefixMatch(of: /\d+-\d/) != nil
        else { return "" }
        do throws(AnswerProblem) {
            _ = try Moment(text)
            return ""
        } catch { return ": \(error)" }
    }

    private static func describe(_ type: ValueType) -> String {
        switch type {
        case .boolean: "true or false"
        case .number: "a whole number"
        case .text: "text"
        case .list: "a list"
        case .time: "a time such as 2026-11-21T22:00:00Z"
        case .duration: "a duration such as 30d or 12h"
        }
    }
}
