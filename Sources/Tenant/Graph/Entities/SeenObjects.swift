import Foundation

/// Which objects of a collection have come: one that stands on two pages counts once, if both copies say the same.
///
/// Objects that change while pages are read move between them; people report repeated ones.
struct SeenObjects {
    enum Sighting { case new, same, another }

    /// By id, the hash of what was read. Most ids are GUIDs: sixteen bytes each, so that a million of them fit into
    /// memory, and letter case aside.
    private var guids: [UUID: Int] = [:]
    private var names: [String: Int] = [:]
    /// Whether each of them had an id, by which it would be known again.
    private(set) var allHadIDs = true

    mutating func take(_ object: some Hashable, _ id: String?) -> Sighting {
        guard let id else {
            allHadIDs = false
            return .new
        }
        let print = object.hashValue
        let known: Int?
        if let guid = UUID(uuidString: id) {
            known = guids.updateValue(print, forKey: guid)
        } else {
            known = names.updateValue(print, forKey: id)
        }
        return known.map { $0 == print ? .same : .another } ?? .new
    }
}
