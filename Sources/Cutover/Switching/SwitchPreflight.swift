import Journal

/// What an attempt found before anybody approves it.
public struct SwitchPreflight: Sendable {
    /// Everything that stands in the way but the approval.
    public let reasons: [Reason]
    /// Subdomains that would be switched along.
    public let subdomains: [String]
    /// What would be sent, and whom and what it touches: what people approve. nil while an answer is missing.
    public let seal: PlanSeal?
    /// Sendings of the same plan that nothing is known of yet, which this one would follow.
    public let sentBefore: [Sending]
    /// Whether the sign-in service hands people over already, though the directory says managed.
    public let isHandedOver: Bool
    /// Those of the reasons that neither the items nor the domain's past give.
    let further: [Reason]
}
