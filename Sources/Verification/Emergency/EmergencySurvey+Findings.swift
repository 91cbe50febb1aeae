import Tenant

extension EmergencySurvey {
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

        /// What makes those count who don't, each once; nil where nothing does.
        var remedy: String? {
            let remedies = all.compactMap { one -> String? in
                if case .unable(_, let remedy?) = one.standing { remedy } else { nil }
            }
            let first = Set(remedies).sorted().prefix(2)
            return first.isEmpty ? nil : first.joined(separator: " ")
        }

        /// Why nothing is known, should nobody surely count and somebody perhaps.
        var fault: TenantFault? {
            for case .unknown(_, let remedy) in all.map(\.standing) {
                return .elsewhere("It can't be said whether anybody could get in. \(others)", remedy: remedy)
            }
            return nil
        }
    }
}
