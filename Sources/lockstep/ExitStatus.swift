import Assistant
import PrivateFiles
import SessionStore
import SimulatedTenant
import YAMLDocument

/// How the program ends, for scripts. README's table and the help of each command say the same; nowhere else is an error
/// turned into one.
enum ExitStatus: Int32, Error, CaseIterable {
    case well = 0
    /// Something failed or was refused, or what was printed didn't all arrive.
    case failed = 1
    /// Usage or bad input: nothing was done.
    case badInput = 2
    /// Something could not be found out.
    case unknown = 3
    /// As shells write that SIGPIPE ended a process.
    case readerGone = 141

    /// What an error ends with; nil for what isn't ours to judge.
    init?(_ error: any Error) {
        switch error {
        case let status as ExitStatus: self = status
        case is Problems, is InputProblem: self = .badInput
        // Somebody reads half of it now, or thinks so.
        case FileProblem.lost: self = .failed
        case is FileProblem: self = .badInput
        case is Refusal, is BrokenOff, is SimulationProblem: self = .failed
        case is TenantProblem: self = .unknown
        case let problem as StoreProblem:
            switch problem {
            case .noSession, .noSessions, .allPutAway, .ambiguous, .diverged, .unfit, .nameTaken: self = .badInput
            default: self = .failed
            }
        default: return nil
        }
    }

    /// What a conversation ends with.
    init(_ outcome: Outcome) {
        self =
            switch outcome {
            case .done: .well
            case .failed: .failed
            case .usage: .badInput
            case .unknown: .unknown
            }
    }
}
