/// Objects of one type by id, in the order in which they were made: the order in which lists show them. What was
/// generated comes first, and is looked at, never copied.
struct Table: Sendable {
    /// An object at its place in the order. Places are never reused, so a place is a good bookmark for paging.
    struct Placed {
        let place: Int
        let row: Row
    }

    private let generated: (any GeneratedObjects)?
    /// Properties whose values belong to one object alone, which is found by them without looking at all objects.
    private let keys: [String]
    /// Whether objects stand under their own ids.
    private let isByID: Bool
    /// Generated objects that were changed, and nil for those that were removed.
    private var overrides: [String: JSON?] = [:]
    private var removedCount = 0
    /// Ids of added objects by place, after the generated ones; nil where one was removed.
    private var order: [String?] = []
    private var added: [String: (place: Int, object: JSON)] = [:]
    /// For each key property: lowercased value to id, of added and changed objects.
    private var index: [String: [String: String]] = [:]

    init(keys: [String] = [], generated: (any GeneratedObjects)? = nil, isByID: Bool = true) {
        self.keys = keys
        self.isByID = isByID
        self.generated = generated
    }

    private var generatedCount: Int { generated?.count ?? 0 }

    var count: Int { generatedCount - removedCount + added.count }

    /// One more than the last place.
    var places: Int { generatedCount + order.count }

    var all: [JSON] { placed(from: 0).map(\.row.json) }

    var ids: [String] { placed(from: 0).compactMap { $0.row["id"].string } }

    subscript(id: String) -> JSON? {
        if let found = added[id] { return found.object }
        if let override = overrides[id] { return override }
        guard let generated, let place = generated.index(of: id) else { return nil }
        return generated.object(at: place)
    }

    /// What is there at a place, if anything still is.
    func row(at place: Int) -> Row? {
        if let generated, place < generated.count {
            if overrides.isEmpty { return .generated(generated, place) }
            return switch overrides[generated.id(at: place)] {
            case nil: .generated(generated, place)
            case .some(nil): nil
            case .some(let object?): .whole(object)
            }
        }
        guard let id = order[place - generatedCount], let found = added[id] else { return nil }
        return .whole(found.object)
    }

    /// The objects from a place on, in order.
    func placed(from place: Int) -> some Sequence<Placed> {
        (place..<max(place, places)).lazy.compactMap { place in row(at: place).map { Placed(place: place, row: $0) } }
    }

    /// The object with that value, without regard to case.
    func first(_ property: String, _ value: String) -> JSON? {
        let wanted = value.lowercased()
        guard keys.contains(property) else {
            return placed(from: 0).first { $0.row[property].string?.lowercased() == wanted }?.row.json
        }
        if let id = index[property]?[wanted] { return self[id] }
        guard let generated, let place = generated.index(where: property, is: wanted) else { return nil }
        // Changed ones are in the index under the value that they have now.
        if overrides.keys.contains(generated.id(at: place)) { return Optional.none }
        return generated.object(at: place)
    }

    func isKey(_ property: String) -> Bool { property == "id" ? isByID : keys.contains(property) }

    // MARK: - Changes, and how each is taken back

    enum Undo {
        case put(id: String, JSON)
        case revive(id: String, JSON, place: Int)
        case forget(id: String)
        case override(id: String, JSON??)
        case nothing
    }

    mutating func put(_ object: JSON, id: String) -> Undo {
        if let found = added[id] {
            unindex(found.object)
            added[id] = (found.place, object)
            reindex(object, id)
            return .put(id: id, found.object)
        }
        if let generated, generated.index(of: id) != nil {
            return override(id, .some(object))
        }
        added[id] = (places, object)
        order.append(id)
        reindex(object, id)
        return .forget(id: id)
    }

    mutating func remove(_ id: String) -> Undo {
        if let found = added.removeValue(forKey: id) {
            unindex(found.object)
            order[found.place - generatedCount] = nil
            return .revive(id: id, found.object, place: found.place)
        }
        guard let generated, generated.index(of: id) != nil, self[id] != nil else { return .nothing }
        return override(id, .some(nil))
    }

    private mutating func override(_ id: String, _ object: JSON??) -> Undo {
        let before = overrides[id]
        if let old = before ?? nil { unindex(old) }
        if case .some(nil) = before { removedCount -= 1 }
        overrides[id] = object
        if case .some(nil) = object { removedCount += 1 }
        if let new = object ?? nil { reindex(new, id) }
        return .override(id: id, before)
    }

    mutating func take(back undo: Undo) {
        switch undo {
        case .nothing: break
        case .put(let id, let object): _ = put(object, id: id)
        case .override(let id, let object): _ = override(id, object)
        case .forget(let id):
            if let found = added.removeValue(forKey: id) { unindex(found.object) }
            order.removeLast()
        case .revive(let id, let object, let place):
            added[id] = (place, object)
            order[place - generatedCount] = id
            reindex(object, id)
        }
    }

    private mutating func reindex(_ object: JSON, _ id: String) {
        for key in keys {
            if let value = object[key].string { index[key, default: [:]][value.lowercased()] = id }
        }
    }

    private mutating func unindex(_ object: JSON) {
        for key in keys {
            guard let value = object[key].string?.lowercased() else { continue }
            index[key]?[value] = nil
        }
    }
}
