import Foundation
import Runbook
import TestSupport
import Testing
import Text

@testable import Tenant

extension FuzzTests {
    /// An answer as it comes over the line.
    struct Answer: Sendable, CustomStringConvertible {
        let status: Int
        let headers: [String: String]
        let body: [UInt8]

        var description: String { "\(status) \(headers)\n\(String(decoding: body, as: UTF8.self))" }

        func header(_ name: String) -> String? { headers[name] }
    }

    /// Reads a body as one of the models, a page of them or one alone.
    /// - Returns: how many elements came of it, and all that was read; nil if it was refused.
    typealias Model = @Sendable (Data) throws -> (count: Int, read: String)?

    static let models: [Model] = [
        model(Organization.self), model(Domain.self), model(DomainDnsRecord.self), model(RoleAssignment.self),
        model(InternalDomainFederation.self), model(User.self), model(LicenseDetails.self), model(SubscribedSku.self),
        model(DirectoryObject.self), model(Application.self), model(ServicePrincipal.self),
        model(AppRoleAssignment.self), model(OAuth2PermissionGrant.self), model(DirectoryAudit.self),
        model(Realm.self),
    ]

    private static func model<Element: PageElement>(_ type: Element.Type) -> Model {
        { data in
            if case .success(let page) = GraphDecoding.decode(Page<Element>.self, from: data) {
                return (page.value.count, "\(page)")
            }
            switch GraphDecoding.decode(type, from: data) {
            case .success(let element): return (1, "\(element)")
            case .failure(.unexpected): return nil
            case .failure(let fault): throw Wrong("\(fault)")
            }
        }
    }

    /// A body of the corpus with something wrong in its bytes or in its values.
    static func damagedJSON(_ corpus: [[UInt8]], _ trees: [Tree], _ chance: inout SeededGenerator) -> [UInt8] {
        guard Int.random(in: 0..<3, using: &chance) > 0, let tree = trees.randomElement(using: &chance) else {
            return Mutator(corpus: corpus).input(&chance)
        }
        let others = trees.randomElement(using: &chance)?.parts ?? []
        return Array(TreeMutator(others: others).mutated(tree, &chance).json.utf8)
    }

    static func damagedHeaders(_ chance: inout SeededGenerator) -> [String: String] {
        let mutator = Mutator(
            corpus: ["120", "Fri, 20 Nov 2026 21:00:00 GMT", "application/json;charset=utf-8", "text/html"].map {
                Array($0.utf8)
            })
        var headers = ["Content-Type": "application/json"]
        for name in ["Retry-After", "Date", "Content-Type", "request-id"]
        where Int.random(in: 0..<3, using: &chance) == 0 {
            headers[name] = String(decoding: mutator.input(&chance), as: UTF8.self)
        }
        return headers
    }

    static let statuses = [200, 200, 200, 200, 201, 204, 302, 400, 401, 403, 404, 409, 429, 500, 503, 0, -1, 999]

    @Test func graphAnswers() async throws {
        let corpus = try await TenantAnswers.graph()
        let trees = try corpus.map { try Tree(json: $0) }
        try await Test.fuzz("graphAnswers") { chance in
            Answer(
                status: Self.statuses.randomElement(using: &chance) ?? 200, headers: Self.damagedHeaders(&chance),
                body: Self.damagedJSON(corpus, trees, &chance))
        } judge: { answer in
            let read = GraphAnswer.read(status: answer.status, header: answer.header, body: Data(answer.body))
            guard case .success(let data) = read else {
                if case .failure(let fault) = read { try Self.check(fault) }
                return false
            }
            let objects = answer.body.count { $0 == UInt8(ascii: "{") }
            var isAccepted = false
            for model in Self.models {
                guard let (count, _) = try model(data) else { continue }
                isAccepted = true
                try Wrong.unless(count <= objects, "\(count) elements of \(objects) objects")
            }
            return isAccepted
        }
    }

    /// What is said of a fault can be said, and is no longer than a screen.
    private static func check(_ fault: TenantFault) throws {
        let words = fault.reason + fault.remedy
        try Wrong.unless(!fault.reason.isEmpty, "a fault without a word")
        if case .throttled(let seconds?) = fault {
            try Wrong.unless((0...86_401).contains(seconds), "a wait of \(seconds) s")
            _ = RetryPolicy().wait(after: fault, attempt: 0)
        }
        _ = words
    }

