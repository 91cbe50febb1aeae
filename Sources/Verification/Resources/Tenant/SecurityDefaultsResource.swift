import Runbook
import Tenant

/// Whether Microsoft asks everybody for a second factor by itself. Graph: `GET
/// /policies/identitySecurityDefaultsEnforcementPolicy`.
///
/// Microsoft Graph: identitySecurityDefaultsEnforcementPolicy.
enum SecurityDefaultsResource: Resource {
    static let name = "security-defaults"
    static let selector: String? = nil

    static let properties = [
        Property(
            "enabled", .boolean, label: "Security defaults", needs: [.policyReadAll],
            remedy:
                "Entra admin center → Overview → Properties → Manage security defaults. With Conditional Access they are "
                + "off; without it nothing else asks administrators for a second factor."
        ) { _, probe in
            let policy = try await probe.read(
                GraphPath(["policies", "identitySecurityDefaultsEnforcementPolicy"], [("$select", "id,isEnabled")]),
                as: Policy.self)
            return Observed(.boolean(try policy.isEnabled.required(of: "the security defaults")))
        }
    ]

    private struct Policy: Decodable, Hashable, Sendable {
        let isEnabled: Field<Bool>
    }
}
