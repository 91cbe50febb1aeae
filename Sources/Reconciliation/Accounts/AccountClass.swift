/// How an account stands. Every account has exactly one.
///
/// Peig: "Managing identifiers", the four situations.
public enum AccountClass: Int, Sendable, CaseIterable, Codable {
    /// Both sides name the person by the same identifier.
    case linked = 1
    /// In Microsoft 365, and nothing like it in the other system.
    case microsoftOnly = 2
    /// In the other system, and nothing like it in Microsoft 365.
    case otherOnly = 3
    /// Both sides have an account, and exactly one fits.
    case unlinked = 4
    /// Several fit, or somebody else's fits as well.
    case ambiguous = 5
    /// One side has several accounts under one identifier or one address.
    case duplicate = 6
    /// Left out by a rule; counted, listed, never silent.
    case excluded = 7
    /// Linked, but the account in the other system lets nobody in.
    case inactive = 8
    /// Linked, and whether the account in the other system lets its person in isn't known.
    case unclear = 9
    /// Linked, and signs in by an address of the domain under a name that lies on another one.
    case misnamed = 10

    /// As JSON, options and the worklist write it.
    public var key: String {
        switch self {
        case .linked: "linked"
        case .microsoftOnly: "microsoft-only"
        case .otherOnly: "other-only"
        case .unlinked: "unlinked"
        case .ambiguous: "ambiguous"
        case .duplicate: "duplicate"
        case .excluded: "excluded"
        case .inactive: "inactive"
        case .unclear: "unclear"
        case .misnamed: "misnamed"
        }
    }

    public init?(key: String) {
        guard let found = AccountClass.allCases.first(where: { $0.key == key }) else { return nil }
        self = found
    }

    /// Whether somebody has to do something about it before the switch.
    public var isOpen: Bool { self != .linked && self != .excluded }

    /// Whether both sides name the person by the same identifier, whatever else.
    public var isLinked: Bool {
        self == .linked || self == .inactive || self == .unclear || self == .misnamed
    }
}
