import Text

/// What another version of a runbook no longer holds up: everything that would let a switch through which this one
/// doesn't.
public enum RunbookLoosening {
    /// A sentence each, in the old version's order; empty where the other blocks no less.
    public static func sentences(from old: Runbook, to new: Runbook) -> [String] {
        let gate = Dictionary(new.itemsOfGate.map { ($0.id, $0) }) { first, _ in first }
        return plan(old.cutover, new.cutover) + old.itemsOfGate.flatMap { item($0, gate[$0.id]) }
    }

    private static func item(_ old: Item, _ new: Item?) -> [String] {
        guard let new else { return ["\(old.id) no longer stands before the switch"] }
        var sentences: [String] = []
        if let check = old.check, !isHeld(check, by: new.check) {
            sentences.append("\(old.id) is \(new.check == nil ? "no longer checked live" : "checked otherwise")")
        }
        if old.attestation != nil, new.attestation == nil {
            sentences.append("\(old.id) no longer needs anybody's word")
        }
        if new.when != nil, new.when != old.when { sentences.append("\(old.id) no longer applies always") }
        if let before = old.holdsFor, new.holdsFor ?? .max > before {
            sentences.append(
                "\(old.id) holds for \(new.holdsFor.map { DurationText.words($0) } ?? "good"), not "
                    + DurationText.words(before))
        }
        if rank(new.waiving) > rank(old.waiving) {
            sentences.append("\(old.id) may be waived \(new.waiving == .onePerson ? "by one person" : "by two people")")
        }
        return sentences
    }

    /// Whether everything that was wanted is still wanted, of the same thing.
    private static func isHeld(_ old: Check, by new: Check?) -> Bool {
        guard let new else { return false }
        if old == new { return true }
        return old.resource == new.resource && old.selector == new.selector && old.parameters == new.parameters
            && old.comparison == new.comparison && old.proof == new.proof
            && old.expectations.allSatisfy(new.expectations.contains)
    }

    private static func rank(_ waiving: Item.Waiving) -> Int {
        switch waiving {
        case .never: 0
        case .secondPerson: 1
        case .onePerson: 2
        }
    }

    private static func plan(_ old: CutoverPlan?, _ new: CutoverPlan?) -> [String] {
        guard let new else { return [] }
        guard let old else { return ["it switches a domain, and this one switches none"] }
        var sentences: [String] = []
        if new.approvals < old.approvals {
            sentences.append(
                "the switch needs \(new.approvals) \(new.approvals == 1 ? "person" : "people"), not \(old.approvals)")
        }
        if new.cooldown < old.cooldown {
            sentences.append(
                "\(DurationText.words(new.cooldown)) lie between two switches, not \(DurationText.words(old.cooldown))")
        }
        if new.freshFor > old.freshFor {
            sentences.append(
                "verdicts may be \(DurationText.words(new.freshFor)) old, not \(DurationText.words(old.freshFor))")
        }
        if let hours = old.window, hours != new.window {
            sentences.append("the hours agreed on come from elsewhere, or don't count")
        }
        func set(_ plan: CutoverPlan) -> [String] {
            [
                plan.domain.source, plan.displayName.source, plan.issuerUri.source, plan.passiveSignInUri.source,
                plan.signOutUri.source, plan.signingCertificate.source, plan.preferredAuthenticationProtocol,
                plan.federatedIdpMfaBehavior,
            ]
        }
        if set(old) != set(new) { sentences.append("the switch sets something else") }
        return sentences
    }
}
