import Foundation
import Reconciliation

/// Where the other system's accounts come from.
public protocol AccountSource: Sendable {
    /// As a person knows it: a file's name, an address.
    var name: String { get }
    /// The file that it is read from; nil for what is no file.
    var path: String? { get }
    /// How old its word is.
    var freshness: AccountFreshness { get }

    /// Reads all accounts, slice by slice.
    /// - Throws: `TenantFault`, `ReconciliationProblem`, or what `take` throws.
    func read(_ take: @escaping @Sendable ([Account]) throws -> Void) async throws
}

extension AccountSource {
    public var path: String? { nil }
}
