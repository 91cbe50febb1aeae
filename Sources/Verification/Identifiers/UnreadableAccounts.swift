import Foundation
import Reconciliation

/// Accounts that can't be read, and why: told when somebody needs them, not before.
public struct UnreadableAccounts: AccountSource {
    public let name: String
    private let message: String

    public init(_ name: String, because message: String) {
        self.name = name
        self.message = message
    }

    public var freshness: AccountFreshness { .asked }

    /// Throws why they can't be read.
    public func read(_ take: @escaping @Sendable ([Account]) throws -> Void) async throws {
        throw ReconciliationProblem.file(message)
    }
}
