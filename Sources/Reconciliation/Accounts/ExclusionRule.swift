/// Who need not be linked, by a rule that is told with every count.
public enum ExclusionRule: Hashable, Sendable {
    /// Guests sign in at home.
    case guests
    /// Disabled accounts can't sign in anyway.
    case disabled
    /// Accounts outside a domain (lowercased) and those below it go on signing in at Microsoft.
    case outside(String)
    /// Accounts whose address has a shape, `*` and `?` as in file names.
    case matching(String, reason: String)

    public var title: String {
        switch self {
        case .guests: "guests"
        case .disabled: "disabled accounts"
        case .outside(let domain): "outside \(domain)"
        case .matching(let shape, let reason): reason.isEmpty ? "addresses like \(shape)" : "\(reason) (\(shape))"
        }
    }

    func applies(to account: Account, on side: Side) -> Bool {
        switch self {
        case .guests: account.isGuest
        // An account that the other system calls inactive may still be the one that somebody at Microsoft waits to be
        // linked to.
        case .disabled: side == .microsoft && !account.isEnabled
        case .outside(let domain): side == .microsoft && !AddressParts(account.address).isBelow(domain)
        case .matching(let shape, _): Shape.matches(account.address.lowercased(), shape.lowercased())
        }
    }
}
