import Foundation

/// Something that happens to the simulated world behind the trainee's back.
enum WorldChange: Sendable {
    case expireSecret(app: String)
    case withdrawConsent(app: String)
    case deleteApplication(String)
    case disable(upn: String)
    case removeUser(upn: String)
    case revokeRoles(upn: String)
    case clearIdentifier(upn: String)
    case assignProvider(upn: String)
    case endMigration
    /// The provider's metadata names the certificate that it will sign with next, beside the one that it signs with.
    case publishCertificate
    /// The provider signs with another certificate from now on; what is configured at Microsoft stays.
    case rotateCertificate
    /// The certificate that is configured at Microsoft ends after so many seconds.
    case expireCertificate(in: TimeInterval)
    case arm(Fault, text: String)
    case clearFaults

    /// What a change needs besides the state.
    struct Surroundings: Sendable {
        let faults: FaultProgram
        let now: Date
    }

    func apply(to tenant: inout Transaction, _ surroundings: Surroundings) {
        switch self {
        case .expireSecret(let name): expireSecret(name, &tenant, surroundings.now)
        case .withdrawConsent(let name):
            guard let principal = tenant[.servicePrincipals].first("displayName", name) else { return }
            for assignment in tenant[.appRoleAssignments].all where assignment["principalId"] == principal["id"] {
                tenant.remove(assignment["id"].string ?? "", from: .appRoleAssignments)
            }
        case .deleteApplication(let name):
            guard let application = tenant[.applications].first("displayName", name) else { return }
            ApplicationRoutes.remove(application, from: &tenant)
        case .disable(let upn): change(upn, &tenant) { $0["accountEnabled"] = false }
        case .removeUser(let upn):
            guard let user = tenant[.users].first("userPrincipalName", upn) else { return }
            UserRoutes.remove(user, from: &tenant)
        case .revokeRoles(let upn):
            guard let user = tenant[.users].first("userPrincipalName", upn) else { return }
            for assignment in tenant[.roleAssignments].all where assignment["principalId"] == user["id"] {
                tenant.remove(assignment["id"].string ?? "", from: .roleAssignments)
            }
        case .clearIdentifier(let upn): change(upn, &tenant) { $0["onPremisesImmutableId"] = .null }
        case .assignProvider(let upn):
            var peig = PeigRoutes.peig(tenant)
            guard !peig["provider"].isNull else { return }
            let assigned = peig["provider"]["assignedUsers"].array
            peig["provider"]["assignedUsers"] = .array(assigned + [.string(upn)])
            tenant.put(peig, in: .peig, id: PeigRoutes.workspace)
        case .endMigration:
            guard var peig = tenant[.peig][PeigRoutes.workspace] else { return }
            peig["migration"] = false
            tenant.put(peig, in: .peig, id: PeigRoutes.workspace)
        case .publishCertificate:
            let host = IdentityProvider.own(tenant.state).host
            IdentityProvider.roll(&tenant) { certificate, next in
                (certificate, next.isNull ? WorldChange.next(host, surroundings.now) : next)
            }
        case .rotateCertificate:
            let host = IdentityProvider.own(tenant.state).host
            IdentityProvider.roll(&tenant) { _, next in
                (next.isNull ? WorldChange.next(host, surroundings.now) : next, .null)
            }
        case .expireCertificate(let seconds):
            let host = IdentityProvider.own(tenant.state).host
            for name in tenant[.domains].ids {
                guard var configuration = tenant[.federationConfigurations][name],
                    IdentityProvider.before(name, configuration, tenant.state) == nil
                else { continue }
                configuration["signingCertificate"] = WorldChange.certificate(host, surroundings.now, lasting: seconds)
                tenant.put(configuration, in: .federationConfigurations, id: name)
            }
        case .arm(let fault, let text):
            surroundings.faults.add(fault)
            tenant.put(["id": .string(fault.id), "spec": .string(text)], in: .faults)
        case .clearFaults:
            for armed in surroundings.faults.all {
                var record = tenant[.faults][armed.fault.id] ?? [:]
                record["cleared"] = true
                tenant.put(record, in: .faults, id: armed.fault.id)
            }
            surroundings.faults.clear()
        }
    }

    private static func next(_ host: String, _ now: Date) -> JSON {
        certificate(host, now, lasting: 1_000 * 86_400, isNext: true)
    }

    private static func certificate(
        _ host: String, _ now: Date, lasting seconds: TimeInterval, isNext: Bool = false
    ) -> JSON {
        let made = try? RehearsalAuthority.signingCertificate(
            for: host, now: now, lasting: seconds, isNext: isNext)
        return made.map(JSON.string) ?? .null
    }

    private func change(_ upn: String, _ tenant: inout Transaction, _ work: (inout JSON) -> Void) {
        guard var user = tenant[.users].first("userPrincipalName", upn) else { return }
        work(&user)
        tenant.put(user, in: .users)
    }

    private func expireSecret(_ name: String, _ tenant: inout Transaction, _ now: Date) {
        guard var application = tenant[.applications].first("displayName", name) else { return }
        let ended = JSON.string(now.addingTimeInterval(-1).formatted(.iso8601))
        application["passwordCredentials"] = .array(
            application["passwordCredentials"].array.map { credential in
                var credential = credential
                credential["endDateTime"] = ended
                return credential
            })
        tenant.put(application, in: .applications)
    }
}
