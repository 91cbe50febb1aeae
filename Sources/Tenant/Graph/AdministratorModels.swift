/// What Privileged Identity Management keeps of a role or of a group's membership: Graph's
/// `unifiedRoleAssignmentScheduleInstance`, `privilegedAccessGroupAssignmentScheduleInstance`, and their eligible kin.
public struct ScheduleInstance: Decodable, Hashable, Sendable {
    public let principalId: String
    /// Of a role's.
    public let roleDefinitionId: Field<String>
    /// Of a group's.
    public let groupId: Field<String>
    /// Of a group's: `member` or `owner`.
    public let accessId: Field<String>
    /// Null where it lasts, as Microsoft Graph's examples of both show.
    public let endDateTime: Field<String>
}

/// Graph's `authenticationMethod`: which one stands in `@odata.type`.
public struct AuthenticationMethod: Decodable, Hashable, Sendable {
    @Caseless public var id: String
    public let type: Field<String>

    private enum CodingKeys: String, CodingKey {
        case id
        case type = "@odata.type"
    }
}
