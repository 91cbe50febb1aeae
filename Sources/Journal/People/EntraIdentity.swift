/// An account of a person in Microsoft Entra, as its sign-in service vouches for it: names change hands, these ids don't.
public struct EntraIdentity: Sendable, Codable, CustomStringConvertible {
    /// GUIDs, in small letters.
    public let tenantID: String
    public let objectID: String
    /// What the account was called then, for people to read; no part of what it is.
    public let userName: String?

    public init(tenantID: String, objectID: String, userName: String? = nil) {
        (self.tenantID, self.objectID, self.userName) = (tenantID.lowercased(), objectID.lowercased(), userName)
    }

    public var description: String { userName.map { "\($0) (\(objectID))" } ?? "account \(objectID)" }
}

extension EntraIdentity: Hashable {
    public static func == (one: EntraIdentity, other: EntraIdentity) -> Bool {
        (one.tenantID, one.objectID) == (other.tenantID, other.objectID)
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(tenantID)
        hasher.combine(objectID)
    }
}
