import Foundation

/// Which objects of a collection have come: one that stands on two pages counts once.
///
/// Objects that change while pages are read move between them; people report repeated ones.
struct SeenObjects {
    /// Most ids are GUIDs: sixteen bytes each, so that a million of them fit into memory, and letter case aside.
    private var guids: Set<UUID> = []
    private var names: Set<String> = []
    /// Whether each of them had an id, by which it would be known again.
    private(set) var allHadIDs = true

    mutating func isNew(_ id: String?) -> Bool {
        guard let id else {
            allHadIDs = false
            return true
        }
        return UUID(uuidString: id).map { guids.insert($0).inserted } ?? names.insert(id).inserted
    }
}
