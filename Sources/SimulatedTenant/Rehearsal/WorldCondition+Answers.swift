import Foundation

extension WorldCondition {
    /// With a session's answers in the places `{{answer}}` of a truth: a word is about what it names.
    func filled(_ answers: [String: String]) -> WorldCondition {
        func filled(_ text: String) -> String {
            answers.reduce(text) { $0.replacingOccurrences(of: "{{\($1.key)}}", with: $1.value) }
        }
        func who(_ who: Who) -> Who {
            switch who {
            case .everyone: .everyone
            case .one(let upn): .one(filled(upn))
            }
        }
        switch self {
        case .all(let parts): return .all(parts.map { $0.filled(answers) })
        case .any(let parts): return .any(parts.map { $0.filled(answers) })
        case .not(let part): return .not(part.filled(answers))
        case .federated(let domain): return .federated(domain: filled(domain).lowercased())
        case .configured(let domain): return .configured(domain: filled(domain).lowercased())
        case .defaultDomain(let domain): return .defaultDomain(filled(domain).lowercased())
        case .registered(let app): return .registered(app: filled(app))
        case .consented(let app): return .consented(app: filled(app))
        case .secretValid(let app): return .secretValid(app: filled(app))
        case .globalAdministrator(let upn): return .globalAdministrator(upn: filled(upn))
        case .licensed(let upn): return .licensed(upn: filled(upn))
        case .onboarded(let one): return .onboarded(who(one))
        case .linked(let one): return .linked(who(one))
        case .signsIn(let one): return .signsIn(who(one))
        case .providerAssignedTo(let one): return .providerAssignedTo(who(one))
        case .providerFor(let domain): return .providerFor(domain: filled(domain).lowercased())
        case .deviceJoined(let name): return .deviceJoined(filled(name))
        case .samlInfo(let server, let certificate):
            return .samlInfo(server: filled(server), certificate: filled(certificate))
        case .provider, .tenantName, .signedIn, .mappedBeforeRule, .provisioned, .providerAssigned, .migration,
            .pseudonymLink, .authenticationSaved, .provisioning, .requestsOpen, .requested:
            return self
        }
    }
}
