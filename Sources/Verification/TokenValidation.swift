import Reconciliation
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
            return Policy(mode: mode, named: Set(named.map { $0.lowercased() }))
        }
    }

    /// Somebody who would come with a token of the domain's federation, and whose name lies elsewhere.
    struct Person: Hashable, Sendable {
        let name: String
        let root: String
        let isFederated: Bool
    }

    /// The domain under which another is signed in: itself, or the root above it.
    static func root(of name: String, in domains: [Domain]) throws(TenantFault) -> Domain? {
        let name = name.lowercased()
        var root: Domain?
        for one in domains where name == one.id.lowercased() || name.hasSuffix("." + one.id.lowercased()) {
            guard try one.isRoot.required(of: one.id), one.id.utf8.count > root?.id.utf8.count ?? 0 else { continue }
            root = one
        }
        return root
    }

    /// Whom the provider's tokens for a domain would lead to although their names lie elsewhere: enabled people of this
    /// tenant with an immutable ID, by which a token finds them, and with an address on the domain, by which they come to
    /// its federation. Graph: `GET /users`, those whose names don't end in the domain's.
    static func people(_ domain: String, _ probe: Probe) async throws -> [Person] {
        let domains = try await DomainResource.domains(probe)
        let own = try DomainResource.one(domain, in: domains)
        let switched = try root(of: own.id, in: domains)?.id.lowercased() ?? own.id.lowercased()
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
                    root.id.lowercased() != switched, try user.comes(through: switched, domains)
                else { continue }
                found.people.append(
                    Person(
                        name: user.userPrincipalName, root: root.id.lowercased(),
                        isFederated: try root.authentication() != .managed))
            }
        }
        // Everybody may be on the domain; that there is nobody at all isn't so.
        if found.count == 0 { try await somebodyIsThere(probe) }
        return found.people
    }

    /// Users whose names lie elsewhere, and those of them who would come.
    private struct Elsewhere: Sendable {
        var count = 0
        var people: [Person] = []
    }

    private static func somebodyIsThere(_ probe: Probe) async throws(TenantFault) {
        let one = try await probe.read(
            GraphPath(["users"], [("$select", "id"), ("$top", "1")]), as: Page<DirectoryObject>.self)
        if one.value.isEmpty { throw UserCensus.nobody }
    }
}

/// Graph's `user`, as far as it says by which federation somebody would come.
struct TokenHolder: Decodable, Sendable {
    static let selected =
        "id,userPrincipalName,accountEnabled,onPremisesImmutableId,mail,proxyAddresses,otherMails"

    let id: String
    let userPrincipalName: String
    let accountEnabled: Field<Bool>
    let onPremisesImmutableId: Field<String>
    let mail: Field<String>
    let proxyAddresses: Field<[String]>
    let otherMails: Field<[String]>

    /// - Parameter switched: the root domain whose federation it is.
    func comes(through switched: String, _ domains: [Domain]) throws(TenantFault) -> Bool {
        let name = userPrincipalName
        guard !SignInPlace.isInvitedName(name) else { return false }
        // Null until somebody sets it, and where nobody gave one. Microsoft Graph: user.
        let identifier = try onPremisesImmutableId.nullable(of: name) ?? ""
        guard !identifier.isEmpty, try accountEnabled.required(of: name) else { return false }
        let addresses =
            [try mail.nullable(of: name)].compactMap(\.self) + (try otherMails.required(of: name))
            + AccountFields.mailboxes(try proxyAddresses.required(of: name))
        for address in addresses {
            guard let place = UserCensus.domain(of: address) else { continue }
            if try TokenValidation.root(of: place, in: domains)?.id.lowercased() == switched { return true }
        }
        return false
    }
}
