import Outputs

extension TrainerStatus.Answer: OutputDocument {
    static let outputName = "trainer-status"
    static let command = "lockstep trainer TENANT status --json"
    static let about = "Where a rehearsal stands."
    static let members: [OutputMember<TrainerStatus.Answer>] = [
        .init("scenario", "Its id.", \.scenario),
        .init("title", "The scenario's.", \.title),
        .init("tenant", "The tenant's name.", \.tenant),
        .init("clock", "The simulated time.", \.clock),
        .init("faults", "Those that are armed.", \.faults),
        .init("injects", "The scenario's surprises.", \.injects),
    ]
}

extension TrainerStatus.Answer.Clock: OutputShape {
    static let outputName = "clock"
    static let about = "The simulated time."
    static let members: [OutputMember<TrainerStatus.Answer.Clock>] = [
        .init("now", "What it is.", \.now),
        .init("scale", "How many times as fast it runs as ours; 0 is stopped.", \.scale),
    ]
}

extension TrainerStatus.Answer.Fault: OutputShape {
    static let outputName = "fault"
    static let about = "One armed fault."
    static let members: [OutputMember<TrainerStatus.Answer.Fault>] = [
        .init("id", "Its own.", \.id),
        .init("what", "What it does to which requests.", \.what),
        .init("seen", "How many requests it could have met.", \.seen),
        .init("met", "How many it did meet.", \.met),
    ]
}

extension TrainerStatus.Answer.Inject: OutputShape {
    static let outputName = "inject"
    static let about = "One surprise of a scenario."
    static let members: [OutputMember<TrainerStatus.Answer.Inject>] = [
        .init("id", "Its own.", \.id),
        .init("title", "Its own.", \.title),
        .init("expect", "What the trainee should notice.", \.expect),
        .init("outcome", "What has become of it.", \.outcome),
    ]
}
