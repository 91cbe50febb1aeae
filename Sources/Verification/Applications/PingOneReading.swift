import Tenant

/// What PingOne answered, and the requests that it took.
struct PingOneReading<T: Sendable>: Sendable {
    let result: Result<T, PingOneFault>
    let exchanges: [Exchange]

    init(
        _ client: PingOneClient, _ read: @escaping @Sendable (PingOneClient) async throws(PingOneFault) -> T
    ) async {
        let seen = SeenExchanges()
        do throws(PingOneFault) {
            result = .success(try await read(client.traced { seen.add($0) }))
        } catch {
            result = .failure(error)
        }
        exchanges = seen.all
    }
}
