import Outputs

/// What a scenario looks for, as its trainer reads it.
struct RehearsalDebrief: Decodable {
    struct Expectation: Decodable {
        let id: String
        let text: String
        let met: Bool
    }
    let expectations: [Expectation]
}

extension RehearsalDebrief: OutputDocument {
    static let outputName = "trainer-debrief"
    static let command = "lockstep trainer TENANT debrief --json"
    static let about = "What a scenario looks for at the end. The exit code is 1 if something of it doesn't hold."
    static let members: [OutputMember<RehearsalDebrief>] = [
        .init("expectations", "In the scenario's order.", \.expectations)
    ]
}

extension RehearsalDebrief.Expectation: OutputShape {
    static let outputName = "expectation"
    static let about = "One thing that a scenario looks for."
    static let members: [OutputMember<RehearsalDebrief.Expectation>] = [
        .init("id", "Its own.", \.id),
        .init("text", "What it looks for.", \.text),
        .init("met", "Whether it holds now.", \.met),
    ]
}
