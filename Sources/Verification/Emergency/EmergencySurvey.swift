import Foundation
import Reconciliation
import Tenant

/// One look at everybody who holds Global Administrator. Graph: `GET /directoryRoles(roleTemplateId=…)/members`,
/// `GET /groups/{id}/transitiveMembers`, `GET /domains`, `GET /users/{id}`, `GET /users/{id}/authentication/methods`,
/// and what `RoleEnds` and `ConditionalAccessTrial` read.
struct EmergencySurvey {
    let domain: String
    /// The session's answer, as it was given.
    let named: String
    let probe: Probe

    /// What came of it.
    struct Findings: Sendable {
        let all: [EmergencyAdministrator]

        var able: [EmergencyAdministrator] { all.filter { if case .able = $0.standing { true } else { false } } }

        /// Sentences about whoever doesn't count or isn't known; empty without any.
        var others: String {
            let rest = all.filter { if case .able = $0.standing { false } else { true } }.map(\.words)
            guard !rest.isEmpty else { return "" }
            let more = rest.count > Sample.size ? " And \(rest.count - Sample.size) more." : ""
            return rest.prefix(Sample.size).map { $0.hasSuffix(".") ? $0 : $0 + "." }.joined(separator: " ") + more
        }

        /// Why nothing is known, should nobody surely count and somebody perhaps.
        var fault: TenantFault? {
            for case .unknown(_, let remedy) in all.map(\.standing) {
                return .elsewhere("It can't be said whether anybody could get in. \(others)", remedy: remedy)
            }
            return nil
        }
    }

    /// How somebody holds the role: by themselves, or through a group.
    private struct Holding: Sendable {
        let holder: String
        let group: String?
    }

    func run() async throws -> Findings {
        let switched = domain.lowercased()
        async let roleEnds = RoleEnds.read(probe)
        async let holders = probe.all(
            GraphPath(["directoryRoles(roleTemplateId='\(RoleHolderResource.globalAdministrator)')", "members"]),
            of: DirectoryObject.self)
        let domains = try await DomainResource.domains(probe)
        // Everybody is outside a domain that isn't the tenant's.
        _ = try DomainResource.one(switched, in: domains)
        let managed = Set(
            domains.filter { $0.authentication == .managed && $0.isVerified }
                // Subdomains follow the domain above them, unless they were made roots of their own.
                .filter { $0.id.lowercased() != switched && !$0.follows(switched) }.map { $0.id.lowercased() })
        var (people, found) = try await holdings(of: try await holders)
        let ends = await roleEnds
        for id in ends.eligible where people[id] == nil { people[id] = [] }
        let wanted = Set(EmergencyAdministrators.names(in: named))
        let judged = try await withThrowingTaskGroup(of: EmergencyAdministrator?.self) { group in
            for (id, holdings) in people {
                group.addTask { try await judge(id, holdings, ends, managed, wanted) }
            }
            return try await group.reduce(into: [EmergencyAdministrator]()) { all, one in
                if let one { all.append(one) }
            }
        }
        found += judged
        if !wanted.isEmpty {
            // Nobody else counts: a group that couldn't be read may still hold one of them.
            let there = Set(judged.map { $0.name.lowercased() })
            found = found.filter {
                if case .unknown = $0.standing {
                    return !wanted.isSubset(of: there) || wanted.contains($0.name.lowercased())
                }
                return wanted.contains($0.name.lowercased())
            }
            for name in wanted.subtracting(there).sorted() {
                found.append(
                    EmergencyAdministrator(
                        name: name, standing: .unable("is named as an emergency account and is no Global Administrator")
                    ))
            }
        }
        return Findings(all: found.sorted { $0.name < $1.name })
    }

    /// Everybody who holds the role, and what can't hold it as a person does.
    private func holdings(
        of members: [DirectoryObject]
    ) async throws -> ([String: [Holding]], [EmergencyAdministrator]) {
        var people: [String: [Holding]] = [:]
        var others: [EmergencyAdministrator] = []
        for member in members {
            let type = try member.type.required(of: "an administrator")
            let name = member.displayName.shown ?? member.id
            switch type {
            case "#microsoft.graph.user": people[member.id, default: []].append(.init(holder: member.id, group: nil))
            case "#microsoft.graph.group":
                do throws(TenantFault) {
                    // Groups that hold roles hold no groups; where they ever do, these count.
                    let inside = try await probe.all(
                        GraphPath(["groups", member.id, "transitiveMembers"]), of: DirectoryObject.self)
                    for one in inside where try one.type.required(of: "a member of \(name)") == "#microsoft.graph.user"
                    {
                        people[one.id, default: []].append(.init(holder: member.id, group: name))
                    }
                } catch {
                    if error.isCancelled { throw error }
                    others.append(
                        EmergencyAdministrator(
                            name: "The group \(name)",
                            standing: .unknown(
                                "who is in it can't be read. \(error.reason)",
                                remedy: "Give the account or app that checks the permission GroupMember.Read.All, with "
                                    + "admin consent, then check again.")))
                }
            case "#microsoft.graph.servicePrincipal":
                others.append(
                    EmergencyAdministrator(name: name, standing: .unable("is an app, through which no person signs in"))
                )
            default: break
            }
        }
        return (people, others)
    }

