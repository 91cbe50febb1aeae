import Tenant

/// Whether Conditional Access would let somebody sign in to change the tenant. Graph:
/// `POST /identity/conditionalAccess/evaluate` (Microsoft Entra ID P1).
///
/// Microsoft Graph: "What If evaluation". Microsoft Entra: "Manage emergency access accounts", which has policies exclude
/// them.
enum ConditionalAccessTrial {
    static let permission = Permission.policyReadConditionalAccess

    /// - Parameter ways: what they can sign in with; nil where it couldn't be asked.
    static func ask(_ user: String, with ways: Set<SignInMode>?, _ probe: Probe) async -> EntryAnswer {
        do throws(TenantFault) {
            let results = try await probe.ask(
                WhatIf.path,
                WhatIf.Question(user: user, applications: [Application.graphAppID, Application.portalAppID]),
                about: user,
                of: WhatIf.Result.self)
            var doubt: EntryAnswer?
            for result in results {
                guard let answer = try judge(result, ways) else { continue }
                if case .closes = answer { return answer }
                doubt = doubt ?? answer
            }
            return doubt ?? .opens([])
        } catch {
            return .refused(
                error, "Conditional Access", needs: "\(permission) and Microsoft Entra ID P1")
        }
    }

    /// - Returns: nil where the policy is in nobody's way.
    private static func judge(_ result: WhatIf.Result, _ ways: Set<SignInMode>?) throws(TenantFault) -> EntryAnswer? {
        let policy = "the Conditional Access policy “\(result.displayName.shown ?? result.id)”"
        let state = try result.state.required(of: policy)
        if state == "disabled" || state == "enabledForReportingButNotEnforced" { return nil }
        let demand = try PolicyDemand.of(result, policy, ways)
        if demand == .met { return nil }
        let exclusion =
            "Entra admin center → Protection → Conditional Access → \(result.displayName.shown ?? result.id) → "
            + "Users → Exclude: the emergency accounts, as Microsoft advises."
        let reasons = try result.analysisReasons.required(of: policy).lowercased()
        guard try result.policyApplies.required(of: policy) else {
            return reasons.contains("notenoughinformation")
                ? .unknown("\(policy) may keep it out: Microsoft can't evaluate it", remedy: exclusion) : nil
        }
        switch demand {
        case .met: return nil
        case .blocks: return .closes("is kept out by \(policy)", remedy: exclusion)
        case .lacking(let what):
            return .closes(
                "is kept out by \(policy), which asks for \(what): it has no method for that", remedy: exclusion)
        case .unknown(let why, let remedy):
            return .unknown("\(policy) \(why)", remedy: remedy.map { "\($0) Or: \(exclusion)" } ?? exclusion)
        }
    }
}
