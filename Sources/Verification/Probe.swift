import Foundation
import Tenant

/// One check's view of the snapshot: reads, decodes, and keeps what the evidence needs.
public actor Probe {
    /// A collection longer than this isn't what any check expects.
    private static let maximumPages = 2_000

    private let snapshot: TenantSnapshot
    private var exchanges: [Exchange] = []

    init(_ snapshot: TenantSnapshot) { self.snapshot = snapshot }

    /// Every request made so far, each once, in order.
    func requests() -> [Exchange] { exchanges }

    func read<T: Decodable & Sendable>(_ path: GraphPath, as type: T.Type) async throws(TenantFault) -> T {
        let reply = await snapshot.get(path)
        note(reply.exchange)
        return try GraphDecoding.decode(T.self, from: try reply.result.get()).get()
    }

    /// Reads one resource, or nil where Graph says that it isn't there.
    func readIfThere<T: Decodable & Sendable>(_ path: GraphPath, as type: T.Type) async throws(TenantFault) -> T? {
        do {
            return try await read(path, as: type)
        } catch {
            if case .notFound = error { return nil }
            throw error
        }
    }

    /// Reads a whole collection, page by page.
    func all<T: Decodable & Sendable>(_ path: GraphPath, of type: T.Type) async throws(TenantFault) -> [T] {
        var page = try await read(path, as: Page<T>.self)
        var elements = page.value
        var visited: Set<String> = []
        while let link = page.nextLink {
            guard visited.insert(link).inserted, visited.count < Probe.maximumPages else {
                throw .unexpected("the pages of \(path) lead in a circle or don't end")
            }
            let reply = await snapshot.get(next: link)
            note(reply.exchange)
            page = try GraphDecoding.decode(Page<T>.self, from: try reply.result.get()).get()
            elements += page.value
        }
        return elements
    }

    /// Reads a whole collection, or nil where Graph says that what holds it isn't there.
    func allIfThere<T: Decodable & Sendable>(_ path: GraphPath, of type: T.Type) async throws(TenantFault) -> [T]? {
        do {
            return try await all(path, of: type)
        } catch {
            if case .notFound = error { return nil }
            throw error
        }
    }

    private func note(_ exchange: Exchange) {
        if !exchanges.contains(exchange) { exchanges.append(exchange) }
    }
}