    /// - Returns: nil for whoever is no matter: the account is gone, or signs in on a domain that doesn't stay.
    private func judge(
        _ id: String, _ holdings: [Holding], _ ends: RoleEnds, _ managed: Set<String>, _ wanted: Set<String>
    ) async throws -> EmergencyAdministrator? {
        var name = id
        do throws(TenantFault) {
            let user = try await probe.readIfThere(
                GraphPath(["users", id], [("$select", AdministratorAccount.selected)]), as: AdministratorAccount.self)
            guard let user else { return nil }
            try GraphDecoding.isAbout(id, user.id)
            name = user.userPrincipalName
            let isWanted = wanted.contains(name.lowercased())
            // Whoever isn't meant is no matter, and isn't asked about any further.
            guard wanted.isEmpty || isWanted else { return nil }
            let own = name.split(separator: "@").last.map { $0.lowercased() } ?? ""
            guard managed.contains(own) else {
                // Whoever isn't outside is no matter, unless somebody relies on them.
                return isWanted
                    ? EmergencyAdministrator(
                        name: name, standing: .unable("doesn't sign in on a domain that stays managed")) : nil
            }
            if let why = try inability(of: user) {
                return EmergencyAdministrator(name: name, standing: .unable(why))
            }
            return EmergencyAdministrator(name: name, standing: await standing(user, holdings, ends))
        } catch {
            if error.isCancelled { throw error }
            return EmergencyAdministrator(name: name, standing: .unknown(error.reason, remedy: error.remedy))
        }
    }

    /// Why the account by itself doesn't count.
    private func inability(of user: AdministratorAccount) throws(TenantFault) -> String? {
        let name = user.userPrincipalName
        // These three are null of a usual account. Microsoft Graph: user.
        let state = try user.externalUserState.nullable(of: name)
        if state?.lowercased() == "pendingacceptance" { return "is a guest whose invitation isn't accepted" }
        var identities: [SignInPlace.Identity] = []
        for identity in try user.identities.nullable(of: name) ?? [] {
            identities.append(.init(signInType: try identity.signInType.required(of: "an identity of \(name)")))
        }
        let place = SignInPlace(
            name: name, creationType: try user.creationType.nullable(of: name), externalUserState: state,
            identities: identities)
        guard place.isHere else { return "is a guest, whom another organization signs in" }
        return try user.accountEnabled.required(of: name) ? nil : "is disabled"
    }

    private func standing(
        _ user: AdministratorAccount, _ holdings: [Holding], _ ends: RoleEnds
    ) async -> EmergencyAdministrator.Standing {
        async let methods = SignInMethods.ask(user.id, probe)
        async let access = ConditionalAccessTrial.ask(user.id, probe)
        var (lasting, tooShort): ((notes: [String], end: Date)?, EmergencyAdministrator.Standing?)
        for holding in holdings {
            let through = holding.group.map { ["through the group \($0)"] } ?? []
            switch ends.end(of: holding.holder) {
            case .lasts: lasting = (through, .distantFuture)
            case .at(let end) where end < probe.now.addingTimeInterval(EmergencyAdministrators.longEnough):
                tooShort = tooShort ?? .unable("is Global Administrator only until \(RoleEnds.words(end))")
            case .at(let end):
                if (lasting?.end ?? .distantPast) < end { lasting = (through + ["until \(RoleEnds.words(end))"], end) }
            case .unknown(let why, let remedy): tooShort = .unknown(why, remedy: remedy)
            }
        }
        let (how, gate) = await (methods, access)
        guard let lasting else {
            return tooShort
                ?? .unable("may activate Global Administrator (Privileged Identity Management), and doesn't hold it")
        }
        var notes = lasting.notes
        for answer in [how, gate] {
            switch answer {
            case .opens(let said): notes += said
            case .closes(let why): return .unable(why)
            case .unknown(let why, let remedy): return .unknown(why, remedy: remedy)
            }
        }
        return .able(notes: notes)
    }
}
