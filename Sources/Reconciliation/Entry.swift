/// An account with what is known of it, and what to do.
public struct Entry: Hashable, Sendable {
    let row: Int64
    public let side: Side
    public let account: Account
    public let standing: AccountClass
    /// Linked: the account on the other side. Unlinked: the one that fits.
    public let partner: String?
    /// Of a duplicate: whose; of an excluded one: by which rule.
    public let note: String?
    /// Accounts on the other side that it could belong to, the likeliest first; five at most.
    public let proposals: [Proposal]
    /// Of Microsoft's side: what the switch does to the person's access.
    public let loss: AccessLoss
    /// Of Microsoft's side: its mail addresses on domains that switch.
    public let alternates: [String]
    /// Of Microsoft's side, linked: whether the account in the other system lets its person in.
    public let partnerState: AccountState?

    /// What the document does about it.
    public var remedy: Remedy {
        // The other system wasn't asked: there may be an account.
        if loss == .unproven { return .findOut }
        if loss == .contradicted { return .decide }
        return switch standing {
        case .linked, .excluded: .nothing
        case .duplicate: .decide
        case .inactive:
            StatusWords.isNotBegun(side == .microsoft ? partnerState : account.state) ? .onboard : .switchOn
        case .unclear: .findOut
        case .misnamed: side == .microsoft ? .rename : .nothing
        case .microsoftOnly: .createOtherAccount
        case .otherOnly: account.isRequest ? .decide : .createMicrosoftAccount
        // The identifiers say another thing than the addresses.
        case .ambiguous where proposals.isEmpty: .decide
        case .unlinked, .ambiguous:
            account.isRequest || proposals.first?.isRequest == true ? .mergeRequest : .link
        }
    }
}

/// An account that another one could belong to.
public struct Proposal: Hashable, Sendable {
    public let id: String
    public let address: String
    public let name: String
    public let isRequest: Bool
    /// 0 to 1.
    public let confidence: Double
    public let reason: String
}

/// The four actions of Peig's "Managing identifiers", and what no action of it settles.
public enum Remedy: String, Sendable, CaseIterable {
    case nothing
    case createOtherAccount = "create-other-account"
    case createMicrosoftAccount = "create-microsoft-account"
    case link
    case mergeRequest = "merge-request"
    /// A person must find out which of several is right.
    case decide
    /// The account in the other system is off.
    case switchOn = "switch-on"
    /// The account in the other system is there, and its person hasn't begun to use it.
    case onboard
    /// What the other system says of the account is no word that anybody knows.
    case findOut = "find-out"
    /// Linked, and signs in by an address of the domain under a name that lies elsewhere.
    case rename

    /// - Parameter system: the other system's name.
    public func words(_ system: String) -> String {
        switch self {
        case .nothing: ""
        case .createOtherAccount: "Create a \(system) account"
        case .createMicrosoftAccount: "Create a Microsoft 365 account"
        case .link: "Link"
        case .mergeRequest: "Merge the faulty request"
        case .decide: "Find out which one is right"
        case .onboard: "Have the person onboard in \(system)"
        case .switchOn: "Let the \(system) account sign in again"
        case .rename: "Put the user principal name on the domain"
        case .findOut: "Find out in \(system) whether the account can sign in"
        }
    }
}
