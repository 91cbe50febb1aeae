import Runbook
import Tenant

/// What the whole world sees of a user's domain: who signs it in. Asked without a token, at the page that sign-in itself
/// asks; Microsoft doesn't document it.
enum RealmResource: Resource {
    static let name = "realm"
    static let selector: String? = "a user principal name"
    static let properties = [
        Property(
            "namespace", .text, choices: ["managed", "federated", "unknown"], label: "Who signs people in",
            permission: nil,
            remedy:
                "A switch shows here mostly within minutes, sometimes after hours; verify in the session says what is known."
        ),
        Property(
            "sign-in-url", .text, label: "Where people are sent to sign in", permission: nil,
            remedy: "Compare it with the IDP Sign-In URL that the identity provider shows."),
    ]

    static func observe(_ property: String, of selection: Selection, _ probe: Probe) async throws(Impediment)
        -> Observed
    {
        let realm = try await reading { () async throws(TenantFault) in try await probe.realm(of: selection.selector) }
        if property == "sign-in-url" {
            // Behind the question mark stands the user's name.
            return Observed(.text(realm.authURL.map { String($0.prefix { $0 != "?" }) } ?? ""))
        }
        let namespace = realm.nameSpaceType.lowercased()
        guard ["managed", "federated", "unknown"].contains(namespace) else {
            throw .fault(.unexpected("the namespace \"\(realm.nameSpaceType)\""))
        }
        return Observed(.text(namespace))
    }
}
