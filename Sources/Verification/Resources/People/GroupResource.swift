import Runbook
import Tenant

/// A group by the name that people see, with everybody who is in it, also through groups inside it.
///
/// Graph: `GET /groups`, `GET /groups/{id}/transitiveMembers`. Microsoft Graph: "List group transitive members".
enum GroupResource: Resource {
    static let name = "group"
    static let selector: String? = "a group's display name"
    private static let needs: [Permission] = [.groupMemberReadAll]
    private static let place = "Entra admin center → Groups → All groups"

    static let properties = [
        Property(
            "exists", .boolean, label: "The group", needs: needs,
            remedy: "\(place) → New group, or look at the name for typing errors: {answer}"
        ) { selection, probe in
            let isThere = try await !groups(selection, probe).isEmpty
            return Observed(
                .boolean(isThere), explanation: isThere ? nil : missing(selection))
        },
        Property(
            "members", .list, same: .caseless, label: "Who is in it", needs: needs,
            remedy: "\(place) → {selector} → Members."
        ) { selection, probe in Observed(.list(try await people(selection, probe))) },
        Property(
            "count", .number, label: "People in it", needs: needs, remedy: "\(place) → {selector} → Members."
        ) { selection, probe in Observed(.number(try await people(selection, probe).count)) },
    ]

    private struct Group: Decodable, Hashable, Sendable {
        @Caseless var id: String
        let displayName: Field<String>
    }

    private struct Member: Decodable, Hashable, Sendable {
        @Caseless var id: String
        let type: Field<String>
        let userPrincipalName: Field<String>

        private enum CodingKeys: String, CodingKey {
            case id, userPrincipalName
            case type = "@odata.type"
        }
    }

    private static func missing(_ selection: Selection) -> String {
        "The tenant has no group named \(selection.selector)."
    }

    private static func groups(_ selection: Selection, _ probe: Probe) async throws -> [Group] {
        let found = try await probe.all(
            GraphPath(
                ["groups"],
                [
                    ("$filter", "displayName eq \(GraphPath.literal(selection.selector))"),
                    ("$select", "id,displayName"),
                ]), of: Group.self)
        for group in found {
            try GraphDecoding.isAbout(selection.selector, try group.displayName.required(of: group.id))
        }
        return found
    }

    /// By their user principal names. Two groups may have one name; which is meant, nothing tells.
    private static func people(_ selection: Selection, _ probe: Probe) async throws -> [String] {
        let found = try await groups(selection, probe)
        guard let group = found.first, found.count == 1 else {
            throw Impediment.missing(
                message: found.isEmpty
                    ? missing(selection)
                    : "\(found.count) groups are named \(selection.selector).",
                remedy: found.isEmpty
                    ? "Look at its name (\(place)): {answer}"
                    : "\(place): give the one that is meant a name of its own.")
        }
        let members = try await probe.all(
            GraphPath(["groups", group.id, "transitiveMembers"]), of: Member.self)
        var names: [String] = []
        for member in members {
            // Devices, applications and the groups between are in it too, and are nobody.
            guard try member.type.required(of: member.id).hasSuffix("microsoft.graph.user") else { continue }
            names.append(try member.userPrincipalName.required(of: member.id))
        }
        return names
    }
}
