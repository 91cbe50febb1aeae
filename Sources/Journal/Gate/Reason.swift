/// One reason why a gate is closed, and what to do about it.
public struct Reason: Hashable, Sendable, Codable {
    /// What it is a reason of.
    public enum Kind: String, Hashable, Sendable, Codable {
        case noCutover, switched, inDoubt, cooldown, inputMissing, failed, unknown, unchecked, stale, unattested
        case unapproved
        /// Outside of the hours that were agreed on for the switch.
        case window
        /// This machine's clock can't be relied on.
        case clock
        /// What the switch would set isn't fit to be set.
        case plan
        /// What the switch would leave behind: nobody could take it back.
        case wayBack
        /// What no runbook can take away.
        case floor
    }

    public let kind: Kind
    /// The item or input concerned.
    public let subject: String?
    public let message: String
    public let remedy: String

    public init(kind: Kind, subject: String?, message: String, remedy: String) {
        self.kind = kind
        self.subject = subject
        self.message = message
        self.remedy = remedy
    }
}
