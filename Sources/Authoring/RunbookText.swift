import Runbook

/// All that a runbook says, step by step, and what it says beside them.
struct RunbookText {
    private var steps: [String: String] = [:]
    private let beside: String

    init(_ runbook: Runbook) {
        var beside = [runbook.title, runbook.summary] + runbook.hints.map(\.text.source)
        for input in runbook.inputs {
            beside += [input.question, input.help ?? "", input.fallback ?? ""] + input.choices
        }
        for phase in runbook.phases {
            beside += [phase.title, phase.text.source, phase.mayBreak.source] + phase.hints.map(\.text.source)
        }
        if let cutover = runbook.cutover {
            beside += [
                cutover.displayName, cutover.issuerUri, cutover.passiveSignInUri, cutover.signOutUri,
            ].map(\.source)
            // "Once every 10 minutes."
            beside += ["\(cutover.cooldown / 60)", cutover.federatedIdpMfaBehavior]
        }
        beside += runbook.menus.values
        // An answer that is offered stands where it is filled in.
        self.beside = DocumentLabels.folded(beside.joined(separator: "\n"))
        for step in runbook.steps {
            steps[step.id] = DocumentLabels.folded(RunbookText.words(of: step).joined(separator: "\n"))
        }
    }

    /// - Parameter places: steps, by id; nil among them for what stands outside of any.
    func says(_ label: String, in places: Set<String?>) -> Bool {
        let words = DocumentLabels.folded(label)
        return beside.contains(words) || places.contains { $0.flatMap { steps[$0] }?.contains(words) == true }
    }

    private static func words(of step: Step) -> [String] {
        var words = [step.title, step.text?.source ?? ""] + step.hints.map(\.text.source)
        for procedure in step.procedures {
            words += [procedure.title, procedure.text?.source ?? ""] + procedure.hints.map(\.text.source)
            for action in procedure.actions {
                words += [action.title, action.text.source, action.rehearse?.source ?? ""]
                words += action.hints.map(\.text.source)
            }
        }
        for item in step.checklist {
            words += [item.text.source, item.attestation?.source ?? "", item.hint?.source ?? ""]
            guard let check = item.check else { continue }
            words.append(check.selector.source)
            words += check.parameters.values.map(\.source)
            // What must be so is said by being asked for.
            words += check.expectations.flatMap { [$0.property] + texts($0.condition) }
        }
        return words
    }

    private static func texts(_ condition: Condition) -> [String] {
        switch condition {
        case .matcher(_, .value(let value)): [value.words]
        case .matcher(_, .template(let template)), .matcher(_, .number(let template)): [template.source]
        case .matcher(_, .templates(let templates)): templates.map(\.source)
        case .not(let inner), .entries(_, let inner): texts(inner)
        }
    }
}
