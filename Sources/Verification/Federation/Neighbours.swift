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

    private struct Named: Decodable, Hashable, Sendable {
        let displayName: Field<String>
        let userPrincipalName: Field<String>
    }

    /// Users whose names begin alike.
    /// - Parameter parameter: of the check, where the name stands in one.
    static func missingUser(_ name: String, parameter: String? = nil, _ probe: Probe) async -> Impediment {
        let found = await beginningAlike("users", "userPrincipalName", name, probe)
        return .missing(
            message: "There is no user \(name)\(end(name, found.compactMap(\.userPrincipalName.shown)))",
            remedy: "Type the user principal name again: {answer\(parameter.map { " \($0)" } ?? "")}")
    }

    /// A remedy, and before it whether another name was meant, of app registrations (`applications`) or enterprise
    /// applications (`servicePrincipals`).
    static func before(_ remedy: String, ofApp name: String, in collection: String, _ probe: Probe) async -> String {
        let names = await beginningAlike(collection, "displayName", name, probe).compactMap(\.displayName.shown)
        guard let near = Suggestion.nearest(to: name, in: names) else { return remedy }
        return "Did you mean \"\(near)\"? Then {answer}. If not: \(remedy)"
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
