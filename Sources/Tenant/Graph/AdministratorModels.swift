/// Graph's `user`, as far as it says whether an administrator could get in.
public struct AdministratorAccount: Decodable, Sendable {
    /// Graph's `objectIdentity`.
    public struct Identity: Decodable, Sendable {
        public let signInType: Field<String>
    }

    /// What is asked for.
    public static let selected =
        "id,userPrincipalName,accountEnabled,creationType,externalUserState,identities"

    public let id: String
    public let userPrincipalName: String
    public let accountEnabled: Field<Bool>
    public let creationType: Field<String>
    public let externalUserState: Field<String>
    public let identities: Field<[Identity]>
}

/// Graph's `unifiedRoleAssignmentScheduleInstance`, and its eligible kin.
public struct RoleScheduleInstance: Decodable, Sendable {
    public let principalId: String
    public let roleDefinitionId: String
    /// Null where it lasts. Microsoft Graph: unifiedRoleAssignmentScheduleInstance, `endDateTime`.
    public let endDateTime: Field<String>
}

/// Graph's `authenticationMethod`: which one stands in `@odata.type`.
public struct AuthenticationMethod: Decodable, Sendable {
    public let id: String
    public let type: Field<String>

    private enum CodingKeys: String, CodingKey {
        case id
        case type = "@odata.type"
    }
}
