import Outputs

/// Who `lockstep whoami` found to be signed in.
struct WhoamiOutput: OutputDocument {
    static let outputName = "whoami"
    static let command = "lockstep whoami --tenant TENANT --json"
    static let about = "Who is signed in, and what they may do."
    static let members: [OutputMember<WhoamiOutput>] = [
        .init("tenantID", "The tenant's id.", \.tenantID),
        .init("tenant", "The tenant's name.", \.tenant),
        .init("account", "The user principal name; missing for an app.", \.account),
        .init("clientID", "The app that signed in, or through which somebody did.", \.clientID),
        .init("isAppOnly", "Whether an app acts for itself; missing where the token can't be read.", \.isAppOnly),
        .init("permissions", "Of Microsoft Graph, as the token says.", \.permissions),
        .init("minutesLeft", "Of the token.", \.minutesLeft),
    ]

    let tenantID: String
    let tenant: String
    let account: String?
    let clientID: String?
    let isAppOnly: Bool?
    let permissions: [String]
    let minutesLeft: Int?
}
