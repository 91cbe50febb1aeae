/// Where a person signs in: a browser that is sent to an address, and comes back to another.
public protocol BrowserDesk: Sendable {
    /// Begins to wait for the browser.
    /// - Returns: where it is to be sent back to: `http://localhost:PORT` (RFC 8252, section 7.3).
    func open() async throws(TenantFault) -> String
    /// Shows the address to open, and waits until the browser has come back, or a person has brought the address where it
    /// landed.
    /// - Parameters:
    ///   - address: may be opened once.
    ///   - judge: what an address where a browser landed comes to.
    func landing(
        of address: String, judge: @escaping @Sendable (String) -> BrowserLanding
    ) async throws(TenantFault) -> BrowserLanding
    /// Nobody comes back any more.
    func close() async
}

/// What an address where a browser landed comes to.
public enum BrowserLanding: Sendable, Equatable {
    case code(String)
    /// The sign-in service says no.
    case refused(error: String, message: String)
    /// It isn't where this sign-in ends: a sentence for whoever brought it. The sign-in waits on.
    case other(String)
}
