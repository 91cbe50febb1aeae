import Foundation
import YAMLDocument

/// Reads a scenario's injects.
struct InjectReader {
    let problems: ProblemCollector
    let names: ScenarioNames
    let conditions: ConditionReader

    static let vocabulary = [
        "expire-secret", "withdraw-consent", "delete-application", "disable-user", "remove-user", "revoke-roles",
        "clear-identifier", "assign-provider", "end-migration", "rotate-certificate", "expire-certificate",
        "publish-certificate", "arm", "clear-faults",
    ]

    /// Those that change Peig's workspace.
    private static let ofPeig: Set<String> = ["assign-provider", "end-migration"]

    /// Changes that say all by being there.
    private static let flags = ["end-migration", "rotate-certificate", "publish-certificate", "clear-faults"]

    func inject(_ node: YAMLNode) -> Inject {
        let reader = MappingReader(node, "an inject", problems: problems)
        defer { reader.finish() }
        let when = reader.mapping("when", "when an inject happens")
        var after: TimeInterval?
        if let text = when?.optionalText("after") {
            after = Span.parse(text)
            if after == nil {
                problems.report(
                    "\"after\" must be a time such as 90s, 10m or 2h", at: when?.location(of: "after") ?? node.location)
            }
        }
        let id = reader.text("id")
        let inject = Inject(
            id: id, title: reader.text("title"), after: after,
            once: when?.node("once").map(conditions.condition), unless: when?.node("unless").map(conditions.condition),
            changes: reader.list("do").enumerated().flatMap { changes($0.element, name: "\(id)-\($0.offset + 1)") },
            expected: reader.text("expect"))
        when?.finish()
        if inject.unless != nil, inject.isManual {
            problems.report("\"unless\" needs \"after\" or \"once\" beside it", at: when?.location ?? node.location)
        }
        if inject.changes.isEmpty, reader.node("do") == nil {
            problems.report("an inject needs \"do\"", at: node.location)
        }
        return inject
    }

    /// - Parameter name: of a fault that has no id: it may not take the place of one of the scenario's own.
    private func changes(_ node: YAMLNode, name: String) -> [WorldChange] {
        let reader = MappingReader(node, "a change", problems: problems)
        return reader.allEntries.compactMap { entry in
            if InjectReader.flags.contains(entry.key), !reader.flag(entry.key, default: true) {
                problems.report(
                    "\"\(entry.key)\" happens, or isn't written down: it must be true", at: entry.value.location)
            }
            if InjectReader.ofPeig.contains(entry.key) { names.checkPeig(entry.key, at: entry.keyLocation, problems) }
            switch entry.key {
            case "end-migration": return .endMigration
            case "rotate-certificate": return .rotateCertificate
            case "publish-certificate": return .publishCertificate
            case "clear-faults": return .clearFaults
            case "arm":
                let fault = FaultReader(problems: problems, names: names).fault(entry.value, name: name)
                return .arm(fault, text: FaultText.text(of: entry.value))
            case "expire-certificate":
                if let seconds = Span.parse(reader.text(entry.key)) { return .expireCertificate(in: seconds) }
                problems.report(
                    "\"expire-certificate\" must be a time such as 1d", at: reader.location(of: entry.key))
                return nil
            default: return named(entry, reader)
            }
        }
    }

    private func named(_ entry: YAMLNode.Member, _ reader: MappingReader) -> WorldChange? {
        guard InjectReader.vocabulary.contains(entry.key) else {
            let hint = Suggestion.hintOrList(for: entry.key, in: InjectReader.vocabulary)
            problems.report("there is no change \"\(entry.key)\"\(hint)", at: entry.keyLocation)
            return nil
        }
        let text = reader.text(entry.key)
        if ["expire-secret", "withdraw-consent", "delete-application"].contains(entry.key) {
            names.checkApp(text, at: reader.location(of: entry.key), problems)
        }
        switch entry.key {
        case "expire-secret": return .expireSecret(app: text)
        case "withdraw-consent": return .withdrawConsent(app: text)
        case "delete-application": return .deleteApplication(text)
        default: names.checkUser(text, at: reader.location(of: entry.key), problems)
        }
        switch entry.key {
        case "disable-user": return .disable(upn: text)
        case "remove-user": return .removeUser(upn: text)
        case "revoke-roles": return .revokeRoles(upn: text)
        case "clear-identifier": return .clearIdentifier(upn: text)
        default: return .assignProvider(upn: text)
        }
    }
}

/// A fault's own text, to be read again when a rehearsal goes on.
enum FaultText {
    static func text(of node: YAMLNode) -> String { String(decoding: json(node).bytes(), as: UTF8.self) }

    static func json(_ node: YAMLNode) -> JSON {
        switch node.content {
        case .null: .null
        case .scalar(let text, let plain):
            plain && text == "true" ? true : plain && text == "false" ? false : Int(text).map(JSON.int) ?? .string(text)
        case .list(let items): .array(items.map(json))
        case .mapping(let entries): .object(Dictionary(entries.map { ($0.key, json($0.value)) }) { $1 })
        }
    }
}
