import Crypto
import Foundation

/// Accounts of Peig's workspace, and requests to get one.
enum PeigAccount {
    /// What an account may be. Only an active one lets its person in: whoever has a placeholder has still to onboard.
    static let statuses = ["active", "placeholder", "disabled"]

    static func letsIn(_ account: JSON) -> Bool { account["status"] == "active" }

    /// Whether a Microsoft 365 user has an account that is linked, and that they have begun to use.
    static func isOnboarded(_ user: Row, _ tenant: Transaction) -> Bool {
        linkedAccount(of: user, tenant).map(letsIn) ?? false
    }

    /// - Parameters:
    ///   - identifier: what Peig names the person by at Microsoft: the immutable ID that must stand there.
    ///   - microsoftID: the Microsoft 365 user that the account is linked to.
    ///   - status: `active`, or `placeholder` for one that an administrator made and nobody has used.
    static func object(
        id: String, userName: String, name: String, identifier: String, microsoftID: String?, status: String
    ) -> JSON {
        [
            "id": .string(id), "userName": .string(userName), "displayName": .string(name),
            "identifier": .string(identifier), "microsoftId": microsoftID.map(JSON.string) ?? .null,
            "status": .string(status),
        ]
    }

    static func request(id: String, email: String, name: String, now: Date) -> JSON {
        [
            "id": .string(id), "email": .string(email), "displayName": .string(name), "status": "pending",
            "createdDateTime": .string(now.formatted(.iso8601)),
        ]
    }

    /// The identifier of a person who is onboarded.
    static func identifier(of userID: String) -> String {
        Data(SHA256.hash(data: Data(userID.utf8)).prefix(16)).base64EncodedString()
    }

    /// Gives a Microsoft 365 user an account, linked, or makes theirs usable, and writes the identifier at Microsoft that the
    /// provider will name them by.
    static func link(_ user: inout JSON, _ tenant: inout Transaction) {
        let id = user["id"].string ?? ""
        var account =
            tenant[.peigAccounts].first("microsoftId", id)
            ?? object(
                id: Identifiers.new(), userName: user["userPrincipalName"].string ?? "",
                name: user["displayName"].string ?? "", identifier: identifier(of: id), microsoftID: id,
                status: "active")
        account["status"] = "active"
        tenant.put(account, in: .peigAccounts)
        user["onPremisesImmutableId"] = account["identifier"]
        tenant.put(user, in: .users)
    }

    /// Whether a Microsoft 365 user has an account that names them by what stands at Microsoft.
    static func isLinked(_ user: Row, _ tenant: Transaction) -> Bool { linkedAccount(of: user, tenant) != nil }

    /// Whether a Microsoft 365 user is linked, and to nobody else's account: none that has the name of another user.
    static func isRightlyLinked(_ user: Row, _ tenant: Transaction) -> Bool {
        linkedAccount(of: user, tenant).map { isOwn($0, tenant) } ?? false
    }

    private static func linkedAccount(of user: Row, _ tenant: Transaction) -> JSON? {
        tenant[.peigAccounts].first("microsoftId", user["id"].string ?? "").flatMap {
            $0["identifier"] == user["onPremisesImmutableId"] ? $0 : nil
        }
    }

    /// Whether no other user than the one that it is linked to has an account's name.
    static func isOwn(_ account: JSON, _ tenant: Transaction) -> Bool {
        tenant[.users].first("userPrincipalName", account["userName"].string ?? "").map {
            $0["id"] == account["microsoftId"]
        } ?? true
    }

    /// The Microsoft 365 user that an account is linked to, if the identifiers agree.
    static func linkedUser(of account: JSON, _ tenant: Transaction) -> JSON? {
        guard let id = account["microsoftId"].string, let user = tenant[.users][id],
            user["onPremisesImmutableId"] == account["identifier"]
        else { return nil }
        return user
    }
}
