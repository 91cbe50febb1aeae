import Foundation
import Reconciliation
import Sameness
import Tenant

/// The tenant as one evaluation sees it: the same read is sent once, and everybody gets the same answer. Reads that
/// start together travel together, and all of them share one budget of waits.
public actor TenantSnapshot {
    let access: TenantAccess
    private let client: GraphClient
    private let patience: Patience
    private let comparison: Comparison?
    private let onNews: @Sendable (ReadingNews) -> Void
    private var reads: [String: Task<GraphReply, Never>] = [:]
    private var foldings: [String: Task<any Sendable, Never>] = [:]
    private var realms: [String: Task<RealmReply, Never>] = [:]
    private var others: [String: Task<any Sendable, any Error>] = [:]
    /// Takes in what the comparison compares, while the users' pages go by.
    private var loader: Result<AccountLoader, ReconciliationProblem>?
    private var isCancelled = false

    /// - Parameters:
    ///   - comparison: what the evaluation's checks compare, if they do: then users are read once for all of them.
    ///   - onNews: told how far long readings have come.
    public init(
        _ access: TenantAccess, comparison: Comparison? = nil,
        onNews: @escaping @Sendable (ReadingNews) -> Void = { _ in }
    ) {
        self.access = access
        client = access.graph
        self.comparison = comparison
        self.onNews = onNews
        patience = client.patience()
    }

    func get(_ path: GraphPath) async -> GraphReply {
        let (client, patience) = (client, patience)
        let task = shared(&reads, path.description) { Task { await client.getTogether(path, patience: patience) } }
        return await task.value
    }

    /// Asks something that takes a body and changes nothing, once for everybody who asks the same.
    /// - Parameter key: says what is asked about.
    func ask(_ path: GraphPath, _ body: any Encodable & Sendable, about key: String) async -> GraphReply {
        let (client, patience) = (client, patience)
        let task = shared(&reads, "\(path) \(key)") { Task { await client.ask(path, body, patience: patience) } }
        return await task.value
    }

    func realm(of login: String) async -> RealmReply {
        let (client, patience) = (client, patience)
        let task = shared(&realms, login) { Task { await client.realm(of: login, patience: patience) } }
        return await task.value
    }

    /// The one task for everybody who asks for the same.
    private func shared<Success, Failure>(
        _ tasks: inout [String: Task<Success, Failure>], _ key: String, _ begin: () -> Task<Success, Failure>
    ) -> Task<Success, Failure> {
        let task = tasks[key] ?? begin()
        if isCancelled { task.cancel() }
        tasks[key] = task
        return task
    }

    /// Ends every read that is under way, and every one that is still to come.
    func cancel() {
        isCancelled = true
        for read in reads.values { read.cancel() }
        for folding in foldings.values { folding.cancel() }
        for realm in realms.values { realm.cancel() }
        for other in others.values { other.cancel() }
    }

    /// Something that no path names, done once for everybody who asks for it.
    func once<T: Sendable>(
        _ key: String, _ work: @escaping @Sendable () async throws -> T
    ) async throws -> T {
        let key = "\(key) \(T.self)"
        let task = shared(&others, key) { Task { try await work() } }
        guard let value = try await task.value as? T else {
            throw TenantFault.unexpected("two readings of \(key) got mixed up")
        }
        return value
    }

    // MARK: - Collections

    /// What was made of a collection, and the requests that it took: the first and the last page's.
    struct Reading<Sum: Sendable>: Sendable {
        let sum: Result<Sum, TenantFault>
        let exchanges: [Exchange]
    }

    func fold<T: PageElement, Sum: Sendable>(
        _ path: GraphPath, as purpose: String, into start: Sum,
        _ add: @escaping @Sendable (inout Sum, [T]) throws(TenantFault) -> Void
    ) async -> Reading<Sum> {
        let key = "\(purpose) \(Sum.self) \(path)"
        let task = shared(&foldings, key) {
            Task { () -> any Sendable in await self.read(path, into: start, add) }
        }
        // Whoever uses one purpose for two types finds out here, and it is unknown.
        return await task.value as? Reading<Sum>
            ?? Reading(sum: .failure(.unexpected("two readings of \(path) got mixed up")), exchanges: [])
    }

    private func read<T: PageElement, Sum: Sendable>(
        _ path: GraphPath, into start: Sum, _ add: @Sendable (inout Sum, [T]) throws(TenantFault) -> Void
    ) async -> Reading<Sum> {
        let (client, patience) = (client, patience)
        var (first, last): (Exchange?, Exchange?)
        var pages = GraphPages<T>.Iterator(
            first: { await client.getTogether(path, patience: patience) },
            next: { await client.get(next: $0, patience: patience) }, name: path.name)
        var sum = start
        var (count, elements) = (0, 0)
        do throws(TenantFault) {
            while let page = try await pages.next() {
                (first, last) = (first ?? pages.exchange, pages.exchange)
                (count, elements) = (count + 1, elements + page.count)
                if count > 1 { onNews(.pages(of: path.collection, pages: count, elements: elements)) }
                try add(&sum, page)
            }
            return Reading(sum: .success(sum), exchanges: [first, last == first ? nil : last].compactMap { $0 })
        } catch {
            last = pages.exchange
            return Reading(sum: .failure(error), exchanges: [first, last == first ? nil : last].compactMap { $0 })
        }
    }

    // MARK: - Users

    /// All users, counted; and handed to the comparison, if there is one.
    func census() async -> Reading<UserCensus> {
        let loader: AccountLoader?
        switch comparison == nil ? nil : accountLoader() {
        case nil: loader = nil
        case .success(let found): loader = found
        case .failure(let problem): return Reading(sum: .failure(Comparison.fault(problem)), exchanges: [])
        }
        return await fold(UserCensus.path(comparing: loader != nil), as: "census", into: UserCensus()) {
            (census: inout UserCensus, page: [User]) throws(TenantFault) in
            try census.add(page)
            guard let loader else { return }
            var accounts: [Account] = []
            for user in page {
                accounts.append(
                    try UserCensus.account(user, isCompared: loader.isCompared(user.userPrincipalName)))
            }
            do {
                try loader.add(accounts, to: .microsoft)
            } catch {
                throw Comparison.fault(error)
            }
        }
    }

    private func accountLoader() -> Result<AccountLoader, ReconciliationProblem> {
        if let loader { return loader }
        let made: Result<AccountLoader, ReconciliationProblem>
        do throws(ReconciliationProblem) {
            made = .success(try AccountLoader(domain: comparison?.domain, rules: comparison?.rules ?? []))
        } catch {
            made = .failure(error)
        }
        loader = made
        return made
    }

    /// Both sides, compared once for everybody who asks.
    /// - Throws: what `Impediment(_:)` understands.
    func compare(now: Date) async throws -> Comparison.Compared {
        guard let comparison else { throw Impediment.fault(.unexpected("nothing says what is compared with what")) }
        return try await once("comparison") { try await self.run(comparison, now: now) }
    }

    /// Whether both sides of that domain are compared here.
    func compares(_ domain: String) -> Bool { comparison?.domain == DomainName.folded(domain) }

    private func run(_ comparison: Comparison, now: Date) async throws -> Comparison.Compared {
        let loader = try accountLoader().get()
        let (source, onNews) = (comparison.source, onNews)
        async let census = census()
        async let domains: Reading<[Domain]> = fold(GraphPath(["domains"]), as: "all", into: [Domain]()) {
            (elements: inout [Domain], page: [Domain]) in elements += page
        }
        do {
            let counter = AccountCounter()
            try await source.read { slice in
                try loader.add(slice, to: .other)
                onNews(.accounts(of: source.name, count: counter.add(slice.count)))
            }
        } catch let problem as ReconciliationProblem {
            throw Comparison.fault(problem, saying: "\(comparison.system)'s accounts can't be read.")
        }
        let found = await (census, domains)
        var exchanges = found.0.exchanges + found.1.exchanges
        let (users, own) = (try found.0.sum.get(), try found.1.sum.get())
        // Of a domain that isn't the tenant's nobody could lose access, however it is spelt.
        let switched = try comparison.domain.map { try DomainResource.one($0, in: own) }
        try users.hasSeenSomebody()
        onNews(.comparing(users.count))
        var knowledge = AccessKnowledge()
        let hasAlternates = try loader.hasAlternates()
        if hasAlternates {
            let (login, read) = await SignInWays.alternateLogin(self)
            knowledge.alternateLogin = login
            exchanges += read
        }
        let initial = own.first { $0.isInitial.shown == true }.map { DomainName.folded($0.id) }
        knowledge.initial = initial
        let isLinkedThere = try initial.map { try loader.hasIdentifiers(on: $0) } ?? false
        // Asked only where somebody would come under a name that lies elsewhere.
        if let switched, hasAlternates && knowledge.alternateLogin != .off || isLinkedThere {
            let probe = Probe(self, now: now)
            knowledge.tokens = await TokenValidation.roots(switched, in: own, probe)
            exchanges += await probe.requests()
        }
        if comparison.source is NoAccounts {
            let (synced, read) = try await SignInWays.synced(self)
            knowledge.withoutOtherSide = synced
            exchanges += read
        }
        let company = own.filter { $0.isVerified.shown == true }.map(\.id)
        let apart = try comparison.domain.map { try DomainResource.roots(below: $0, in: own) } ?? []
        let known = knowledge
        let reconciliation = try await offPool { isCancelled in
            try Reconciliation(loader, company: company, apart: apart, knowing: known, isCancelled: isCancelled)
        }
        return Comparison.Compared(
            reconciliation: reconciliation, exchanges: exchanges, age: source.freshness.age(at: now))
    }
}
