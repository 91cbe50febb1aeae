import Outputs

/// Where a rehearsal stands, as its trainer reads it.
struct RehearsalStatus: Decodable {
    struct Clock: Decodable {
        let now: String
        let scale: Double

        var text: String {
            let speed =
                scale == 0 ? "stopped" : scale == 1 ? "running" : "running \(scale.formatted()) times as fast"
            return "Simulated time \(now), \(speed)"
        }
    }
    struct Fault: Decodable {
        let id: String
        let what: String
        let seen: Int
        let met: Int
    }
    struct Inject: Decodable {
        let id: String
        let title: String
        let expect: String
        let outcome: String
    }
    let scenario: String
    let title: String
    let tenant: String
    let clock: Clock
    let faults: [Fault]
    let injects: [Inject]
}

extension RehearsalStatus: OutputDocument {
    static let outputName = "trainer-status"
    static let command = "lockstep trainer TENANT status --json"
    static let about = "Where a rehearsal stands."
    static let members: [OutputMember<RehearsalStatus>] = [
        .init("scenario", "Its id.", \.scenario),
        .init("title", "The scenario's.", \.title),
        .init("tenant", "The tenant's name.", \.tenant),
        .init("clock", "The simulated time.", \.clock),
        .init("faults", "Those that are armed.", \.faults),
        .init("injects", "The scenario's surprises.", \.injects),
    ]
}

extension RehearsalStatus.Clock: OutputShape {
    static let outputName = "clock"
    static let about = "The simulated time."
    static let members: [OutputMember<RehearsalStatus.Clock>] = [
        .init("now", "What it is.", \.now),
        .init("scale", "How many times as fast it runs as ours; 0 is stopped.", \.scale),
    ]
}

extension RehearsalStatus.Fault: OutputShape {
    static let outputName = "fault"
    static let about = "One armed fault."
    static let members: [OutputMember<RehearsalStatus.Fault>] = [
        .init("id", "Its own.", \.id),
        .init("what", "What it does to which requests.", \.what),
        .init("seen", "How many requests it could have met.", \.seen),
        .init("met", "How many it did meet.", \.met),
    ]
}

extension RehearsalStatus.Inject: OutputShape {
    static let outputName = "inject"
    static let about = "One surprise of a scenario."
    static let members: [OutputMember<RehearsalStatus.Inject>] = [
        .init("id", "Its own.", \.id),
        .init("title", "Its own.", \.title),
        .init("expect", "What the trainee should notice.", \.expect),
        .init("outcome", "What has become of it.", \.outcome),
    ]
}
