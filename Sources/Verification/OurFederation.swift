import Journal

/// The federation configuration that a session set and read back.
public struct OurFederation: Hashable, Sendable {
    /// Lowercased.
    let domain: String
    let configurationID: String

    /// - Returns: nil if the session has switched nothing.
    public init?(_ state: SessionState) {
        guard case .verified(let domain, let id, _) = state.cutover else { return nil }
        self.domain = domain.lowercased()
        configurationID = id
    }
}
