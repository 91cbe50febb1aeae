import Journal

/// Proves who people are to a live tenant: by its own sign-in service.
public protocol PeopleProver: Sendable {
    /// The account of whoever works here. Where an app signed in to the session, they are asked to sign in themselves, once.
    func own() async -> Result<EntraIdentity, ApprovalRule.Objection>
    /// The account that a second person signed in with for an approval.
    /// - Parameters:
    ///   - token: what the sign-in service gave them.
    ///   - challenge: `ApprovalStatement.challenge` of what they signed.
    func account(of token: String?, for challenge: String) async -> Result<EntraIdentity, ApprovalRule.Objection>
}
