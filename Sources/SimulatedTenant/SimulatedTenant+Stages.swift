/// What a test of a runbook asks of the simulated world.
extension SimulatedTenant {
    /// What of a stage's aims doesn't hold now.
    public func unmet(_ stage: Scenario.Stage) async -> [Scenario.Stage.Aim] {
        let (transaction, now) = (Transaction(await directory.state), clock.now)
        return stage.aims.filter { !$0.condition.holds(in: transaction, at: now) }
    }

    /// Whether a person's word on an item would be true now; nil where nobody can say.
    public func wouldBeTrue(wordOn item: String, answers: [String: String]) async -> Bool? {
        guard let truth = scenario.truths[item]?.filled(answers) else { return nil }
        return truth.holds(in: Transaction(await directory.state), at: clock.now)
    }
}
