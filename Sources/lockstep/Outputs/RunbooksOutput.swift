import Outputs

/// What `lockstep runbooks` lists.
struct RunbooksOutput: OutputDocument {
    static let outputName = "runbooks"
    static let command = "lockstep runbooks --json"
    static let about = "The runbooks at hand, and the scenarios that each can be rehearsed with."
    static let members: [OutputMember<RunbooksOutput>] = [
        .init("runbooks", "By their ids.", \.runbooks)
    ]

    let runbooks: [Runbook]

    struct Runbook: OutputShape {
        static let outputName = "runbook"
        static let about = "One runbook."
        static let members: [OutputMember<Runbook>] = [
            .init("id", "Its own.", \.id),
            .init("title", "Its own.", \.title),
            .init("summary", "What it is for.", \.summary),
            .init("scenarios", "What it can be rehearsed with.", \.scenarios),
        ]

        let id: String
        let title: String
        let summary: String
        let scenarios: [Scenario]
    }

    struct Scenario: OutputShape {
        static let outputName = "scenario"
        static let about = "What a rehearsal starts from."
        static let members: [OutputMember<Scenario>] = [
            .init("id", "Its own.", \.id),
            .init("title", "Its own.", \.title),
        ]

        let id: String
        let title: String
    }
}
