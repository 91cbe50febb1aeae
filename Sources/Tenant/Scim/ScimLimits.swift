import Foundation

/// How large a list of accounts may be at most: a service that never ends, or repeats itself, is reported and left.
struct ScimLimits: Sendable {
    /// Accounts that a service may say it has.
    var accounts = 2_000_000
    /// Requests for one list.
    var pages = 20_000
    /// Seconds for one list, waits included.
    var time: TimeInterval = 1_800
    /// Bytes of one page: it is in memory as a whole.
    var page = 32 * 1_048_576
    /// Bytes of all pages: what they say lies on the disk until they are compared.
    var bytes = 2_048 * 1_048_576
}
