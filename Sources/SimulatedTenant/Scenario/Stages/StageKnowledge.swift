/// What a scenario's stages may say of the runbook that they test, in words of whoever knows the runbook.
public struct StageKnowledge {
    let verdictProblem: (_ item: String, _ word: Scenario.Stage.Word) -> String?
    let lineProblem: (_ line: String) -> String?

    /// - Parameters:
    ///   - verdictProblem: why an item can't come to that; nil where it can.
    ///   - lineProblem: why a line can't be typed; nil where it can.
    public init(
        verdictProblem: @escaping (_ item: String, _ word: Scenario.Stage.Word) -> String?,
        lineProblem: @escaping (_ line: String) -> String?
    ) {
        (self.verdictProblem, self.lineProblem) = (verdictProblem, lineProblem)
    }
}
