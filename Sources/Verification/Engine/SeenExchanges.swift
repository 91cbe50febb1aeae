import Synchronization
import Tenant

/// Requests, gathered from wherever they are made.
final class SeenExchanges: Sendable {
    private let exchanges = Mutex<[Exchange]>([])

    func add(_ exchange: Exchange) { exchanges.withLock { $0.append(exchange) } }
    var all: [Exchange] { exchanges.withLock { $0 } }
}
