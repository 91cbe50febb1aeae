import Foundation
import Tenant

/// The tenant as one evaluation sees it: the same read is sent once, and everybody gets the same answer. Reads that
/// start together travel together, and all of them share one budget of waits.
public actor TenantSnapshot {
    private let client: GraphClient
    private let patience: Patience
    private var reads: [String: Task<GraphReply, Never>] = [:]
    private var foldings: [String: Task<any Sendable, Never>] = [:]
    private var realms: [String: Task<RealmReply, Never>] = [:]
    private var isCancelled = false

    public init(_ client: GraphClient) {
        self.client = client
        patience = client.patience()
    }

    func get(_ path: GraphPath) async -> GraphReply {
        let (client, patience) = (client, patience)
        return await once(path.description) { await client.getTogether(path, patience: patience) }
    }

    func realm(of login: String) async -> RealmReply {
        let (client, patience) = (client, patience)
        let task = realms[login] ?? Task { await client.realm(of: login, patience: patience) }
        if isCancelled { task.cancel() }
        realms[login] = task
        return await task.value
    }

    /// Ends every read that is under way, and every one that is still to come.
    func cancel() {
        isCancelled = true
        for read in reads.values { read.cancel() }
        for folding in foldings.values { folding.cancel() }
        for realm in realms.values { realm.cancel() }
    }

    /// What was made of a collection, and the requests that it took: the first and the last page's.
    struct Reading<Sum: Sendable>: Sendable {
        let sum: Result<Sum, TenantFault>
        let exchanges: [Exchange]
    }

    func fold<T: Decodable & Sendable, Sum: Sendable>(
        _ path: GraphPath, as purpose: String, into start: Sum,
        _ add: @escaping @Sendable (inout Sum, [T]) throws(TenantFault) -> Void
    ) async -> Reading<Sum> {
        let key = "\(purpose) \(Sum.self) \(path)"
        let task =
            foldings[key]
            ?? Task { () -> any Sendable in
                await self.read(path, into: start, add)
            }
        if isCancelled { task.cancel() }
        foldings[key] = task
        // Whoever uses one purpose for two types finds out here, and it is unknown.
        return await task.value as? Reading<Sum>
            ?? Reading(sum: .failure(.unexpected("two readings of \(path) got mixed up")), exchanges: [])
    }

    private func read<T: Decodable & Sendable, Sum: Sendable>(
        _ path: GraphPath, into start: Sum, _ add: @Sendable (inout Sum, [T]) throws(TenantFault) -> Void
    ) async -> Reading<Sum> {
        let (client, patience) = (client, patience)
        var (first, last): (Exchange?, Exchange?)
        var pages = GraphPages<T>.Iterator(
            first: { await client.getTogether(path, patience: patience) },
            next: { await client.get(next: $0, patience: patience) }, name: path.description)
        var sum = start
        do throws(TenantFault) {
            while let page = try await pages.next() {
                (first, last) = (first ?? pages.exchange, pages.exchange)
                try add(&sum, page)
            }
            return Reading(sum: .success(sum), exchanges: [first, last == first ? nil : last].compactMap { $0 })
        } catch {
            last = pages.exchange
            return Reading(sum: .failure(error), exchanges: [first, last == first ? nil : last].compactMap { $0 })
        }
    }

    private func once(_ key: String, _ read: @escaping @Sendable () async -> GraphReply) async -> GraphReply {
        if let task = reads[key] { return await task.value }
        let task = Task { await read() }
        if isCancelled { task.cancel() }
        reads[key] = task
        return await task.value
    }
}
