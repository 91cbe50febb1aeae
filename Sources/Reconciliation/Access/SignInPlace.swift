import Foundation

/// Who signs a user of the tenant in: Microsoft by this tenant, or the organization that the person was invited from.
///
/// `userType` says what somebody may see, not who signs them in: a local account may be called a guest, and who was
/// invited may be called a member. Microsoft Entra: "Properties of a B2B collaboration user", "Invite internal users to
/// B2B collaboration"; Microsoft Graph: user, `creationType`, `externalUserState`, `identities`.
public struct SignInPlace: Hashable, Sendable {
    /// One way to sign in that an account names. Graph: objectIdentity.
    public struct Identity: Hashable, Sendable {
        /// `userPrincipalName`, `emailAddress`, `userName`: of this tenant; `federated`: of another.
        public let signInType: String

        public init(signInType: String) { self.signInType = signInType }
    }

    public var name: String
    /// `Invitation`, `EmailVerified`, `LocalAccount`, `SelfServiceSignUp`; nil for a usual account.
    public var creationType: String?
    /// `PendingAcceptance`, `Accepted`; nil for who was never invited.
    public var externalUserState: String?
    public var identities: [Identity]

    public init(name: String, creationType: String?, externalUserState: String?, identities: [Identity]) {
        self.name = name
        self.creationType = creationType
        self.externalUserState = externalUserState
        self.identities = identities
    }

    /// The name by itself says that somebody was invited from elsewhere.
    public static func isInvitedName(_ name: String) -> Bool { name.lowercased().contains("#ext#") }

    /// Whether this tenant signs them in. They sign in elsewhere only if something proves it: in doubt they count as here.
    public var isHere: Bool {
        if SignInPlace.isInvitedName(name) { return false }
        // Invited under the name that they have here: until they accept, the password here is what they have.
        if externalUserState?.lowercased() == "pendingacceptance" { return true }
        if identities.contains(where: { $0.signInType.lowercased() == "federated" }) { return false }
        // Signed up by themselves with an account from elsewhere. Whoever was invited and accepted has an identity from
        // elsewhere too: those without one have been made users of this tenant since, or nothing tells.
        return creationType?.lowercased() != "selfservicesignup"
    }
}
