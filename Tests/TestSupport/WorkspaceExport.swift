import Foundation
import Reconciliation
import Tenant
import Verification

/// The simulated workspace's accounts and requests, as an administrator exports them.
public struct WorkspaceExport: AccountSource {
    private let client: GraphClient
    public let name = "export"
    public let freshness = AccountFreshness.asked

    /// - Parameter client: the portal's.
    public init(client: GraphClient) { self.client = client }

    public func read(_ take: @escaping @Sendable ([Account]) throws -> Void) async throws {
        for (path, isRequest) in [("accounts", false), ("requests", true)] {
            let path = GraphPath(["peig", path], [("$top", "999")])
            for try await page in GraphPages(path, of: Row.self, client) {
                try take(
                    page.map {
                        Account(
                            id: $0.id, address: $0.userName ?? $0.email ?? "", name: $0.displayName,
                            identifier: $0.identifier, claim: $0.microsoftAccount, isRequest: isRequest,
                            state: StatusWords.state($0.status))
                    })
            }
        }
    }

    private struct Row: Decodable, Hashable, Sendable {
        let id: String
        let userName: String?
        let email: String?
        let displayName: String
        let identifier: String?
        let microsoftAccount: String?
        let status: String
    }
}
