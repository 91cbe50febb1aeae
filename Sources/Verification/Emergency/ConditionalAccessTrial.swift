import Tenant

/// Whether Conditional Access would let somebody sign in to change the tenant. Graph:
/// `POST /identity/conditionalAccess/evaluate` (Microsoft Entra ID P1).
///
/// Microsoft Graph: "What If evaluation". Microsoft Entra: "Manage emergency access accounts", which has policies exclude
/// them.
enum ConditionalAccessTrial {
    static let permission = "Policy.Read.ConditionalAccess"
    /// What a person can do at the moment; whatever else a policy may want asks for a device that is at hand.
    private static let doable: Set = ["mfa", "passwordChange"]

    private enum Effect { case none, blocks, wantsDevice }

    static func ask(_ user: String, _ probe: Probe) async -> EntryAnswer {
        do throws(TenantFault) {
            let results = try await probe.ask(
                WhatIf.path, WhatIf.Question(user: user, application: Application.graphAppID), about: user,
                of: WhatIf.Result.self)
            var doubt: EntryAnswer?
            for result in results {
                let policy = "the Conditional Access policy “\(result.displayName.shown ?? result.id)”"
                let remedy =
                    "Entra admin center → Protection → Conditional Access → \(result.displayName.shown ?? result.id) → "
                    + "Users → Exclude: the emergency accounts, as Microsoft advises."
                let state = try result.state.required(of: policy)
                if state == "disabled" || state == "enabledForReportingButNotEnforced" { continue }
                let effect = try effect(of: result, policy)
                if effect == .none { continue }
                let reasons = try result.analysisReasons.required(of: policy)
                if try result.policyApplies.required(of: policy) {
                    if effect == .blocks { return .closes("is kept out by \(policy)") }
                    doubt =
                        doubt
                        ?? .unknown("\(policy) asks for a managed device, which may not be at hand", remedy: remedy)
                } else if reasons.lowercased().contains("notenoughinformation") {
                    doubt = doubt ?? .unknown("\(policy) may keep it out: Microsoft can't evaluate it", remedy: remedy)
                }
            }
            return doubt ?? .opens([])
        } catch {
            return .refused(
                error, "Conditional Access", needs: "\(permission) and Microsoft Entra ID P1")
        }
    }

    /// What a policy that applies would do.
    private static func effect(of result: WhatIf.Result, _ policy: String) throws(TenantFault) -> Effect {
        // Null where it limits the session alone. Microsoft Graph: conditionalAccessPolicy, `grantControls`.
        guard let controls = try result.grantControls.nullable(of: policy) else { return .none }
        let words = try controls.builtInControls.required(of: policy)
        if words.contains("block") { return .blocks }
        // A word that nobody knows may ask for anything.
        let wanted = words.filter { !doable.contains($0) }
        guard !wanted.isEmpty else { return .none }
        let isAny = try controls.operator.required(of: policy).uppercased() == "OR"
        // Null where no strength is demanded. Microsoft Graph: conditionalAccessGrantControls.
        let strength = try controls.authenticationStrength.nullable(of: policy)
        let isDoable = words.count > wanted.count || strength != nil
        return isAny && isDoable ? .none : .wantsDevice
    }
}
