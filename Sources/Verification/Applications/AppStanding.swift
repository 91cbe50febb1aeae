import Runbook
import Tenant

/// Whether an app may sign anybody in: what exists may be switched off, by its owners or by Microsoft.
///
/// Microsoft Graph: servicePrincipal, `accountEnabled`; application and servicePrincipal, `disabledByMicrosoftStatus`.
enum AppStanding {
    /// - Parameter name: of the app.
    static func observed(_ principal: ServicePrincipal, of application: Application? = nil, _ name: String) throws
        -> Observed
    {
        let statuses =
            [try principal.disabledByMicrosoftStatus.nullable(of: name)]
            + [try application?.disabledByMicrosoftStatus.nullable(of: name)]
        if let word = statuses.compactMap(\.self).first(where: { !["", "notdisabled"].contains($0.lowercased()) }) {
            return Observed(
                .boolean(false), explanation: "\(name) is disabled by Microsoft (\(word)).",
                remedy: "Ask Microsoft's support why; nobody in the tenant can take it back.")
        }
        let isEnabled = try principal.accountEnabled.required(of: name)
        return Observed(
            .boolean(isEnabled),
            explanation: isEnabled
                ? "\(name) is switched on." : "\(name) is switched off: nobody, and no app, signs in with it.",
            remedy:
                "Entra admin center → Enterprise applications → \(name) → Properties → Enabled for users to sign-in.")
    }
}
