import Foundation

/// Where a PingOne environment is: its region's hosts.
///
/// PingOne platform API: "Regions".
public struct PingOneEndpoints: Sendable {
    /// Where an environment lies.
    public enum Region: String, CaseIterable, Sendable {
        case northAmerica = "na"
        case canada = "ca"
        case europe = "eu"
        case australia = "au"
        case singapore = "sg"
        case asiaPacific = "ap"

        /// As PingOne's own tools spell it: `NorthAmerica`, `Europe`.
        public init?(name: String) {
            guard let found = Region.allCases.first(where: { "\($0)".lowercased() == name.lowercased() }) else {
                return nil
            }
            self = found
        }

        var topLevelDomain: String {
            switch self {
            case .northAmerica: "com"
            case .canada: "ca"
            case .europe: "eu"
            case .australia: "com.au"
            case .singapore: "sg"
            case .asiaPacific: "asia"
            }
        }
    }

    public let authority: String
    public let api: String
    public let environmentID: String
    let anchor: Data?

    public init(_ region: Region, environmentID: String) {
        self.init(
            authority: "https://auth.pingone.\(region.topLevelDomain)",
            api: "https://api.pingone.\(region.topLevelDomain)",
            environmentID: environmentID, anchor: nil)
    }

    /// - Parameter anchor: PEM of the only authority to trust; nil trusts the system's.
    public init(authority: String, api: String, environmentID: String, anchor: Data?) {
        self.authority = authority
        self.api = api
        self.environmentID = environmentID
        self.anchor = anchor
    }
}

/// A worker application's own identity. Never printed, never stored.
public struct PingOneWorker: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public let clientID: String
    let secret: String

    public init(clientID: String, secret: String) {
        self.clientID = clientID
        self.secret = secret
    }

    public var description: String { "worker \(clientID)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: ["clientID": clientID]) }
}
