import Foundation

/// Written before the switch is sent. Can be made from a `Clearance` only, and only `GateKeeper` gives one.
public struct CutoverStarted: EventBody {
    public static let kind = "cutoverStarted"
    /// 2: what is sent, the id that goes along, and until when commands work.
    public static var version: Int { 2 }
    public let attempt: String
    public let domain: String
    /// true: a person was shown the commands, and sends it.
    public let byHand: Bool?
    /// Until when those commands work: `2026-11-25T22:04:05.678Z`.
    public let commandsUntil: String?
    /// `PlanSeal.hash` and `PlanSeal.content` of what is sent.
    public let plan: String?
    public let content: String?
    /// The `client-request-id` that goes along.
    public let requestID: String?

    /// - Parameter commandsUntil: for a switch that a person sends.
    public init(_ clearance: borrowing Clearance, requestID: String?, commandsUntil: Date? = nil) {
        attempt = clearance.attempt
        domain = clearance.domain
        byHand = commandsUntil == nil ? nil : true
        self.commandsUntil = commandsUntil.map(Event.text)
        plan = clearance.plan
        content = clearance.content
        self.requestID = requestID
    }
}
