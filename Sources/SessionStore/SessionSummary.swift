import Foundation
import Journal

/// A session as a list shows it.
public struct SessionSummary: Sendable {
    public let state: SessionState
    /// Who is working on it right now, if somebody is.
    public let holder: Holder?
}
