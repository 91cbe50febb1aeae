/// One object of a collection: what is read of it tells two copies apart that differ.
public typealias PageElement = Decodable & Hashable & Sendable

/// One page of a collection.
public struct Page<Element: PageElement>: Decodable, Sendable {
    public let value: [Element]
    /// Which object each of them is; nil where the service gives it no id.
    let ids: [String?]
    public let nextLink: String?
    /// How many objects the service says that the whole collection has; nil where it doesn't say.
    let count: Int?

    private enum CodingKeys: String, CodingKey {
        case value
        case nextLink = "@odata.nextLink"
        case count = "@odata.count"
    }

    /// An element beside its id, whatever its type reads of it.
    private struct Identified: Decodable {
        let element: Element
        let id: String?

        init(from decoder: any Decoder) throws {
            element = try Element(from: decoder)
            id = try? decoder.container(keyedBy: PageKey.self).decode(String.self, forKey: .id)
        }
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        nextLink = try container.decodeIfPresent(String.self, forKey: .nextLink)
        count = try? container.decodeIfPresent(Int.self, forKey: .count)
        var list = try container.nestedUnkeyedContainer(forKey: .value)
        var (value, ids): ([Element], [String?]) = ([], [])
        while !list.isAtEnd {
            do {
                let found = try list.decode(Identified.self)
                value.append(found.element)
                ids.append(found.id)
            } catch {
                // All that helps whoever looks for it in a portal is which one it is.
                guard let name = (try? list.decode(PageName.self))?.words else { throw error }
                throw GraphDecoding.fault(error, of: name)
            }
        }
        (self.value, self.ids) = (value, ids)
    }
}

private enum PageKey: String, CodingKey {
    case id, userPrincipalName, displayName
}

/// What an object that can't be read is called.
private struct PageName: Decodable {
    let words: String?

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: PageKey.self)
        let told = [PageKey.userPrincipalName, .displayName, .id].compactMap { key in
            try? container.decode(String.self, forKey: key)
        }
        words = told.first
    }
}
