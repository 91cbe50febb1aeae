import Foundation
import Reconciliation
import Tenant

/// Accounts of a SCIM 2.0 service, page by page.
public struct ScimAccounts: AccountSource {
    private let client: ScimClient

    public init(_ client: ScimClient) { self.client = client }

    public var name: String { client.address }
    public var freshness: AccountFreshness { .asked }

    /// Hands over what the service lists, a page at a time.
    public func read(_ take: @escaping @Sendable ([Account]) throws -> Void) async throws {
        var (status, count) = (ResourceStatus(), 0)
        let now = Date()
        try await client.users { page in
            try take(
                page.map { user in
                    count += 1
                    return ScimAccounts.account(user, at: count, &status, now)
                })
        }
    }

    /// - Parameter place: the user's in the list, by which one without a name is found.
    private static func account(_ user: ScimUser, at place: Int, _ status: inout ResourceStatus, _ now: Date) -> Account
    {
        var states = user.oddity.map { [AccountState.unknown($0)] } ?? []
        // RFC 7643, section 4.1.1, says what `active` means and not what it means that it isn't there.
        states.append(user.active.map { StatusWords.state($0, named: "active") } ?? .unknown(""))
        states += status.states(of: user.json, now: now)
        let address = user.userName ?? user.emails.first ?? user.id.map { "SCIM id \($0)" } ?? "SCIM resource \(place)"
        return Account(
            id: user.id ?? address, address: address, otherAddresses: user.emails.filter { $0 != address },
            name: user.shownName, identifier: user.externalId, state: .joined(states))
    }
}
