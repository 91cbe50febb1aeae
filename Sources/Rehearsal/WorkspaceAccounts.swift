import Foundation
import Reconciliation
import Tenant
import Verification

/// The simulated workspace's accounts, and the requests that wait: what Peig's own export would hold.
public struct WorkspaceAccounts: AccountSource {
    /// What stands for it where a file's path would.
    public static let word = "workspace"

    let client: GraphClient

    public var name: String { "the simulated workspace" }
    public var freshness: AccountFreshness { .asked }

    private struct Shown: Decodable, Hashable, Sendable {
        let id: String
        let userName: String
        let displayName: String
        let identifier: String?
        let microsoftAccount: String?
        let status: String
    }

    private struct Request: Decodable, Hashable, Sendable {
        let id: String
        let email: String
        let displayName: String
        let status: String
    }

    /// Hands over all accounts and open requests, a page at a time.
    public func read(_ take: @escaping @Sendable ([Account]) throws -> Void) async throws {
        for try await page in GraphPages(
            GraphPath(["peig", "accounts"], [("$top", "999")]), of: Shown.self, client)
        {
            try take(
                page.map {
                    Account(
                        id: $0.id, address: $0.userName, name: $0.displayName, identifier: $0.identifier,
                        claim: $0.microsoftAccount, state: StatusWords.state($0.status))
                })
        }
        for try await page in GraphPages(GraphPath(["peig", "requests"]), of: Request.self, client) {
            try take(
                page.filter { $0.status == "pending" }.map {
                    Account(id: $0.id, address: $0.email, name: $0.displayName, isRequest: true)
                })
        }
    }
}
