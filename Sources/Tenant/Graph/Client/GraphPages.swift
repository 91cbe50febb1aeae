/// A collection, page by page: while one is worked on, the next is on its way, and no more than that is in memory. Each
/// link must lead to our Graph, and none twice. An object that stands on two pages comes once; where the two say different
/// things, nothing is known of the list. Where the service says that a page was asked for too late, the list is begun again,
/// and what has come already isn't handed out a second time. Where it says how many there are, that many must come.
///
/// Microsoft Graph: "Paging Microsoft Graph data in your app".
public struct GraphPages<Item: PageElement>: AsyncSequence, Sendable {
    /// A collection longer than this isn't what anybody expects.
    public static var maximumPages: Int { 5_000 }

    /// How often a list is begun again.
    private static var maximumRestarts: Int { 2 }

    private let client: GraphClient
    private let path: GraphPath
    private let patience: Patience

    public init(_ path: GraphPath, of type: Item.Type, _ client: GraphClient, patience: Patience? = nil) {
        self.client = client
        self.path = path
        self.patience = patience ?? client.patience()
    }

    public func makeAsyncIterator() -> Iterator {
        let (client, path, patience) = (client, path, patience)
        return Iterator(
            first: { await client.get(path, patience: patience) },
            next: { await client.get(next: $0, patience: patience) }, name: path.name)
    }

    /// Goes from page to page.
    public struct Iterator: AsyncIteratorProtocol {
        private let first: @Sendable () async -> GraphReply
        private let following: @Sendable (String) async -> GraphReply
        private let name: String
        /// The next page, asked for as soon as its address was known.
        private var coming: Task<GraphReply, Never>?
        private var visited: Set<String> = []
        private var hasBegun = false
        private var seen = SeenObjects()
        private var restarts = 0
        /// What came since the list was begun, and how many the service said that there are.
        private var came = 0
        private var told = 0
        /// The last request, for the evidence.
        public private(set) var exchange: Exchange?

        /// - Parameters:
        ///   - first: reads the first page.
        ///   - next: reads on at a link.
        ///   - name: of the collection, for messages.
        public init(
            first: @escaping @Sendable () async -> GraphReply, next: @escaping @Sendable (String) async -> GraphReply,
            name: String
        ) {
            self.first = first
            following = next
            self.name = name
        }

        /// The next page's elements, which may be none; nil at the end.
        public mutating func next() async throws(TenantFault) -> [Item]? {
            while true {
                do throws(TenantFault) {
                    guard let page = try await page() else { return nil }
                    return try fresh(page)
                } catch {
                    // Without ids nobody would see who comes a second time.
                    guard error.saysThatThePageExpired, restarts < GraphPages.maximumRestarts, seen.allHadIDs else {
                        throw error
                    }
                    restarts += 1
                    (hasBegun, visited, coming, came) = (false, [], nil, 0)
                }
            }
        }

        /// The part of a page that hasn't come yet.
        private mutating func fresh(_ page: Page<Item>) throws(TenantFault) -> [Item] {
            var fresh: [Item] = []
            for (item, id) in zip(page.value, page.ids) {
                switch seen.take(item, id) {
                case .new: fresh.append(item)
                case .same: break
                case .another:
                    throw .torn(
                        "The list \(name) has the object \(id ?? "") twice, and the two say different things: it changed "
                            + "while it was read.")
                }
            }
            return fresh
        }

        private mutating func page() async throws(TenantFault) -> Page<Item>? {
            let reply: GraphReply
            if !hasBegun {
                hasBegun = true
                reply = await first()
            } else {
                guard let coming else { return nil }
                self.coming = nil
                reply = await withTaskCancellationHandler {
                    await coming.value
                } onCancel: {
                    coming.cancel()
                }
            }
            exchange = reply.exchange
            let page = try GraphDecoding.decode(Page<Item>.self, from: try reply.result.get()).get()
            (came, told) = (came + page.value.count, Swift.max(told, page.count ?? 0))
            if page.nextLink == nil, came < told {
                throw .torn("The list \(name) ended after \(came), and Microsoft counts \(told) in it.")
            }
            if let link = page.nextLink {
                guard visited.insert(link).inserted, visited.count < GraphPages.maximumPages else {
                    throw .unexpected("the pages of \(name) lead in a circle or don't end")
                }
                coming = Task { [following] in await following(link) }
            }
            return page
        }
    }
}
