import Runbook
import Tenant

/// What the whole world sees of a user's domain: who signs it in. Asked without a token, at the page that sign-in itself
/// asks; Microsoft doesn't document it.
enum RealmResource: Resource {
    static let name = "realm"
    static let selector: String? = "a user principal name"
    static let form = LiteralForm.upn
    static let properties = [
        Property(
            "namespace", .text, choices: ["managed", "federated", "unknown"], label: "Who signs people in",
            needs: [],
            remedy:
                "A switch shows here mostly within minutes, sometimes after hours; verify in the session says what is known."
        ) { selection, probe in
            let namespace = try await probe.realm(of: selection.selector).nameSpaceType.lowercased()
            let rollout = namespace == "managed" ? await StagedRollout.seen(of: selection.selector, probe) : nil
            return Observed(.text(namespace), detail: rollout?.words, remedy: rollout?.remedy)
        },
        Property(
            "sign-in-url", .text, same: .address, label: "Where people are sent to sign in", needs: [],
            remedy: "Compare it with the IDP Sign-In URL that the identity provider shows."
        ) { selection, probe in
            let realm = try await probe.realm(of: selection.selector)
            switch realm.nameSpaceType.lowercased() {
            case "federated":
                let url = try realm.authURL.required(of: "the federated domain of \(selection.selector)")
                // Behind the question mark stands the user's name.
                return Observed(.text(String(url.prefix { $0 != "?" })))
            // Whom Microsoft signs in, or nobody, is sent nowhere: seen of each such answer.
            case "managed", "unknown": return Observed(.text(""))
            default: throw TenantFault.unexpected("the namespace \"\(realm.nameSpaceType)\"", about: selection.selector)
            }
        },
    ]
}
