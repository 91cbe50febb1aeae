/// What the switch of a domain does to one person's access. The only place that decides it: `identifiers`, `blast`, the
/// counts of users, checks, reports and exit codes all ask here.
///
/// Somebody loses access if they can sign in today, do so at Microsoft and by a name that the switch changes, and have no
/// account in the other system that is linked and lets them in.
public enum AccessLoss: Int, Sendable, CaseIterable {
    /// Signs in as before, or couldn't before.
    case none = 0
    /// No account of the other system is linked.
    case notLinked = 1
    /// One is linked, and is switched off there.
    case switchedOff = 2
    /// One is linked, and nobody knows whether it lets its person in.
    case stateUnknown = 3
    /// The other system was not asked, and an immutable ID like this one may be of an Active Directory.
    case unproven = 4
    /// Only an alternate address lies on the domain, and nobody knows whether the tenant lets people sign in by those.
    case alternate = 5
    /// Linked by the identifier to an account that seems to be somebody else's.
    case contradicted = 6
    /// Comes through the federation, and Microsoft refuses its tokens for anybody whose name lies elsewhere.
    case refused = 7
    /// Comes through the federation, and nobody knows whether Microsoft refuses its tokens.
    case refusalUnknown = 8

    /// Whether somebody gets in after a switch.
    public enum Effect: Sendable, CaseIterable { case keeps, loses, unknown }

    public var answer: Effect {
        switch self {
        case .none: .keeps
        case .notLinked, .switchedOff, .refused: .loses
        case .stateUnknown, .unproven, .alternate, .contradicted, .refusalUnknown: .unknown
        }
    }

    /// By which of a person's names the switch reaches them.
    public enum Reach: Sendable {
        case none
        /// The user principal name lies on a domain that switches.
        case name
        /// Only a mail address does, which may be an alternate login.
        case alternate
        /// The name lies on the initial domain, which is never switched by itself: only a link leads there.
        case link
    }

    /// Whether the tenant takes mail addresses for a login. Microsoft Entra: "Sign in with email as alternate login ID".
    public enum AlternateLogin: Sendable { case on, off, unknown }

    /// Whether Microsoft takes the federation's tokens for somebody whose user principal name lies on another domain.
    /// Microsoft Graph: federatedTokenValidationPolicy.
    public enum Tokens: Sendable, CaseIterable { case taken, refused, unknown }

    /// What the other system has for somebody.
    public enum Partner: Hashable, Sendable {
        case none
        /// Linked, and in this state.
        case linked(AccountState)
        /// The identifier is that of an account that seems to be somebody else's.
        case contradicted(AccountState)
        /// The other system was not asked: only the immutable ID at Microsoft is there, or isn't.
        case notAsked(hasIdentifier: Bool, isAnybodys: Bool)
    }

    /// All that it depends on.
    public struct Facts: Hashable, Sendable {
        /// Whether the account at Microsoft is enabled.
        public var isEnabled: Bool
        /// False for somebody whom another organization signs in.
        public var signsInHere: Bool
        public var reach: Reach
        public var alternateLogin: AlternateLogin
        /// Matters to whoever has a name that lies elsewhere.
        public var tokens: Tokens
        public var partner: Partner

        public init(
            isEnabled: Bool, signsInHere: Bool, reach: Reach, alternateLogin: AlternateLogin = .unknown,
            tokens: Tokens = .unknown, partner: Partner
        ) {
            self.isEnabled = isEnabled
            self.signsInHere = signsInHere
            self.reach = reach
            self.alternateLogin = alternateLogin
            self.tokens = tokens
            self.partner = partner
        }
    }

    /// What a switch does to a person of whom this is known.
    public static func of(_ facts: Facts) -> AccessLoss {
        guard facts.isEnabled, facts.signsInHere else { return .none }
        let atTheNewProvider = of(facts.partner)
        switch facts.reach {
        case .none: return .none
        case .name: return atTheNewProvider
        case .link: return facts.partner == .linked(.active) ? of(facts.tokens) : .none
        case .alternate:
            switch facts.alternateLogin {
            case .off: return .none
            case .on: return atTheNewProvider == .none ? of(facts.tokens) : atTheNewProvider
            // Whoever can sign in on both ways keeps access, whichever the tenant lets them take.
            case .unknown: return atTheNewProvider == .none && facts.tokens == .taken ? .none : .alternate
            }
        }
    }

    private static func of(_ tokens: Tokens) -> AccessLoss {
        switch tokens {
        case .taken: .none
        case .refused: .refused
        case .unknown: .refusalUnknown
        }
    }

    private static func of(_ partner: Partner) -> AccessLoss {
        switch partner {
        case .none: .notLinked
        case .linked(.active): .none
        case .linked(.inactive), .contradicted(.inactive): .switchedOff
        case .contradicted: .contradicted
        case .linked(.unknown): .stateUnknown
        case .notAsked(hasIdentifier: false, _): .notLinked
        case .notAsked(hasIdentifier: true, let isAnybodys): isAnybodys ? .unproven : .none
        }
    }
}
