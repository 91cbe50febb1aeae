import Journal

/// What waits for a second person's approval.
public struct ApprovalWanted: Hashable, Sendable {
    public let request: ApprovalRequest
    public let asker: Person
    /// The fingerprint of the key that the asker's entries are signed with; nil where nothing is signed.
    public let askerKey: String?
    /// Whether whoever approves may look on until it is sent, and stop it.
    public let isWatchable: Bool
}
