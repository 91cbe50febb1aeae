import Journal

/// What a second person said to a request.
public enum ApprovalAnswer: Hashable, Sendable {
    /// - Parameter signed: what they signed, where they signed it.
    case approved(Person, signed: SignedApproval?)
    case declined(Person, reason: String)
    /// Somebody approved, and it doesn't count.
    case notCounted(Person, why: String)
}
