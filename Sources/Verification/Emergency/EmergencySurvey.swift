import Foundation
import Reconciliation
import Sameness
import Tenant

/// One look at everybody who holds Global Administrator. Graph: `GET /directoryRoles(roleTemplateId=…)/members`,
/// `GET /groups/{id}/transitiveMembers`, `GET /domains`, `GET /users/{id}`, `GET /users/{id}/authentication/methods`,
/// and what `ScheduleEnds` and `ConditionalAccessTrial` read.
struct EmergencySurvey {
    let domain: String
    /// The session's answer, as it was given.
    let named: String
    let probe: Probe

    static let groupEnds = Permission.privilegedAssignmentScheduleReadAzureADGroup
    /// Permissions that not every tenant needs for it.
    static let helpful: [Permission] = [
        SignInMethods.permission, ConditionalAccessTrial.permission, .groupMemberReadAll, groupEnds,
        .privilegedEligibilityScheduleReadAzureADGroup,
    ]
    /// What is asked of an administrator.
    private static let selected = "id,userPrincipalName,accountEnabled,creationType,externalUserState,identities"

    private static func assignment(of name: String) -> String {
        "Entra admin center → Roles & admins → Global Administrator → Add assignments → \(name): active, and without an end."
    }

    /// How somebody holds the role: by themselves, or through a group.
    private struct Holding: Sendable {
        let holder: String
        /// What is to be said of it.
        var notes: [String] = []
        /// Until when somebody is in the group.
        var membership = ScheduleEnds.End.lasts
    }

    /// Whoever may hold the role.
    private struct Holders: Sendable {
        /// By id; without any holding whoever may only activate it.
        var people: [String: [Holding]] = [:]
        /// What can't hold it as a person does, or can't be looked into.
        var others: [EmergencyAdministrator] = []
    }

