import Tenant
import YAMLDocument

/// What the tenant has instead of something that it doesn't have: a name that was typed wrong is near another one. Only
/// words rest on it; where it can't be read, nothing is said.
enum Neighbours {
    /// `; did you mean "x"?`, or a full stop.
    static func end(_ name: String, _ candidates: some Sequence<String>) -> String {
        let hint = Suggestion.hint(for: name, in: candidates)
        return hint.isEmpty ? "." : hint
    }

    private struct Named: Decodable, Sendable {
        let displayName: Field<String>
        let userPrincipalName: Field<String>
    }

    /// Users whose names begin alike.
    static func missingUser(_ name: String, _ probe: Probe) async -> Impediment {
        let found = await beginningAlike("users", "userPrincipalName", name, probe)
        return .missing(
            message: "There is no user \(name)\(end(name, found.compactMap(\.userPrincipalName.shown)))",
            remedy: "Type the user principal name again: set admin_upn, or whichever answer it comes from.")
    }

    /// `; did you mean "x"?` of app registrations (`applications`) or enterprise applications (`servicePrincipals`), or a
    /// full stop.
    static func end(ofApp name: String, in collection: String, _ probe: Probe) async -> String {
        end(name, await beginningAlike(collection, "displayName", name, probe).compactMap(\.displayName.shown))
    }

    private static func beginningAlike(
        _ collection: String, _ property: String, _ name: String, _ probe: Probe
    ) async -> [Named] {
        guard !name.isEmpty else { return [] }
        let path = GraphPath(
            [collection],
            [
                ("$filter", "startswith(\(property),\(GraphPath.literal(String(name.prefix(2)))))"),
                ("$select", "id,\(property)"), ("$top", "200"),
            ])
        // One page is enough to be near.
        return (try? await probe.read(path, as: Page<Named>.self))?.value ?? []
    }
}
