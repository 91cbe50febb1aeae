/// How far reading has come, for whoever watches.
public enum ReadingNews: Sendable {
    /// Pages of a collection, and what they held until now.
    case pages(of: String, pages: Int, elements: Int)
    /// Accounts of the other system.
    case accounts(of: String, count: Int)
    case comparing(Int)

    /// "users: 12 pages, 11988".
    public var words: String {
        switch self {
        case .pages(let collection, let pages, let elements):
            "\(collection): \(elements) in \(pages) \(pages == 1 ? "page" : "pages")"
        case .accounts(let source, let count): "\(source): \(count) accounts"
        case .comparing(let count): "comparing \(count) accounts"
        }
    }
}