    func run() async throws -> Findings {
        let switched = DomainName.folded(domain)
        async let roleEnds = ScheduleEnds.ofRole(probe)
        async let holders = probe.all(
            GraphPath(["directoryRoles(roleTemplateId='\(RoleHolderResource.globalAdministrator)')", "members"]),
            of: DirectoryObject.self)
        let domains = try await DomainResource.domains(probe)
        // Everybody is outside a domain that isn't the tenant's.
        _ = try DomainResource.one(switched, in: domains)
        var all = try await self.holders(among: try await holders)
        let ends = await roleEnds
        for id in ends.eligible where all.people[id] == nil { all.people[id] = [] }
        let people = all.people
        let wanted = Set(EmergencyAdministrators.names(in: named))
        let judged = try await withThrowingTaskGroup(of: EmergencyAdministrator?.self) { group in
            for (id, holdings) in people {
                group.addTask { try await judge(id, holdings, ends, domains, wanted) }
            }
            return try await group.reduce(into: [EmergencyAdministrator]()) { all, one in
                if let one { all.append(one) }
            }
        }
        var found = all.others + judged
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
                        name: name,
                        standing: .unable(
                            "is named as an emergency account and is no Global Administrator",
                            remedy:
                                "Look at how it is spelt: set \(EmergencyAdministrators.answer). If it is to be one: "
                                + EmergencySurvey.assignment(of: name))))
            }
        }
        return Findings(all: found.sorted { $0.name < $1.name })
    }

    private func holders(among members: [DirectoryObject]) async throws -> Holders {
        var found = Holders()
        for member in members {
            let name = member.displayName.shown ?? member.id
            switch type(of: member, name, &found) {
            case nil: break
            case "#microsoft.graph.user": found.people[member.id, default: []].append(.init(holder: member.id))
            case "#microsoft.graph.group": try await look(into: member.id, name, &found)
            case "#microsoft.graph.servicePrincipal":
                found.others.append(
                    EmergencyAdministrator(
                        name: name, standing: .unable("is an app, through which no person signs in", remedy: nil)))
            default: break
            }
        }
        return found
    }

    /// What an object is; nil where it isn't told, which makes nobody else unknown.
    private func type(of object: DirectoryObject, _ name: String, _ found: inout Holders) -> String? {
        do throws(TenantFault) {
            return try object.type.required(of: name)
        } catch {
            found.others.append(
                EmergencyAdministrator(name: name, standing: .unknown(error.reason, remedy: error.remedy)))
            return nil
        }
    }

    /// Who holds the role through a group, and who may activate the membership.
    private func look(into group: String, _ name: String, _ found: inout Holders) async throws {
        do throws(TenantFault) {
            async let ends = ScheduleEnds.ofGroup(group, named: name, probe)
            // Groups that hold roles hold no groups; where they ever do, these count.
            let inside = try await probe.all(
                GraphPath(["groups", group, "transitiveMembers"]), of: DirectoryObject.self)
            let known = await ends
            var notes = ["through the group \(name)"]
            if known.isRefused {
                notes.append(
                    "until when it is in the group couldn't be asked, which needs \(EmergencySurvey.groupEnds) "
                        + "and Microsoft Entra ID P2")
            }
            for one in inside
            where type(of: one, one.displayName.shown ?? one.id, &found) == "#microsoft.graph.user" {
                let end = known.isRefused ? .lasts : known.end(of: one.id)
                found.people[one.id, default: []].append(.init(holder: group, notes: notes, membership: end))
            }
            for id in known.eligible where found.people[id] == nil { found.people[id] = [] }
        } catch {
            if error.isCancelled { throw error }
            found.others.append(
                EmergencyAdministrator(
                    name: "The group \(name)",
                    standing: .unknown(
                        "who is in it can't be read. \(error.reason)",
                        remedy: error.lacksPermission
                            ? "Give the account or app that checks the permission GroupMember.Read.All, with admin "
                                + "consent, then check again." : error.remedy)))
        }
    }

    /// - Returns: nil for whoever is no matter: the account is gone, or signs in on a domain that doesn't stay.
    private func judge(
        _ id: String, _ holdings: [Holding], _ ends: ScheduleEnds, _ domains: [Domain], _ wanted: Set<String>
    ) async throws -> EmergencyAdministrator? {
        var name = id
        do throws(TenantFault) {
            let user = try await probe.readIfThere(
                GraphPath(["users", id], [("$select", EmergencySurvey.selected)]), as: User.self)
            guard let user else { return nil }
            try GraphDecoding.isAbout(id, user.id)
            name = user.userPrincipalName
            let isWanted = wanted.contains(name.lowercased())
            // Whoever isn't meant is no matter, and isn't asked about any further.
            guard wanted.isEmpty || isWanted else { return nil }
            switch try stay(UserCensus.domain(of: name), in: domains) {
            case .stays: break
            case .goes:
                // Whoever isn't outside is no matter, unless somebody relies on them.
                return isWanted
                    ? EmergencyAdministrator(
                        name: name,
                        standing: .unable(
                            "doesn't sign in on a domain that stays managed",
                            remedy:
                                "Name an account on the .onmicrosoft.com domain: set \(EmergencyAdministrators.answer)."
                        ))
                    : nil
            case .isDeleted:
                return EmergencyAdministrator(
                    name: name, standing: .unable("signs in on a domain that is being deleted", remedy: nil))
            }
            if let inability = try inability(of: user) {
                return EmergencyAdministrator(name: name, standing: inability)
            }
            return EmergencyAdministrator(name: name, standing: await standing(user, holdings, ends))
        } catch {
            if error.isCancelled { throw error }
            return EmergencyAdministrator(name: name, standing: .unknown(error.reason, remedy: error.remedy))
        }
    }

    private enum Stay { case stays, goes, isDeleted }

    /// Whether a domain is the tenant's and stays managed through the switch.
    private func stay(_ name: String?, in domains: [Domain]) throws(TenantFault) -> Stay {
        let switched = DomainName.folded(domain)
        guard let name = name.map(DomainName.folded), name != switched,
            let own = domains.first(where: { DomainName.folded($0.id) == name })
        else {
            return .goes
        }
        // Subdomains follow the domain above them, unless they were made roots of their own.
        guard try !own.follows(switched), try own.isVerified.required(of: own.id) else { return .goes }
        guard try own.authentication() == .managed else { return .goes }
        return try own.pendingOperation() == "ForceDelete" ? .isDeleted : .stays
    }

    /// Why the account by itself doesn't count.
    private func inability(of user: User) throws(TenantFault) -> EmergencyAdministrator.Role? {
        let name = user.userPrincipalName
        // Null of who was never invited. Microsoft Graph: user.
        let state = try user.externalUserState.nullable(of: name)
        if state?.lowercased() == "pendingacceptance" {
            return .unable("is a guest whose invitation isn't accepted", remedy: nil)
        }
        guard try user.signsInHere() else {
            return .unable("is a guest, whom another organization signs in", remedy: nil)
        }
        // For who loses access such a one is counted as ours; to get in, nobody may rely on it.
        if state?.lowercased() == "accepted" {
            return .unable("was invited, and nothing proves that this tenant signs it in", remedy: nil)
        }
        return try user.accountEnabled.required(of: name)
            ? nil
            : .unable("is disabled", remedy: "Entra admin center → Users → \(name) → Edit properties → Enable account.")
    }

    private func standing(
        _ user: User, _ holdings: [Holding], _ ends: ScheduleEnds
    ) async -> EmergencyAdministrator.Role {
        let methods = await SignInMethods.ask(user.id, probe)
        let access = await ConditionalAccessTrial.ask(user.id, with: methods.ways, probe)
        var (lasting, tooShort): ((notes: [String], end: Date)?, EmergencyAdministrator.Role?)
        for holding in holdings {
            switch ends.end(of: holding.holder).and(holding.membership) {
            case .lasts: lasting = (holding.notes, .distantFuture)
            case .at(let end) where end < probe.now.addingTimeInterval(EmergencyAdministrators.longEnough):
                tooShort =
                    tooShort
                    ?? .unable(
                        "is Global Administrator only until \(ScheduleEnds.words(end))",
                        remedy: EmergencySurvey.assignment(of: user.userPrincipalName))
            case .at(let end):
                if (lasting?.end ?? .distantPast) < end {
                    lasting = (holding.notes + ["until \(ScheduleEnds.words(end))"], end)
                }
            case .unknown(let why, let remedy): tooShort = .unknown(why, remedy: remedy)
            }
        }
        guard let lasting else {
            return tooShort
                ?? .unable(
                    "may activate Global Administrator (Privileged Identity Management), and doesn't hold it",
                    remedy: EmergencySurvey.assignment(of: user.userPrincipalName))
        }
        var notes = lasting.notes
        for answer in [methods.entry, access] {
            switch answer {
            case .opens(let said): notes += said
            case .closes(let why, let remedy):
                return .unable(
                    why,
                    remedy: remedy ?? "Entra admin center → Users → \(user.userPrincipalName) → Authentication methods."
                )
            case .unknown(let why, let remedy): return .unknown(why, remedy: remedy)
            }
        }
        return .able(notes: notes)
    }
}
