import Sameness
import Tenant

/// Somebody of a federated domain whom Microsoft signs in all the same: so it is in a staged rollout, where groups leave a
/// federation one by one, and it stays so however long one waits. Only words rest on it.
///
/// Microsoft: "Migrate to cloud authentication using Staged Rollout"; Graph: `GET /policies/featureRolloutPolicies`, which
/// needs Policy.Read.HybridAuthentication.
struct StagedRollout: Sendable {
    let words: String
    let remedy: String

    private struct Policy: Decodable, Hashable, Sendable {
        struct Group: Decodable, Hashable, Sendable {
            let displayName: Field<String>
        }
        let displayName: Field<String>
        let isEnabled: Field<Bool>
        let appliesTo: Field<[Group]>
    }

    /// - Returns: nil where the domain isn't federated, or can't be read.
    static func seen(of login: String, _ probe: Probe) async -> StagedRollout? {
        guard let name = login.split(separator: "@").last.map({ DomainName.folded(String($0)) }),
            let domains = try? await DomainResource.domains(probe),
            domains.contains(where: { DomainName.folded($0.id) == name && (try? $0.authentication()) == .federated })
        else { return nil }
        let policies =
            (try? await probe.all(
                GraphPath(["policies", "featureRolloutPolicies"], [("$expand", "appliesTo")]), of: Policy.self)) ?? []
        let on = policies.filter { $0.isEnabled.shown == true }
        let groups = on.flatMap { ($0.appliesTo.shown ?? []).compactMap(\.displayName.shown) }
        let place = "Entra admin center → Entra Connect → Connect Sync → Staged rollout of cloud authentication"
        guard !on.isEmpty else {
            return StagedRollout(
                words: "\(name) is federated in the directory, and the sign-in service still signs \(login) in itself",
                remedy:
                    "Right after a switch this passes, mostly within minutes, sometimes after hours. Where it stays, look "
                    + "whether \(login) is in a group of a staged rollout: \(place) → the feature → Manage groups.")
        }
        let names = on.compactMap(\.displayName.shown).joined(separator: ", ")
        let of = groups.isEmpty ? "" : " for the group \(groups.joined(separator: ", "))"
        return StagedRollout(
            words: "\(name) is federated, and a staged rollout (\(names)) is on\(of): whoever is in it is signed in by "
                + "Microsoft. Waiting won't help",
            remedy:
                "\(place): look whether \(login) is in the group \(groups.first ?? "that stands there"), and take them out "
                + "of it, or turn the feature off.")
    }
}
