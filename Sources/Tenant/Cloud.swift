/// Microsoft's clouds: where people sign in, and where Graph is.
///
/// Microsoft Graph: "National cloud deployments". Plain GCC uses the worldwide endpoints.
public enum Cloud: String, CaseIterable, Sendable {
    case global
    /// GCC High.
    case usGovernment = "us-government"
    case usDoD = "us-dod"
    case china

    public var authority: String {
        switch self {
        case .global: "https://login.microsoftonline.com"
        case .usGovernment, .usDoD: "https://login.microsoftonline.us"
        case .china: "https://login.partner.microsoftonline.cn"
        }
    }

    public var graph: String {
        switch self {
        case .global: "https://graph.microsoft.com"
        case .usGovernment: "https://graph.microsoft.us"
        case .usDoD: "https://dod-graph.microsoft.us"
        case .china: "https://microsoftgraph.chinacloudapi.cn"
        }
    }

    public var name: String {
        switch self {
        case .global: "Microsoft's worldwide cloud"
        case .usGovernment: "US Government (GCC High)"
        case .usDoD: "US Government (DoD)"
        case .china: "China (21Vianet)"
        }
    }
}
