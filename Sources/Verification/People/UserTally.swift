import Reconciliation
import Tenant

/// People who share the domains of their names, counted.
struct UserTally: Sendable {
    /// Everybody, whatever they are.
    var all = 0
    /// Enabled, and signed in by this tenant.
    var people = 0
    var guests = 0
    var withoutLicence = 0
    var synced = 0
    /// Who has no immutable ID.
    var without = Named()
    /// Whose immutable ID may be of an Active Directory.
    var unproven = Named()
    /// Who has any.
    var with = Named()
    /// The first of them who can't be counted: then no count is known.
    var fault: TenantFault?
    /// The first who can't be called a guest or a member.
    var typeFault: TenantFault?

    /// How many, and the first of them.
    struct Named: Sendable {
        var count = 0
        var sample: [String] = []

        mutating func take(_ name: String) {
            count += 1
            if sample.count < Sample.size { sample.append(name) }
        }

        mutating func add(_ other: Named) {
            count += other.count
            sample = Array((sample + other.sample).prefix(Sample.size))
        }

        var words: String { Sample.words(sample, of: count) }
    }

    mutating func take(_ user: User) {
        all += 1
        do throws(TenantFault) {
            try add(user)
        } catch {
            fault = fault ?? error
        }
        do throws(TenantFault) {
            if try user.isCalledGuest() { guests += 1 }
        } catch {
            typeFault = typeFault ?? error
        }
    }

    private mutating func add(_ user: User) throws(TenantFault) {
        let name = user.userPrincipalName
        let isEnabled = try user.accountEnabled.required(of: name)
        // Whoever is signed in elsewhere, or can't be at all, is none of those whom a switch could lock out.
        guard try user.signsInHere() else { return }
        // Read of everybody: what can't be read of a disabled account is no answer either.
        _ = try user.alternates()
        guard isEnabled else { return }
        people += 1
        // Null where it never was. Microsoft Graph: user, `onPremisesSyncEnabled`.
        if try user.onPremisesSyncEnabled.nullable(of: name) == true { synced += 1 }
        if try user.assignedLicenses.required(of: name).isEmpty { withoutLicence += 1 }
        // Null until somebody sets it. Microsoft Graph: user, `onPremisesImmutableId`.
        let identifier = try user.onPremisesImmutableId.nullable(of: name) ?? ""
        let hasIdentifier = !IdentifierText.isNothing(identifier)
        if hasIdentifier { with.take(name) }
        let facts = AccessLoss.Facts(
            isEnabled: isEnabled, signsInHere: true, reach: .name,
            partner: .notAsked(
                hasIdentifier: hasIdentifier,
                isAnybodys: try user.wasSynced() || IdentifierText.looksLikeAnybodys(identifier)))
        switch AccessLoss.of(facts).answer {
        case .keeps: break
        case .loses: without.take(name)
        case .unknown: unproven.take(name)
        }
    }

    mutating func add(_ other: UserTally) {
        all += other.all
        people += other.people
        guests += other.guests
        withoutLicence += other.withoutLicence
        synced += other.synced
        without.add(other.without)
        unproven.add(other.unproven)
        with.add(other.with)
        fault = fault ?? other.fault
        typeFault = typeFault ?? other.typeFault
    }
}

extension User {
    /// Graph documents `Member` and `Guest` and nothing else: to count somebody as the one or the other needs its word.
    /// It says what somebody may see, and nothing of who signs them in.
    func isCalledGuest() throws(TenantFault) -> Bool {
        switch try userType.required(of: userPrincipalName) {
        case "Member": false
        case "Guest": true
        case let word: throw .unexpected("the user type \"\(word)\" of \(userPrincipalName)", about: userPrincipalName)
        }
    }

    /// Whether this tenant signs them in. `creationType` and `externalUserState` are null of a usual account, and
    /// `identities` of one that has no other than its name. Microsoft Graph: user.
    func signsInHere() throws(TenantFault) -> Bool {
        let name = userPrincipalName
        if SignInPlace.isInvitedName(name) { return false }
        var own: [SignInPlace.Identity] = []
        for identity in try identities.nullable(of: name) ?? [] {
            own.append(.init(signInType: try identity.signInType.required(of: "an identity of \(name)")))
        }
        return SignInPlace(
            name: name, creationType: try creationType.nullable(of: name),
            externalUserState: try externalUserState.nullable(of: name), identities: own
        ).isHere
    }

    /// Whether an on-premises Active Directory writes the account, or once did: false is said of who was synced before.
    /// Microsoft Graph: user, `onPremisesSyncEnabled`.
    func wasSynced() throws(TenantFault) -> Bool {
        try onPremisesSyncEnabled.nullable(of: userPrincipalName) != nil
    }

    /// Mail addresses, by which a tenant may let people sign in. Microsoft Entra: "Sign in with email as alternate login
    /// ID" (`proxyAddresses`, and `mail`, which is one of them).
    func alternates() throws(TenantFault) -> [String] {
        let name = userPrincipalName
        // Null where nobody gave one. Microsoft Graph: user, `mail`.
        let mail = try self.mail.nullable(of: name)
        return [mail].compactMap { $0 } + AccountFields.mailboxes(try proxyAddresses.required(of: name))
    }
}