    /// A batch answers each request once, and its bodies say what they say alone, or nothing: with a key twice readers
    /// differ, so none is in them.
    @Test func graphBatches() async throws {
        let corpus = try await TenantAnswers.graph()
        let trees = try corpus.map { try Tree(json: $0) }
        let paths = ["a", "b", "c"].map { GraphPath([$0]) }
        let outer = Exchange(method: "POST", path: "/$batch", status: 200, requestID: nil, milliseconds: 1)
        try await Test.fuzz("graphBatches") { chance in
            let inner = TreeMutator().mutated(trees.randomElement(using: &chance) ?? .raw("{}"), &chance)
                .withoutTwins
            let items: [Tree] = ["1", "2", "3"].shuffled(using: &chance).map { id in
                .object([
                    ("id", .text(id)), ("status", .raw("200")),
                    ("headers", .object([("Content-Type", .text("application/json"))])),
                    ("body", id == "1" ? inner : trees.randomElement(using: &chance) ?? .raw("{}")),
                ])
            }
            let batch = Tree.object([("responses", .list(items))])
            let isWhole = Bool.random(using: &chance)
            return [
                inner.json, (isWhole ? batch : TreeMutator(others: trees).mutated(batch, &chance)).json, "\(isWhole)",
            ]
        } judge: { (texts: [String]) in
            guard let replies = GraphBatch.replies(Data(texts[1].utf8), to: paths, outer) else { return false }
            try Wrong.unless(replies.count == paths.count, "\(replies.count) replies to \(paths.count) requests")
            guard texts[2] == "true" else { return true }
            let body = try replies[0].result.get()
            for model in Self.models {
                let (alone, inside) = (try model(Data(texts[0].utf8)), try model(body))
                try Wrong.unless(
                    inside == nil || alone?.read == inside?.read,
                    "alone \(alone?.read.prefix(400) ?? "nothing"), in a batch \(inside?.read.prefix(400) ?? "nothing")"
                )
            }
            return true
        }
    }

    @Test func graphPages() async throws {
        let corpus = try await TenantAnswers.graph()
        let trees = try corpus.map { try Tree(json: $0) }
        try await Test.fuzz("graphPages") { chance in
            (0..<Int.random(in: 1...4, using: &chance)).map { _ in
                let tree = trees.randomElement(using: &chance) ?? .raw("{}")
                guard case .object(let entries) = tree, Bool.random(using: &chance) else {
                    return TreeMutator().mutated(tree, &chance).json
                }
                let link = "https://graph/\(Int.random(in: 0..<4, using: &chance))"
                return Tree.object(entries.filter { $0.key != "@odata.nextLink" } + [("@odata.nextLink", .text(link))])
                    .json
            }
        } judge: { (pages: [String]) in
            let objects = pages.reduce(0) { $0 + $1.utf8.count { $0 == UInt8(ascii: "{") } }
            return try Waited.result { try await Self.walk(pages, objects) }
        }
    }

    private static func walk(_ pages: [String], _ objects: Int) async throws -> Bool {
        @Sendable func page(_ number: Int) -> GraphReply {
            GraphReply(
                exchange: Exchange(method: "GET", path: "/x", status: 200, requestID: nil, milliseconds: 0),
                result: .success(Data(pages[number % pages.count].utf8)))
        }
        var iterator = GraphPages<DirectoryObject>.Iterator(
            first: { page(0) }, next: { page(Int($0.last?.hexDigitValue ?? 0) + 1) }, name: "x")
        var (count, asked) = (0, 0)
        do throws(TenantFault) {
            while let items = try await iterator.next() { (count, asked) = (count + items.count, asked + 1) }
        } catch {
            return false
        }
        // A link that was followed isn't followed again: there are four of ours, and what pages have of their own.
        try Wrong.unless(asked <= 8 + pages.count && count <= objects * asked, "\(count) elements in \(asked) pages")
        return true
    }

    @Test func graphTimes() async throws {
        let mutator = Mutator(
            corpus: FuzzTokens.dates.map { Array($0.utf8) } + FuzzTokens.numbers.map { Array($0.utf8) })
        try await Test.fuzz("graphTimes") {
            String(decoding: mutator.input(&$0), as: UTF8.self)
        } judge: { text in
            if let seconds = RetryAfter.seconds(text, serverDate: text) {
                try Wrong.unless((0...86_401).contains(seconds), "a wait of \(seconds) s")
                try Wrong.unless(!RetryAfter.words(seconds).isEmpty, "no words")
            }
            _ = ClockDifference.least(text, asked: Date(), answered: Date()).map { Int(abs($0).rounded()) }
            guard let date = GraphDecoding.date(text) else { return false }
            _ = DurationText.words(Int(date.timeIntervalSince(Date())))
            try Wrong.unless(!date.formatted(.iso8601).isEmpty, "no words")
            return true
        }
    }
}
