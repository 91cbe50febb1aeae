import Foundation
import Reconciliation
import Tenant

/// Accounts of a SCIM 2.0 service, page by page.
public struct ScimAccounts: AccountSource {
    private let client: ScimClient

    public init(_ client: ScimClient) { self.client = client }

    public var name: String { client.address }
    public var freshness: AccountFreshness { .asked }

    public func read(_ take: @escaping @Sendable ([Account]) throws -> Void) async throws {
        try await client.users { page in
            try take(
                page.map { user in
                    // RFC 7643, section 4.1.1, says what `active` means and not what it means that it isn't there.
                    Account(
                        id: user.id, address: user.userName,
                        otherAddresses: (user.emails ?? []).compactMap(\.value).filter { $0 != user.userName },
                        name: user.shownName, identifier: user.externalId?.text,
                        state: user.active.map { StatusWords.state($0.text) } ?? .unknown(""))
                })
        }
    }
}
