import Foundation
import Journal

extension SwitchPeople {
    /// Reads the domain from some copy, and writes down what it said.
    mutating func read(_ index: Int, _ view: SwitchLetter.View) throws -> DomainSighting? {
        guard sessions[index].awaited == nil else { return nil }
        // The sign-in service may lag behind for longer.
        let copy = world.copy(lag: view.lag, least: view.isSignIn ? 2 * SwitchWorld.day : 0)
        let mine = sessions[index].plan
        let federation = copy.configuration.map { seen in
            let differences =
                seen.content.issuer == mine.issuer
                ? seen.content.certificate == mine.certificate ? [] : ["another certificate"] : ["another issuer"]
            return DomainSighting.Federation(
                configurationID: view.isReadable ? seen.id : nil, issuer: view.isReadable ? seen.content.issuer : nil,
                differences: view.isReadable ? differences : [],
                isOurIssuer: view.isReadable && seen.content.issuer == mine.issuer)
        }
        let sighting = DomainSighting(
            source: view.isSignIn ? .signIn : .directory, federation: federation,
            readAt: world.now.addingTimeInterval(Double(view.hoursOff) * 3_600), isTimed: view.hoursOff == 0)
        let store = sessions[index].store
        if view.isSignIn {
            told[store].handedOverAt = copy.configuration == nil ? nil : sighting.time
        } else {
            if copy.configuration == nil {
                told[store].managedAt = world.now
            } else {
                for request in world.requests where request.store == store { told[store].seen.insert(request.attempt) }
            }
        }
        try append(index, DomainSeen(domain: Self.domain, sighting: sighting))
        if view.concludes, !view.isSignIn { try conclude(index) }
        // Two services that contradict each other prove nothing.
        let isContradicted = told[store].handedOverAt.map { abs(world.now.timeIntervalSince($0)) <= 300 } ?? false
        let isTrue = copy.at == world.master.at && !view.isSignIn && view.hoursOff == 0 && !isContradicted
        if isTrue, world.requests.allSatisfy({ $0.store != store || isOver($0) }) { told[store].isSettled = true }
        return sighting
    }

    /// Whether nobody needs to wait for it any longer.
    private func isOver(_ request: SwitchWorld.Request) -> Bool {
        world.now.timeIntervalSince(request.until ?? request.at) >= SwitchWorld.day + 600
    }

    private mutating func conclude(_ index: Int) throws {
        guard let last = histories[sessions[index].store].sendings.last, last.session == sessions[index].state.id else {
            return
        }
        switch Aftermath.decide(histories[sessions[index].store]) {
        case .asMeant(let standing):
            try append(
                index,
                CutoverVerified(
                    attempt: standing.attempt ?? last.attempt, domain: Self.domain,
                    configurationID: standing.seen.configurationID ?? ""))
        case .otherwise:
            try append(
                index,
                CutoverFailed(
                    attempt: last.attempt, domain: Self.domain, outcome: .federatedOtherwise, reason: "otherwise"))
        case .managed:
            try append(
                index,
                CutoverFailed(attempt: last.attempt, domain: Self.domain, outcome: .stillManaged, reason: "managed"))
        case .reverted:
            try append(
                index,
                CutoverFailed(attempt: last.attempt, domain: Self.domain, outcome: .reverted, reason: "set back"))
        case .rolledBack:
            try append(
                index,
                RolledBack(attempt: last.attempt, domain: Self.domain, isManaged: true, reason: nil))
        case .nothingSent, .notKnown, .unread, .refused: break
        }
    }

    /// Looks into the directory audit log.
    mutating func find(_ index: Int, isOwn: Bool) throws -> Bool {
        let store = sessions[index].store
        guard isOwn else {
            guard
                let change = world.changes.last(where: { change in
                    change.at != .distantPast && change.attempt.flatMap(world.request)?.store != store
                })
            else { return false }
            try audit(index, nil, at: change.at, succeeded: true)
            return true
        }
        guard
            let request = world.requests.last(where: {
                $0.store == store && $0.until == nil && $0.ending != nil && $0.ending != .lost
                    && !told[store].audited.contains($0.attempt)
            })
        else { return false }
        // A removal of what isn't there changed nothing, and an acceptance of it says nothing.
        if case .accepted = request.ending {
            guard let at = world.changes.last(where: { $0.attempt == request.attempt })?.at else { return false }
            told[store].audited.insert(request.attempt)
            told[store].done.insert(request.attempt)
            try audit(index, request.attempt, at: at, succeeded: true)
        } else {
            told[store].refused.insert(request.attempt)
            told[store].audited.insert(request.attempt)
            try audit(index, request.attempt, at: request.left ?? request.at, succeeded: false)
        }
        return true
    }

    private mutating func audit(_ index: Int, _ attempt: String?, at: Date, succeeded: Bool) throws {
        try append(
            index,
            SwitchAudited(
                domain: Self.domain, attempt: attempt, entry: "e", at: Event.text(at), by: "somebody",
                succeeded: succeeded, reason: succeeded ? nil : "no"))
    }
}
