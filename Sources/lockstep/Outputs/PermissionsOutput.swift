import Outputs
import Verification

/// What a runbook needs to be allowed.
struct PermissionsOutput: OutputDocument {
    static let outputName = "permissions"
    static let command = "lockstep permissions RUNBOOK --json"
    static let about = "What a runbook's checks need to be allowed."
    static let members: [OutputMember<PermissionsOutput>] = [
        .init("permissions", "What is needed first, then what says more.", \.permissions),
        .init("consentURL", "Where an administrator consents for an app.", \.consentURL),
    ]

    let permissions: [Permission]
    let consentURL: String

    struct Permission: OutputShape {
        static let outputName = "permission"
        static let about = "One permission of Microsoft Graph."
        static let members: [OutputMember<Permission>] = [
            .init("permission", "Its name.", \.need.permission.rawValue),
            .init("id", "Its id as an application permission, where it is one.", \.need.permission.applicationID),
            .init("items", "The items that need it.", \.need.items),
            .init("changesTheTenant", "Whether the switch needs it, and nothing else does.", \.need.isForSwitch),
            .init("optional", "Whether everything works without it, too.", \.isOptional),
        ]

        let need: PermissionNeeds.Need
        let isOptional: Bool
    }
}
