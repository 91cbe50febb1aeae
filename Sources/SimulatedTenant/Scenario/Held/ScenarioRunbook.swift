/// What a scenario may name of the runbook that it rehearses, in words of whoever knows the runbook.
public struct ScenarioRunbook {
    let answerProblem: (_ input: String, _ answer: String) -> String?
    let subjectProblem: (_ id: String) -> String?
    let textProblem: (_ text: String) -> String?
    let names: Set<String>
    /// The portals' verbs that work with Peig's workspace.
    let peigVerbs: Set<String>

    /// - Parameters:
    ///   - names: what the runbook's own steps bring in, and a trainee may have made by the time.
    ///   - answerProblem: why an answer isn't one to the input of that name; nil where it is.
    ///   - subjectProblem: why nothing can be about an item or a step of that name; nil where it can.
    ///   - textProblem: why a text for trainees can't be shown, or tells to type what can't be typed; nil where it can.
    ///   - peigVerbs: the portals' verbs that only a scenario with Peig's workspace has.
    public init(
        names: Set<String> = [], peigVerbs: Set<String> = [],
        answerProblem: @escaping (_ input: String, _ answer: String) -> String?,
        subjectProblem: @escaping (_ id: String) -> String?, textProblem: @escaping (_ text: String) -> String?
    ) {
        (self.names, self.peigVerbs) = (names, peigVerbs)
        (self.answerProblem, self.subjectProblem, self.textProblem) = (answerProblem, subjectProblem, textProblem)
    }
}
