import Journal

/// What a second person said to a request.
public enum ApprovalAnswer: Hashable, Sendable {
    case approved(Person)
    case declined(Person, reason: String)
    /// Somebody approved, and what they were shown isn't what was asked for: the store was changed in between.
    case ofSomethingElse(Person)
}
