import Runbook
import YAMLDocument

/// Where a runbook's files say its items.
struct ItemPlaces: Sendable {
    private let places: [String: SourceLocation]

    init(_ source: RunbookSource) {
        var places: [String: SourceLocation] = [:]
        for (file, text) in source.files.sorted(by: { $0.key < $1.key }) {
            guard let root = try? YAMLDocument.parse(text, file: file) else { continue }
            ItemPlaces.look(at: root, &places)
        }
        self.places = places
    }

    subscript(id: String) -> SourceLocation? { places[id] }

    private static func look(at node: YAMLNode, _ places: inout [String: SourceLocation]) {
        switch node.content {
        case .null, .scalar: return
        case .list(let entries): for entry in entries { look(at: entry, &places) }
        case .mapping(let members):
            // Inputs have an id as well, and nothing that is checked or confirmed.
            if members.contains(where: { ["check", "attest"].contains($0.key) }),
                let id = members.first(where: { $0.key == "id" }), case .scalar(let name, _) = id.value.content
            {
                places[name] = places[name] ?? id.value.location
            }
            for member in members { look(at: member.value, &places) }
        }
    }
}
