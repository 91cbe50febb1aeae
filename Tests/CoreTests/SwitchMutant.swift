import Foundation

@testable import Journal

/// A Lockstep with one rule broken: what the rule rests on is told to the history wrongly, or not at all.
enum SwitchMutant: String, CaseIterable {
    /// Only a definite refusal says that nothing was done.
    case unclearIsRefused
    /// Time proves nothing before a day is over: neither a few hours nor half a day.
    case twoHoursProve, halfADayProves
    /// … and neither when a federation is read.
    case federationProvesEarly
    /// A federation may not read managed for certain before a day is over since it was seen.
    case federationIsOld
    /// Time read off a wrong clock proves nothing.
    case wrongClockProves
    /// The sign-in service proves nothing.
    case signInProves
    /// What another session of the store sent counts.
    case otherSessionIsForgotten
    /// Commands work for ten minutes, and are no request that has left.
    case commandsEndAtOnce, commandsAreSent
    /// Only a clear answer says that a removal was done.
    case unclearRemovalIsAccepted
    /// A removal that may still take effect keeps the lock shut, and counts for the time between two.
    case removalIsForgotten
    /// A request may have left as late as its answer came.
    case answerTimeIsForgotten
    /// What was removed and still reads is an old copy.
    case removedIsNew
    /// Only the very same plan may be sent again.
    case anyPlanIsTheSame
    /// … once the domain was read after the last sending.
    case readingBeforeCounts
    /// … and not when the audit log has it.
    case auditIsForgotten
    /// The audit log's success isn't its failure.
    case auditSaysFailed
    /// A federation with another issuer isn't ours.
    case foreignIsOurs

    func hears(_ payload: any EventPayload, _ people: SwitchPeople, _ index: Int) throws -> [any EventPayload] {
        switch (self, payload) {
        case (.unclearIsRefused, let body as SwitchAnswered) where body.answer.kind == .unclear:
            [answered(body, .refused)]
        case (.unclearRemovalIsAccepted, let body as SwitchAnswered)
        where body.answer.kind == .unclear && body.attempt.hasPrefix("r"):
            [answered(body, .accepted)]
        case (.twoHoursProve, let body as DomainSeen) where !body.sighting.isFederated: [seen(body, later: 90_000)]
        case (.halfADayProves, let body as DomainSeen) where !body.sighting.isFederated: [seen(body, later: 43_200)]
        case (.federationProvesEarly, let body as DomainSeen) where body.sighting.isFederated:
            [seen(body, later: 90_000)]
        case (.federationIsOld, let body as DomainSeen) where body.sighting.isFederated: [seen(body, later: -90_000)]
        case (.wrongClockProves, let body as DomainSeen): [seen(body, isTimed: true)]
        case (.signInProves, let body as DomainSeen): [seen(body, source: .directory)]
        case (.commandsEndAtOnce, let body as CutoverStarted) where body.byHand == true:
            [try started(body) { $0["commandsUntil"] = Event.text(people.world.now) }]
        case (.commandsAreSent, let body as CutoverStarted):
            [try started(body) { ($0["commandsUntil"], $0["byHand"]) = (nil, nil) }]
        case (.anyPlanIsTheSame, let body as CutoverStarted):
            // As if whatever is sent next were what was sent.
            [try started(body) { $0["content"] = SwitchPeople.contents[.otherIssuer] }]
        case (.readingBeforeCounts, is CutoverStarted):
            [
                payload,
                DomainSeen(
                    domain: SwitchPeople.domain,
                    sighting: DomainSighting(
                        source: .directory, federation: nil, readAt: people.world.now.addingTimeInterval(150),
                        isTimed: true)),
            ]
        case (.removedIsNew, let body as DomainSeen) where isGone(body, people): [seen(body, renamed: "-again")]
        case (.foreignIsOurs, let body as DomainSeen): [seen(body, isOurs: true)]
        case (.auditIsForgotten, let body as SwitchAudited) where body.attempt != nil && body.succeeded: []
        case (.auditSaysFailed, let body as SwitchAudited) where body.attempt != nil:
            [
                SwitchAudited(
                    domain: body.domain, attempt: body.attempt, entry: body.entry, at: body.at, by: body.by,
                    succeeded: false, reason: "no")
            ]
        default: [payload]
        }
    }

    func forgets(_ event: Event, of index: Int) -> Bool {
        switch (self, event.payload) {
        case (.otherSessionIsForgotten, is CutoverStarted): index == 1
        case (.removalIsForgotten, is RollbackStarted): true
        case (.answerTimeIsForgotten, let body as SwitchAnswered): body.answer.kind == .unclear
        default: false
        }
    }

    // MARK: - Other words

    private func answered(_ body: SwitchAnswered, _ kind: SwitchAnswer.Kind) -> any EventPayload {
        let answer = SwitchAnswer(kind: kind, words: body.answer.words, status: 400, requestID: nil)
        return SwitchAnswered(attempt: body.attempt, domain: body.domain, answer: answer)
    }

    private func seen(
        _ body: DomainSeen, later: TimeInterval = 0, isTimed: Bool? = nil, source: DomainSighting.Source? = nil,
        renamed: String = "", isOurs: Bool = false
    ) -> any EventPayload {
        let was = body.sighting
        let federation = was.federation.map {
            DomainSighting.Federation(
                configurationID: $0.configurationID.map { $0 + renamed }, issuer: $0.issuer,
                differences: $0.differences, isOurIssuer: isOurs || $0.isOurIssuer)
        }
        let sighting = DomainSighting(
            source: source ?? was.source, federation: federation, readAt: was.time.addingTimeInterval(later),
            isTimed: isTimed ?? was.isTimed)
        return DomainSeen(domain: body.domain, sighting: sighting)
    }

    private func started(
        _ body: CutoverStarted, _ change: (inout [String: String]) -> Void
    ) throws -> any EventPayload {
        var fields = try JSONDecoder().decode([String: Field].self, from: JSONEncoder().encode(body))
        var texts = fields.compactMapValues { if case .text(let text) = $0 { text } else { nil } }
        if fields["byHand"] != nil { texts["byHand"] = "true" }
        change(&texts)
        fields = texts.mapValues(Field.text)
        if texts["byHand"] != nil { fields["byHand"] = .flag(true) }
        return try JSONDecoder().decode(CutoverStarted.self, from: JSONEncoder().encode(fields))
    }

    private enum Field: Codable {
        case text(String), flag(Bool)

        init(from decoder: any Decoder) throws {
            let value = try decoder.singleValueContainer()
            if let flag = try? value.decode(Bool.self) {
                self = .flag(flag)
            } else {
                self = .text(try value.decode(String.self))
            }
        }

        func encode(to encoder: any Encoder) throws {
            var value = encoder.singleValueContainer()
            switch self {
            case .text(let text): try value.encode(text)
            case .flag(let flag): try value.encode(flag)
            }
        }
    }

    /// Whether it shows a federation that was removed by now.
    private func isGone(_ body: DomainSeen, _ people: SwitchPeople) -> Bool {
        guard let id = body.sighting.federation?.configurationID else { return false }
        return people.world.master.configuration?.id != id
    }
}
