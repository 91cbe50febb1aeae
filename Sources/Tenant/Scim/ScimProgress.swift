import Foundation

/// A list on its way, page by page: what came, and whether to ask on.
struct ScimProgress {
    private let limits: ScimLimits
    private let started = ContinuousClock.now
    /// Hashes of the ids that came, for a million of them have to fit into memory.
    private var seen: Set<Int> = []
    /// As above, of all that was said of each: whoever comes again with something else is handed on again.
    private var said: Set<Int> = []
    /// Users that stood twice on one page, each of which the service counts.
    private var doubled = 0
    /// What a list holds beside users, and counts.
    private var others = 0
    private var pages = 0
    private var bytes = 0
    /// Where the next page begins, counted from 1.
    private(set) var start = 1

    /// How many accounts came.
    var count: Int { seen.count }

    init(_ limits: ScimLimits) { self.limits = limits }

    /// Throws once it takes too long.
    func check() throws(TenantFault) {
        guard ContinuousClock.now - started < .seconds(limits.time) else {
            throw .unexpected("the list of accounts takes longer than \(Int(limits.time / 60)) minutes", from: "SCIM")
        }
    }

    /// - Parameter size: bytes of the page.
    /// - Returns: the accounts that are new, or say something new, and whether the list is whole.
    mutating func take(
        _ page: ScimListing, size: Int
    ) throws(TenantFault) -> (new: [ScimUser], isWhole: Bool) {
        let (users, total) = (page.users, page.total)
        guard (0...limits.accounts).contains(total) else {
            throw .unexpected(
                "the service says it has \(total) accounts; \(limits.accounts) are the most that are read",
                from: "SCIM")
        }
        pages += 1
        bytes += size
        guard bytes <= limits.bytes else {
            throw .unexpected("the list of accounts is larger than its limit", from: "SCIM")
        }
        let before = seen.count
        let new = users.filter { said.insert($0.hashValue).inserted }
        for user in users { seen.insert(user.key.hashValue) }
        // A user who is twice on one page was doubled by the service; but a page without anybody new may be the same one again.
        if seen.count > before || pages == 1 {
            doubled += users.count - Set(users.map(\.key)).count
            others += page.others
        }
        if seen.count + doubled + others >= total { return (new, true) }
        guard seen.count > before else {
            // A list that ends before its own count has lost somebody, and one that comes again never ends.
            throw .unexpected(
                users.isEmpty
                    ? "the list of accounts ends after \(seen.count) of \(total)"
                    : "the pages of the list of accounts repeat themselves after \(seen.count) of \(total)",
                from: "SCIM")
        }
        start += users.count + page.others
        // At this pace, as far as anybody can tell.
        let ahead = (total - seen.count) / max(1, seen.count / pages)
        guard pages + ahead <= limits.pages else {
            throw .unexpected(
                "the list of accounts has too many pages: \(seen.count) of \(total) accounts came in \(pages)",
                from: "SCIM")
        }
        return (new, false)
    }
}
