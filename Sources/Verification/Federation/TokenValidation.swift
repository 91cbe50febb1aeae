import Reconciliation
import Sameness
import Tenant

/// Federated token validation: Entra refuses a sign-in (AADSTS5000820) where the root domain of the federation that issued
/// the token isn't the root domain of the user principal name of whom it maps to, and that domain is validated.
///
/// Microsoft Graph: federatedTokenValidationPolicy, allDomains, enumeratedDomains. Message Center MC1303719.
enum TokenValidation {
    enum Mode: String, Sendable, CaseIterable {
        case none, all, allFederated, allManaged, enumerated, allManagedAndEnumeratedFederated
    }

    /// Which people's names are compared.
    struct Policy: Sendable {
        let mode: Mode
        let named: Set<String>

        /// - Parameters:
        ///   - root: the root domain of a person's user principal name.
        ///   - isFederated: whether that domain is.
        func validates(_ root: String, isFederated: Bool) -> Bool {
            switch mode {
            case .none: false
            case .all: true
            case .allFederated: isFederated
            case .allManaged: !isFederated
            case .enumerated: named.contains(root)
            case .allManagedAndEnumeratedFederated: !isFederated || named.contains(root)
            }
        }

        static func read(_ probe: Probe) async throws -> Policy {
            let found = try await probe.readIfThere(
                FederatedTokenValidationPolicy.path, as: FederatedTokenValidationPolicy.self)
            // Without one the default goes, which is all of them.
            guard let found else { return Policy(mode: .all, named: []) }
            let thing = "the federated token validation policy"
            let domains = try found.validatingDomains.required(of: thing)
            let word = try domains.rootDomains.required(of: thing)
            guard let mode = Mode.allCases.first(where: { $0.rawValue.lowercased() == word.lowercased() }) else {
                throw TenantFault.unexpected("\"\(word)\" in \(thing)", about: thing)
            }
            let isListed = mode == .enumerated || mode == .allManagedAndEnumeratedFederated
            let named = isListed ? try domains.domainNames.required(of: thing) : []
            return Policy(mode: mode, named: Set(named.map(DomainName.folded)))
        }
    }

    /// What becomes of each domain's people who come with a token of another's federation. A domain that can't be judged
    /// is left out, and nothing is known then of its people.
    static func roots(_ switched: Domain, in domains: [Domain], _ probe: Probe) async -> AccessKnowledge.TokenRoots {
        guard let policy = try? await Policy.read(probe) else { return AccessKnowledge.TokenRoots() }
        let own = DomainName.folded((try? root(of: switched.id, in: domains))?.id ?? switched.id)
        var isRefused: [String: Bool] = [:]
        for one in domains {
            guard let root = try? root(of: one.id, in: domains), let kind = try? root.authentication() else { continue }
            let name = DomainName.folded(root.id)
            isRefused[DomainName.folded(one.id)] = name != own && policy.validates(name, isFederated: kind != .managed)
        }
        return AccessKnowledge.TokenRoots(isRefused: isRefused)
    }

    /// Somebody who would come with a token of the domain's federation, and whose name lies elsewhere.
    struct Person: Hashable, Sendable {
        let name: String
        let root: String
        let isFederated: Bool
        /// Nothing but the link to an account of the provider says that they would come.
        var isOnlyLinked = false
    }

    /// The domain under which another is signed in: itself, or the root above it.
    static func root(of name: String, in domains: [Domain]) throws(TenantFault) -> Domain? {
        var root: Domain?
        for one in domains where DomainName.isWithin(name, one.id) {
            guard try one.isRoot.required(of: one.id), one.id.utf8.count > root?.id.utf8.count ?? 0 else { continue }
            root = one
        }
        return root
    }

