/// How an item stands, with all that is known of its parts.
public enum Standing: String, Hashable, Sendable, CaseIterable {
    case passed, failed, unknown
    /// The check passed, or there is none, and a person's word is missing.
    case unattested
    case open
    /// Not for this deployment.
    case skipped
    /// Red or open, and allowed to be for a time.
    case waived
    /// Its turn comes with the switch.
    case later
    /// It is asked on one side of the switch only, and stood there: see `HeldMoment`.
    case held

    /// Whether nobody has to do anything about it now.
    public var isSettled: Bool { [.passed, .skipped, .waived, .held].contains(self) }
}
