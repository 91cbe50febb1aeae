import Foundation
import Sameness

/// Written before the switch is sent. Can be made from a `Clearance` only, and only `GateKeeper` gives one.
public struct CutoverStarted: SwitchPayload {
    /// 2: what is sent, the id that goes along, and until when commands work.
    public static let traits = EventTraits(
        kind: "cutoverStarted", version: 2, isWork: true, weighs: true, isOfSwitch: true, mark: "switch")
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

    public var sentence: String {
        byHand == true ? "got the commands for the switch of \(domain)" : "sent the switch of \(domain)"
    }

    public func fold(into state: inout SessionState, _ entry: StampedEvent) {
        state.moment = SwitchMoment(
            attempt: attempt, domain: domain, stamp: entry.stamp, verdicts: state.verdicts,
            attestations: state.attestations, waivers: state.waivers)
        state.note(entry, of: DomainName.folded(domain))
    }

    /// What was sent elsewhere may be on its way, unless it is known here.
    public func mayBeTold(to history: SwitchHistory) -> Bool { history.sendings.allSatisfy { $0.attempt != attempt } }

    public func fold(into history: inout SwitchHistory, _ event: Event, isForeign: Bool) {
        // However long a file says that commands work: none works longer than they do.
        let longest = event.time.addingTimeInterval(SwitchTimes.commands)
        let until = commandsUntil.flatMap(Event.date).map { min($0, longest) }
        history.sendings.append(
            Sending(
                direction: .federate, session: event.session, attempt: attempt, domain: history.domain,
                who: event.who, at: event.time, commandsUntil: byHand == true ? until ?? longest : nil,
                content: content, requestID: requestID, configurationID: nil, isForeign: isForeign))
    }
}