    /// Whom the provider's tokens for a domain would lead to although their names lie elsewhere: enabled people of this
    /// tenant with an immutable ID, by which a token finds them, and with an address on the domain, by which they come to
    /// its federation; and, where the accounts were compared, whoever is linked to an account of the provider and has a
    /// name on the initial domain, which is never switched by itself. Who is linked under a name on another domain may
    /// wait for that one's own switch. Graph: `GET /users`, those whose names don't end in the domain's.
    static func people(_ domain: String, _ probe: Probe) async throws -> [Person] {
        let domains = try await DomainResource.domains(probe)
        let own = try DomainResource.one(domain, in: domains)
        let switched = try DomainName.folded(root(of: own.id, in: domains)?.id ?? own.id)
        let ending = GraphPath.literal("@" + own.id.lowercased())
        let path = GraphPath(
            ["users"],
            [
                ("$select", TokenHolder.selected), ("$filter", "not(endsWith(userPrincipalName,\(ending)))"),
                ("$count", "true"), ("$top", "999"),
            ], isEventual: true)
        let found = try await probe.fold(path, as: "names elsewhere", into: Elsewhere()) {
            (found: inout Elsewhere, page: [TokenHolder]) throws(TenantFault) in
            found.count += page.count
            for user in page {
                guard let place = UserCensus.domain(of: user.userPrincipalName),
                    let root = try root(of: place, in: domains),
                    DomainName.folded(root.id) != switched, try user.mayCome()
                else { continue }
                let hasAddress = try user.hasAddress(below: switched, domains)
                if !hasAddress { guard try root.isInitial.required(of: root.id) else { continue } }
                let person = Person(
                    name: user.userPrincipalName, root: DomainName.folded(root.id),
                    isFederated: try root.authentication() != .managed, isOnlyLinked: !hasAddress)
                if hasAddress { found.people.append(person) } else { found.perhaps.append((user.id, person)) }
            }
        }
        // Everybody may be on the domain; that there is nobody at all isn't so.
        if found.count == 0 { try await somebodyIsThere(probe) }
        guard !found.perhaps.isEmpty, let proof = try await probe.proof(for: own.id) else {
            return found.people
        }
        let linked = try found.perhaps.filter { id, _ in
            try proof.reconciliation.isLinked(id)
        }
        return found.people + linked.map(\.1)
    }

    /// Users whose names lie elsewhere, and those of them who would come.
    private struct Elsewhere: Sendable {
        var count = 0
        var people: [Person] = []
        /// Who would come if they are linked, by their ids.
        var perhaps: [(String, Person)] = []
    }

    private static func somebodyIsThere(_ probe: Probe) async throws(TenantFault) {
        let one = try await probe.read(
            GraphPath(["users"], [("$select", "id"), ("$top", "1")]), as: Page<DirectoryObject>.self)
        if one.value.isEmpty { throw UserCensus.nobody }
    }
}

/// Graph's `user`, as far as it says by which federation somebody would come.
struct TokenHolder: Decodable, Hashable, Sendable {
    static let selected =
        "id,userPrincipalName,accountEnabled,onPremisesImmutableId,mail,proxyAddresses,otherMails"

    @Caseless var id: String
    let userPrincipalName: String
    let accountEnabled: Field<Bool>
    let onPremisesImmutableId: Field<String>
    let mail: Field<String>
    let proxyAddresses: Field<[String]>
    let otherMails: Field<[String]>

    /// Whether a token could lead to them: enabled, of this tenant, and with an immutable ID.
    func mayCome() throws(TenantFault) -> Bool {
        let name = userPrincipalName
        guard !SignInPlace.isInvitedName(name) else { return false }
        // Null until somebody sets it, and where nobody gave one. Microsoft Graph: user.
        let identifier = try onPremisesImmutableId.nullable(of: name) ?? ""
        if identifier.isEmpty { return false }
        return try accountEnabled.required(of: name)
    }

    /// - Parameter switched: the root domain whose federation it is.
    func hasAddress(below switched: String, _ domains: [Domain]) throws(TenantFault) -> Bool {
        let name = userPrincipalName
        let addresses =
            [try mail.nullable(of: name)].compactMap(\.self) + (try otherMails.required(of: name))
            + AccountFields.mailboxes(try proxyAddresses.required(of: name))
        for address in addresses {
            guard let place = UserCensus.domain(of: address) else { continue }
            if try TokenValidation.root(of: place, in: domains).map({ DomainName.folded($0.id) }) == switched {
                return true
            }
        }
        return false
    }
}
