import Foundation
import Tenant

/// The tenant as one evaluation sees it: the same read is sent once, and everybody gets the same answer.
public actor TenantSnapshot {
    private let client: GraphClient
    private var reads: [String: Task<GraphReply, Never>] = [:]
    private var isCancelled = false

    public init(_ client: GraphClient) { self.client = client }

    func get(_ path: GraphPath) async -> GraphReply {
        let client = client
        return await once(path.description) { await client.get(path) }
    }

    func get(next link: String) async -> GraphReply {
        let client = client
        return await once(link) { await client.get(next: link) }
    }

    /// Ends every read that is under way, and every one that is still to come.
    func cancel() {
        isCancelled = true
        for read in reads.values { read.cancel() }
    }

    private func once(_ key: String, _ read: @escaping @Sendable () async -> GraphReply) async -> GraphReply {
        if let task = reads[key] { return await task.value }
        let task = Task { await read() }
        if isCancelled { task.cancel() }
        reads[key] = task
        return await task.value
    }
}
