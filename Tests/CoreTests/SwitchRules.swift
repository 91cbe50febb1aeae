import Foundation
import Journal

/// The rule once more, slow and obvious: what the truth allows to be said, and to be opened.
extension SwitchPeople {
    /// What is wrong now; nil for nothing.
    mutating func violation() -> String? {
        if let breach { return breach }
        for store in histories.indices where !histories[store].sendings.isEmpty || mutant != nil {
            let (aftermath, isClaimed) = decide(store)
            let wrong =
                (isClaimed ? falseClaim(store, aftermath) : nil) ?? thinAir(store, aftermath)
                ?? openedWrongly(store) ?? forgottenTime(store)
            if let wrong { return "\(wrong) (store \(store): \("\(aftermath)".prefix { $0 != "(" }))" }
            if told[store].isSettled, aftermath.isNotKnown { return "P4: the doubt doesn't end (store \(store))" }
        }
        return nil
    }

    private mutating func decide(_ store: Int) -> (Aftermath, Bool) {
        if let known = decided[store] { return known }
        let aftermath = Aftermath.decide(histories[store])
        let isClaimed =
            switch aftermath {
            case .managed, .rolledBack: true
            case .reverted(let revert): revert.isCertain
            case .nothingSent, .notKnown, .asMeant, .otherwise, .unread, .refused: false
            }
        let known = (aftermath, isClaimed || claims(store))
        decided[store] = known
        return known
    }

    private func switches(_ store: Int) -> [SwitchWorld.Request] {
        world.requests.filter { $0.store == store && $0.content != nil }
    }

    /// P1: managed is said for certain only when nothing of ours can still make it federated, or has.
    private func falseClaim(_ store: Int, _ decided: Aftermath) -> String? {
        if let alive = switches(store).first(where: { $0.isAlive(world.now) }) {
            return "P1: said to be managed, and \(alive.attempt) may still take effect"
        }
        if let ours = world.master.attempt, world.master.configuration != nil, world.request(ours)?.store == store {
            return "P1: said to be managed, and \(ours) has federated it"
        }
        // What is said to be gone for certain, by anybody's hand, doesn't stand.
        if let standing = world.master.configuration?.id {
            if case .reverted(let revert) = decided, revert.federation.seen.configurationID == standing {
                return "P1: \(standing) is said to be set back, and stands"
            }
            if case .rolledBack = decided,
                world.requests.contains(where: { $0.store == store && $0.removes == standing })
            {
                return "P1: \(standing) is said to be removed, and stands"
            }
        }
        if case .managed = decided, let last = world.requests.last(where: { $0.store == store }) {
            if told[store].managedAt < last.at { return "P1: no reading after \(last.attempt) said managed" }
        }
        return nil
    }

    /// Whether the headline says for certain that people sign in as before.
    private func claims(_ store: Int) -> Bool {
        let words = AftermathWords(histories[store], session: "A", cooldown: plan.cooldown, now: world.now)
        return ["was not switched", "is managed", "somebody else has set it back"].contains {
            words.headline?.contains($0) == true
        }
    }

    /// P2: beside a switch that may still take effect, or has, only the very same may be sent, and not soon.
    private func openedWrongly(_ store: Int) -> String? {
        let alive = switches(store).filter { $0.isAlive(world.now) }
        let done = world.master.attempt.flatMap(world.request).flatMap {
            $0.store == store && $0.content != nil ? $0 : nil
        }
        guard !alive.isEmpty || done != nil, let index = sessions.firstIndex(where: { $0.store == store }) else {
            return nil
        }
        let removal = world.requests.first {
            $0.store == store && $0.content == nil && $0.isAlive(world.now)
                && $0.removes == world.master.configuration?.id
        }
        let contents: [SwitchWorld.Content] = [.plan, .otherCertificate, .otherIssuer]
        for content in contents where isOpen(index, content) {
            if done != nil, let removal { return "P2: open while \(removal.attempt) may still take effect" }
            for sent in alive + [done].compactMap(\.self) where sent.content != content {
                return "P2: open for \(content) while \(sent.attempt) may still take effect, or has"
            }
            if let given = alive.first(where: { $0.until != nil && $0.left == nil }) {
                return "P2: open while somebody may run \(given.attempt)"
            }
            if let early = switches(store).first(where: { isTooEarly($0, store) }) {
                return "P2: open \(Int(world.now.timeIntervalSince(early.at))) s after \(early.attempt)"
            }
            if let unread = alive.first(where: { told[store].managedAt < left($0, store) }) {
                return "P2: open, and it was not read as managed since \(unread.attempt)"
            }
            // What was seen and then reads managed may have been set back.
            if let done, told[store].done.contains(done.attempt), !told[store].seen.contains(done.attempt) {
                return "P2: open although the audit log has \(done.attempt)"
            }
        }
        return nil
    }

    /// What was sent so short a time ago that nothing may be sent now, in either direction.
    func tooRecent(_ store: Int) -> SwitchWorld.Request? {
        world.requests.first { $0.store == store && isTooEarly($0, store) }
    }

    private func isTooEarly(_ request: SwitchWorld.Request, _ store: Int) -> Bool {
        if told[store].refused.contains(request.attempt) { return false }
        let isSeen = told[store].seen.contains(request.attempt)
        if let until = request.until {
            guard let last = isSeen ? request.left : until else { return false }
            return world.now.timeIntervalSince(last) < 600
        }
        return world.now.timeIntervalSince(left(request, store)) < 600
    }

    /// When it left. Of one that was never answered nobody knows more than when it was written down.
    private func left(_ request: SwitchWorld.Request, _ store: Int) -> Date {
        told[store].answered.contains(request.attempt) || request.until != nil ? request.left ?? request.at : request.at
    }

    /// P3: as meant is what was there, as the plan would have it, while or after it was sent.
    private func thinAir(_ store: Int, _ decided: Aftermath) -> String? {
        guard case .asMeant(let standing) = decided else { return nil }
        guard
            let index = world.changes.firstIndex(where: { change in
                change.configuration.map { $0.id == standing.seen.configurationID && $0.content != .foreign } ?? false
            })
        else { return "P3: \(standing.seen.configurationID ?? "nothing") never was" }
        let end = index + 1 < world.changes.count ? world.changes[index + 1].at : .distantFuture
        if standing.attempt != nil, let first = switches(store).first, end < first.at {
            return "P3: \(standing.seen.configurationID ?? "") was gone before \(first.attempt) was sent"
        }
        return nil
    }

    /// P5: the time between two switches is counted from every sending.
    private func forgottenTime(_ store: Int) -> String? {
        let last = histories[store].lastSwitch ?? .distantPast
        for request in world.requests where request.store == store {
            guard !told[store].refused.contains(request.attempt), let left = request.left, left <= world.now,
                world.now.timeIntervalSince(left) < 600, last < request.at
            else { continue }
            // Commands that were run unseen count until their time is over; seen, from then on.
            return "P5: \(request.attempt) of \(Int(world.now.timeIntervalSince(left))) s ago is forgotten"
        }
        return nil
    }
}
