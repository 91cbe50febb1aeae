import Journal

/// What a second person handed in to a request, as the store has it: nothing of it is proven yet.
public struct HandedIn: Hashable, Sendable {
    /// The code of the request that it answers.
    let code: String
    /// As they call themselves.
    public let person: Person
    /// Why they said no; nil where they approved.
    public let declined: String?
    /// `ApprovalRequest.hash` of what they were shown.
    let shown: String?
    public let signed: SignedApproval?
    /// Their sign-in to the tenant. Written down nowhere but in the request that it answers.
    public let identityToken: String?
    /// By which they look on until it is sent.
    let watch: String?
}

/// What a second person said to a request.
public enum ApprovalAnswer: Hashable, Sendable {
    /// - Parameters:
    ///   - signed: what they signed, where they signed it.
    ///   - watch: by which they look on; nil where they don't.
    case approved(Person, signed: SignedApproval?, watch: String?)
    case declined(Person, reason: String)
    /// Somebody approved, and it doesn't count.
    case notCounted(Person, ApprovalRule.Objection)
}
