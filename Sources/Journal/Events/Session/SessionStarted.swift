import Runbook

/// The session began, with the runbook as it was that day.
public struct SessionStarted: EventPayload {
    /// 2: where the runbook came from, and how many people must approve.
    public static let traits = EventTraits(
        kind: "sessionStarted", version: 2, isWork: true, weighs: false, isOfSwitch: false, mark: "began")
    public let name: String
    public let runbook: RunbookSource
    public let tenant: TenantBinding
    /// The folder that the runbook was read from; nil for one that came with Lockstep.
    public let folder: String?
    /// How many people must approve a switch at least, whatever the runbook asks; nil for what it asks.
    public let approvals: Int?

    public init(
        name: String, runbook: RunbookSource, tenant: TenantBinding, folder: String? = nil, approvals: Int? = nil
    ) {
        self.name = name
        self.runbook = runbook
        self.tenant = tenant
        self.folder = folder
        self.approvals = approvals
    }

    public var sentence: String { "began “\(name)” with \(runbook.id) at \(tenant.displayName)" }
    public var about: String? { nil }
    public var approver: Person? { nil }

    /// It is what a state begins with.
    public func fold(into state: inout SessionState, _ entry: StampedEvent) {}
}
