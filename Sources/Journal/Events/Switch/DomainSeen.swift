/// What was read of a domain that something was sent to. Written when it says something new.
public struct DomainSeen: SwitchPayload {
    public static let traits = EventTraits(
        kind: "domainSeen", version: 1, isWork: true, weighs: false, isOfSwitch: true, mark: nil)
    public let domain: String
    public let sighting: DomainSighting

    public init(domain: String, sighting: DomainSighting) {
        self.domain = domain
        self.sighting = sighting
    }

    public var sentence: String {
        let source =
            switch sighting.source {
            case .directory: "the directory"
            case .signIn: "the sign-in service"
            }
        guard let federation = sighting.federation else { return "read: \(source) shows \(domain) as managed" }
        let detail =
            federation.isAsMeant
            ? federation.configurationID.map { ", configuration \($0), as planned" } ?? ""
            : federation.differences.isEmpty ? "" : ": \(federation.differences.joined(separator: "; "))"
        return "read: \(source) shows \(domain) as federated\(detail)"
    }

    public func mayBeTold(to history: SwitchHistory) -> Bool { history.sendings.allSatisfy(\.isForeign) }

    public func fold(into history: inout SwitchHistory, _ event: Event, isForeign: Bool) { history.see(sighting) }
}
