import Foundation
import Tenant

/// When a source said what it says.
public enum AccountFreshness: Sendable {
    /// It is asked now.
    case asked
    case written(Date)
    /// A file whose time can't be read.
    case unknown

    /// Clocks of file servers differ a little; what lies further ahead was set by somebody.
    private static let tolerance: TimeInterval = 300

    /// Seconds; nil where it isn't known: then it is neither young nor old.
    func age(at now: Date) -> Int? {
        switch self {
        case .asked: return 0
        case .unknown: return nil
        case .written(let date):
            let age = now.timeIntervalSince(date)
            return age < -AccountFreshness.tolerance ? nil : Int(exactly: max(0, age).rounded(.down))
        }
    }
}
