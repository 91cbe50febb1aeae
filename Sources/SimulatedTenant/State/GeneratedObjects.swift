/// Objects that follow from a seed, and are made when somebody looks at them: so that a million take little room.
protocol GeneratedObjects: Sendable {
    var count: Int { get }

    func id(at place: Int) -> String
    func index(of id: String) -> Int?
    /// - Parameter value: lowercased.
    func index(where property: String, is value: String) -> Int?
    /// One property, without making the rest.
    func value(of property: String, at place: Int) -> JSON
    func object(at place: Int) -> JSON
}

/// One object of a table, made only as far as it is looked at.
enum Row: Sendable {
    case whole(JSON)
    case generated(any GeneratedObjects, Int)

    subscript(property: String) -> JSON {
        switch self {
        case .whole(let object): object[property]
        case .generated(let objects, let place): objects.value(of: property, at: place)
        }
    }

    var json: JSON {
        switch self {
        case .whole(let object): object
        case .generated(let objects, let place): objects.object(at: place)
        }
    }
}
