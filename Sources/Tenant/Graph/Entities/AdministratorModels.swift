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
    /// Of a role's: `Assigned` or `Activated`.
    public let assignmentType: Field<String>
    /// Of a role's: the schedule that the instance comes of; a request names it as its target.
    public let roleAssignmentScheduleId: Field<String>
}

/// Graph's `unifiedRoleAssignmentScheduleRequest`: what somebody asked of a role, and what became of it.
public struct RoleRequest: Decodable, Hashable, Sendable {
    public let principalId: String
    public let roleDefinitionId: Field<String>
    /// `selfActivate`, `adminAssign` and their kin.
    public let action: Field<String>
    public let status: Field<String>
    /// Null where nobody had to approve.
    public let approvalId: Field<String>
    public let targetScheduleId: Field<String>
    public let isValidationOnly: Field<Bool>
}

/// Graph's `unifiedRoleManagementPolicyAssignment` with its policy's rules: what a role asks of whoever activates it.
public struct RolePolicyAssignment: Decodable, Hashable, Sendable {
    /// Graph's `unifiedRoleManagementPolicy`.
    public struct Policy: Decodable, Hashable, Sendable {
        public let rules: [Rule]
    }

    /// Graph's `unifiedRoleManagementPolicyRule`.
    public struct Rule: Decodable, Hashable, Sendable {
        public let id: String
        public let setting: Field<Approval>
    }

    /// Graph's `approvalSettings`.
    public struct Approval: Decodable, Hashable, Sendable {
        public let isApprovalRequired: Field<Bool>
    }

    public let roleDefinitionId: Field<String>
    public let policy: Field<Policy>
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
