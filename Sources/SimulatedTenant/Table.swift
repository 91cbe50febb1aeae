/// Objects of one type by id, in the order in which they were made: the order in which lists show them.
struct Table: Sendable {
    private(set) var ids: [String] = []
    private var objects: [String: JSON] = [:]

    var all: [JSON] { ids.compactMap { objects[$0] } }

    subscript(id: String) -> JSON? { objects[id] }

    mutating func put(_ object: JSON, id: String) {
        if objects.updateValue(object, forKey: id) == nil { ids.append(id) }
    }

    mutating func remove(_ id: String) {
        guard objects.removeValue(forKey: id) != nil else { return }
        ids.removeAll { $0 == id }
    }
}
