/// One person's account on one side, as far as comparing looks at it.
public struct Account: Hashable, Sendable {
    /// Its id there; where a system names none, its address.
    public var id: String
    /// What the person signs in with: Graph's `userPrincipalName`, SCIM's `userName`.
    public var address: String
    /// Further addresses of the same person: mailboxes, aliases.
    public var otherAddresses: [String]
    public var name: String
    /// What links the two sides: Graph's `onPremisesImmutableId`, and what the other system sends as the name of the
    /// person.
    public var identifier: String?
    /// Of the other side: the Microsoft 365 account (id or address) that the system itself says it is linked to.
    public var claim: String?
    public var state: AccountState
    /// Whether anything said so; otherwise it was taken for active.
    public var isStateTold = true
    /// Whether another organization signs the person in.
    public var isGuest: Bool
    /// Of Microsoft's side: addresses by which somebody may sign in beside `address`, where the tenant lets them.
    public var alternates: [String]
    /// Of Microsoft's side: an on-premises Active Directory writes the account's identifier, or once did.
    public var wasSynced: Bool
    /// Somebody asked for an account; there is none yet.
    public var isRequest: Bool

    public init(
        id: String, address: String, otherAddresses: [String] = [], name: String = "", identifier: String? = nil,
        claim: String? = nil, isEnabled: Bool = true, isGuest: Bool = false, isRequest: Bool = false,
        state: AccountState? = nil, alternates: [String] = [], wasSynced: Bool = false
    ) {
        self.id = id
        self.address = address
        self.otherAddresses = otherAddresses
        self.name = name
        self.identifier = identifier
        self.claim = claim
        self.state = state ?? (isEnabled ? .active : .inactive("disabled"))
        self.isGuest = isGuest
        self.alternates = alternates
        self.wasSynced = wasSynced
        self.isRequest = isRequest
    }

    public var isEnabled: Bool {
        get { state == .active }
        set { state = newValue ? .active : .inactive("disabled") }
    }

    /// As the database keeps it whole: for SQLite a text ends at NUL, and what is left could be another's address.
    var stored: Account {
        func whole(_ text: String) -> String {
            text.utf8.contains(0) ? text.replacing("\0", with: "\u{FFFD}") : text
        }
        var account = self
        account.id = whole(id)
        account.address = whole(address)
        account.otherAddresses = otherAddresses.map(whole)
        account.name = whole(name)
        account.identifier = identifier.map(whole)
        account.claim = claim.map(whole)
        account.alternates = alternates.map(whole)
        if case .inactive(let word) = state { account.state = .inactive(whole(word)) }
        if case .unknown(let word) = state { account.state = .unknown(whole(word)) }
        return account
    }
}
