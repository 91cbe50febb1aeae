import Foundation
import Journal
import Sameness

/// The federation configuration that a session set and read back.
public struct OurFederation: Hashable, Sendable {
    /// Folded.
    let domain: String
    let configurationID: String
    /// By then it was in force.
    let since: Date

    /// - Returns: nil if the session has switched nothing.
    public init?(_ state: SessionState) {
        guard let standing = state.switches.federation, standing.attempt != nil,
            let id = standing.seen.configurationID
        else { return nil }
        domain = state.switches.domain
        configurationID = id
        since = standing.since
    }
}
