import Outputs

extension TrainerDebrief.Answer: OutputDocument {
    static let outputName = "trainer-debrief"
    static let command = "lockstep trainer TENANT debrief --json"
    static let about = "What a scenario looks for at the end. The exit code is 1 if something of it doesn't hold."
    static let members: [OutputMember<TrainerDebrief.Answer>] = [
        .init("expectations", "In the scenario's order.", \.expectations)
    ]
}

extension TrainerDebrief.Answer.Expectation: OutputShape {
    static let outputName = "expectation"
    static let about = "One thing that a scenario looks for."
    static let members: [OutputMember<TrainerDebrief.Answer.Expectation>] = [
        .init("id", "Its own.", \.id),
        .init("text", "What it looks for.", \.text),
        .init("met", "Whether it holds now.", \.met),
    ]
}
