import Tenant

extension Sequence<Domain> {
    /// The tenant's own below .onmicrosoft.com.
    var initial: Domain? { first { $0.isInitial.shown == true } }
}
