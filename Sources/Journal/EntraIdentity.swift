/// An account of a person in Microsoft Entra, as its sign-in service vouches for it: names change hands, these ids don't.
public struct EntraIdentity: Hashable, Sendable, Codable, CustomStringConvertible {
    /// GUIDs, in small letters.
    public let tenantID: String
    public let objectID: String

    public init(tenantID: String, objectID: String) {
        (self.tenantID, self.objectID) = (tenantID.lowercased(), objectID.lowercased())
    }

    public var description: String { "account \(objectID) of tenant \(tenantID)" }
}
