import Foundation

/// How long a change of a domain's sign-in may take to show: properties of Microsoft's services, not of a runbook.
public enum SwitchTimes {
    /// Seconds after which nothing that was sent can still show. Vendors have seen federation changes show after a day,
    /// and Microsoft's page on SAML identity providers says "up to 24 hours" of single sign-on.
    public static let settled: TimeInterval = 24 * 3_600
    /// Seconds that a person is told to expect. They prove nothing: Microsoft's page says "up to two hours" of the
    /// conversion itself.
    public static let expected: TimeInterval = 2 * 3_600
    /// Seconds that a request may be on its way, and that two clocks may differ while both are relied on.
    static let journey: TimeInterval = 300
    /// Seconds after the decision within which what was decided must be on its way.
    public static let clearance: TimeInterval = 15
    /// Seconds that commands work which a person is given: what was checked then isn't known to be true for longer.
    public static let commands: TimeInterval = 600
}
