import YAMLDocument

/// What an item may not demand before the switch: that the domain is switched already. Such a gate opens only where another
/// provider signs people in, and there nothing is ever switched.
extension Load {
    /// One expectation of a check, as far as it may be such a demand.
    struct Demand {
        let subject: Template
        let property: Vocabulary.Property
        let before: Vocabulary.BeforeSwitch
        let condition: Condition
        let place: SourceLocation
        /// Of the item, once it is known.
        var step = 0
    }

    /// Remembers what of a check's expectations says how a domain is before its switch.
    func noteDemands(
        _ expectations: [Expectation], of entry: YAMLNode.Member, _ resource: Vocabulary.Resource, _ subject: Template
    ) {
        guard let property = resource.properties.first(where: { $0.name == entry.key }),
            let before = property.beforeSwitch
        else { return }
        demands += expectations.map {
            Demand(
                subject: subject, property: property, before: before, condition: $0.condition, place: entry.keyLocation)
        }
    }

    /// Gives what an item's check demanded its step; what nothing waits for is no demand.
    func settleDemands(since count: Int, step: Int, isRequired: Bool) {
        if !isRequired { demands.removeSubrange(count...) }
        for index in demands.indices.dropFirst(count) { demands[index].step = step }
    }

    /// Reports what can't hold as long as the cutover's domain isn't switched.
    func checkDemands(in runbook: Runbook) {
        // Where the switch is at no step, nothing comes before it: that is told by itself.
        guard let cutover = runbook.cutover, !isKept, runbook.step(cutover.step) != nil else { return }
        let early = Set(runbook.stepsOfGate.map(\.number))
        let domain = cutover.domain.folded
        for demand in demands
        where early.contains(demand.step) && demand.condition.holds(for: demand.before.value) == false {
            let subject = demand.subject.folded
            guard demand.before.isOfAny || subject == domain || subject.hasSuffix("@\(domain)") else { continue }
            let (name, source) = (demand.property.name, cutover.domain.source)
            let why =
                demand.before.isOfAny
                ? "it counts what comes after this session's own"
                : "until then \(source) is managed, and a domain that is federated already, with whomever, is never switched"
            problems.report(
                "\"\(name)\" can't be so before the switch: \(why)"
                    + (demand.before.isWritten ? "; write \"\(name): \(demand.before.value.written)\", or" : ";")
                    + " let the item stand in a step behind \"\(cutover.step)\"", at: demand.place)
        }
    }
}

extension Template {
    /// The same for every way to write it: names of domains have no large letters, and places no blanks.
    fileprivate var folded: String {
        pieces.map {
            switch $0 {
            case .literal(let literal): literal.lowercased()
            case .input(let name): "{{\(name)}}"
            }
        }.joined()
    }
}

extension Condition {
    /// Whether it holds of a value; nil where only a tenant, or an answer, can tell.
    fileprivate func holds(for value: Value) -> Bool? {
        switch self {
        case .matcher("equals", .value(let wanted)): wanted == value
        case .matcher("one-of", .value(.list(let wanted))):
            if case .text(let text) = value { wanted.contains(text) } else { nil }
        case .matcher("at-least", .value(.number(let wanted))):
            if case .number(let number) = value { number >= wanted } else { nil }
        case .not(let condition): condition.holds(for: value).map { !$0 }
        default: nil
        }
    }
}

extension Value {
    /// As a runbook writes it.
    fileprivate var written: String { if case .boolean(let flag) = self { String(flag) } else { words } }
}
