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
    /// Of a temporary access pass.
    public let isUsable: Field<Bool>
    public let isUsableOnce: Field<Bool>
    /// Why it can't be used, if it can't.
    public let methodUsabilityReason: Field<String>
    public let startDateTime: Field<String>
    public let lifetimeInMinutes: Field<Int>
    /// Of a phone.
    public let smsSignInState: Field<String>

    private enum CodingKeys: String, CodingKey {
        case id, isUsable, isUsableOnce, methodUsabilityReason, startDateTime, lifetimeInMinutes, smsSignInState
        case type = "@odata.type"
    }
}
