/// The lock was asked, and stayed shut.
public struct CutoverRefused: EventPayload {
    /// 2: reasons of the hour and of the clock. 3: of what the switch would leave behind. 4: of what no runbook takes away.
    public static let traits = EventTraits(
        kind: "cutoverRefused", version: 4, isWork: true, weighs: false, isOfSwitch: true, mark: "refused")
    public let attempt: String
    public let reasons: [Reason]

    public init(attempt: String, reasons: [Reason]) {
        self.attempt = attempt
        self.reasons = reasons
    }

    public var sentence: String {
        "was refused the cutover: \(reasons.count) \(reasons.count == 1 ? "reason" : "reasons")"
    }
    public var about: String? { nil }
    public var approver: Person? { nil }

    public func fold(into state: inout SessionState, _ entry: StampedEvent) { state.refusals += 1 }
}
