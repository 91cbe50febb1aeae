import Foundation

@testable import Journal

/// A history told event by event, each so many seconds after the first.
struct SwitchTold {
    static let domain = "x.example"
    static let beginning = Date(timeIntervalSince1970: 1_800_000_000)
    static let day: TimeInterval = 86_400 + 300

    private(set) var history = SwitchHistory(domain: domain)
    private var last: Event?

    init(_ events: [(TimeInterval, any EventPayload)]) throws {
        for (seconds, payload) in events { try add(seconds, payload) }
    }

    mutating func add(_ seconds: TimeInterval, _ payload: any EventPayload) throws {
        let event = try Event(
            session: "A", after: last, time: Self.moment(seconds), who: Person(name: "ida", host: "test"),
            payload: payload)
        last = event
        history.apply(event)
    }

    static func moment(_ seconds: TimeInterval) -> Date { beginning.addingTimeInterval(seconds) }

    // MARK: - What is told

    static func sent(_ attempt: String = "a1", content: String = "plan", until: TimeInterval? = nil) -> any EventPayload
    {
        var fields = ["\"attempt\":\"\(attempt)\"", "\"domain\":\"\(domain)\"", "\"content\":\"\(content)\""]
        if let until { fields += ["\"byHand\":true", "\"commandsUntil\":\"\(Event.text(moment(until)))\""] }
        return old("cutoverStarted", 2, "{\(fields.joined(separator: ","))}")
    }

    static func removed(_ attempt: String = "r1", _ configuration: String = "c1") -> any EventPayload {
        old(
            "rollbackStarted", 2,
            "{\"attempt\":\"\(attempt)\",\"domain\":\"\(domain)\",\"configurationID\":\"\(configuration)\"}")
    }

    static func answered(
        _ kind: SwitchAnswer.Kind, _ attempt: String = "a1", names configuration: String? = nil
    ) -> any EventPayload {
        SwitchAnswered(
            attempt: attempt, domain: domain,
            answer: SwitchAnswer(
                kind: kind, words: "It said \(kind).", status: nil, requestID: nil, configurationID: configuration))
    }

    static func reads(
        _ federation: DomainSighting.Federation?, at seconds: TimeInterval, isTimed: Bool = true,
        _ source: DomainSighting.Source = .directory
    ) -> (TimeInterval, any EventPayload) {
        let sighting = DomainSighting(
            source: source, federation: federation, readAt: moment(seconds), isTimed: isTimed)
        return (seconds, DomainSeen(domain: domain, sighting: sighting))
    }

    static func asMeant(_ configuration: String = "c1") -> DomainSighting.Federation {
        .init(configurationID: configuration, issuer: "ours", differences: [], isOurIssuer: true)
    }

    static func otherwise(_ configuration: String = "c1", isOurs: Bool = true) -> DomainSighting.Federation {
        .init(configurationID: configuration, issuer: "i", differences: ["the certificate"], isOurIssuer: isOurs)
    }

    static let unreadable = DomainSighting.Federation(
        configurationID: nil, issuer: nil, differences: [], isOurIssuer: false)

    static func audited(_ attempt: String?, succeeded: Bool, at seconds: TimeInterval) -> any EventPayload {
        SwitchAudited(
            domain: domain, attempt: attempt, entry: "e", at: Event.text(moment(seconds)), by: "eve@else",
            succeeded: succeeded, reason: nil)
    }

    /// As it stands in a journal, of any version.
    static func old(_ kind: String, _ version: Int = 1, _ json: String) -> any EventPayload {
        // What can't be read is no event of a switch: the row fails.
        (try? EventKinds.payload(kind: kind, version: version, json: json, sequence: 1))
            ?? NoteAdded(text: "unreadable")
    }
}
