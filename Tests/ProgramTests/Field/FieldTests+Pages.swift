import Testing

/// The same people, as they come on pages.
extension FieldTests {
    /// The users in these slices, a page each.
    /// - Parameter fault: may answer in place of a page after the first: which page, and how often it was asked.
    private static func pages(
        _ state: inout FieldState, _ slices: [[Int]], fault: @escaping @Sendable (Int) -> FieldAnswer? = { _ in nil }
    ) {
        state.first = { request, state in
            // The census, and its following pages.
            guard request.path == ["users"], request.query["$filter"] == nil, request.query["$top"] == "999" else {
                return nil
            }
            let page = Int(request.query["$skiptoken"] ?? "0") ?? 0
            if page > 0 {
                state.times += 1
                if let answer = fault(state.times) { return answer }
            }
            let next = page + 1 < slices.count ? "\(request.address)/v1.0/users?$top=999&$skiptoken=\(page + 1)" : nil
            return .page(slices[page].map { state.users[$0] }, next: next)
        }
    }

    @Sendable private static func expired(_ time: Int) -> FieldAnswer? {
        .refused(400, "Directory_ExpiredPageToken", "The specified page token value has expired.")
    }

    private static let unread = ["check all-onboarded", "check nobody-locked-out", "cutover --dry-run"]

    static let paging: [FieldCase] = [
        FieldCase(
            name: "A10, the second page repeats somebody", commands: lost + ["identifiers open"] + FieldCase.everything,
            right: .passes("nobody-locked-out", "identifiers-compared", locked: false)
        ) { pages(&$0, [[0, 1], [1, 2, 3]]) },
        FieldCase(
            name: "A10+, an empty page, and everybody again", commands: lost + ["check all-onboarded"],
            right: .passes("nobody-locked-out", "identifiers-compared", "all-onboarded")
        ) { pages(&$0, [[0, 1], [], [0, 1, 2, 3], [3]]) },
        FieldCase(
            name: "A10+, who isn't linked comes on both pages", accounts: .csv(["udi-0001", "udi-9", "udi-0003"]),
            commands: ["check nobody-locked-out"],
            right: .fails("nobody-locked-out", as: "✗", says: ["is 1, must be 0: henk@\(FieldState.domain)"])
        ) { pages(&$0, [[0, 1], [1, 2, 3]]) },
        FieldCase(
            name: "A21, a page's token has expired once", commands: onboarded,
            right: .passes("nobody-locked-out", "all-onboarded")
        ) { pages(&$0, [[0, 1], [2, 3]]) { $0 % 2 == 1 ? expired($0) : nil } },
        FieldCase(
            name: "A21+, twice", commands: ["check all-onboarded"], right: .passes("all-onboarded")
        ) { pages(&$0, [[0, 1], [2, 3]]) { $0 <= 2 ? expired($0) : nil } },
        FieldCase(
            name: "A21+, whenever it is asked for", commands: ["check all-onboarded", "check nobody-locked-out"],
            right: .fails("all-onboarded", "nobody-locked-out", as: "?")
        ) { pages(&$0, [[0, 1], [2, 3]], fault: expired) },
        FieldCase(
            name: "A21+, the next page is said to be at another host", commands: unread,
            right: .fails("all-onboarded", "nobody-locked-out", locked: true)
        ) {
            $0.first = { request, state in
                request.path == ["users"] && request.query["$filter"] == nil
                    ? .page(
                        Array(state.users.prefix(3)), next: "https://graph.elsewhere.example/v1.0/users?$skiptoken=2")
                    : nil
            }
        },
        FieldCase(
            name: "A21+, the pages lead in a circle", commands: unread,
            right: .fails("all-onboarded", "nobody-locked-out", locked: true)
        ) {
            $0.first = { request, state in
                request.path == ["users"] && request.query["$filter"] == nil
                    ? .page(state.users, next: "\(request.address)/v1.0/users?$top=999&$skiptoken=2") : nil
            }
        },
        FieldCase(
            name: "A21+, the second page holds no list", commands: unread,
            right: .fails("all-onboarded", "nobody-locked-out", locked: true)
        ) { pages(&$0, [[0, 1], [2, 3]]) { _ in FieldAnswer(["@odata.context": "x"]) } },
    ]

    @Test(arguments: paging) func howPeopleCome(_ one: FieldCase) async throws { try await one.test() }
}
