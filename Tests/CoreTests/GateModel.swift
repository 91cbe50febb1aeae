import Foundation
import Journal
import TestSupport

/// What must hold for a switch, said once more and differently from `GateKeeper`.
struct GateModel {
    struct Check {
        let isPassed: Bool
        let attempt: String?
        let time: Date
    }

    /// What was sent to one domain, and what was read of it.
    struct Domain {
        struct Sending {
            let plan: String
            let left: Date
            var isSettled: Date { left.addingTimeInterval(300 + 86_400) }
        }

        /// Those that may still take effect.
        var switches: [Sending] = []
        var removals: [Sending] = []
        var federatedSince: Date?
        var managedSince: Date?
        /// When it was read as managed, if that is what it read last.
        var managedAt: Date?
        /// From when on the time between two counts.
        var rests: [Date] = []

        var lastSwitch: Date? { (rests + [managedSince].compactMap(\.self)).max() }

        mutating func reads(managed: Bool, at now: Date, accepted: Int = 0) {
            managedAt = managed ? now : nil
            if managed {
                let isOld = federatedSince.map { now >= $0.addingTimeInterval(300 + 86_400) } ?? false
                let before = removals.count
                removals.removeLast(accepted)
                removals.removeAll { isOld || now >= $0.isSettled }
                if removals.count < before {
                    (federatedSince, managedSince) = (nil, nil)
                } else if federatedSince != nil {
                    managedSince = managedSince ?? now
                }
            } else {
                if federatedSince == nil {
                    federatedSince = now
                    switches.removeFirst()
                }
                managedSince = nil
                removals.removeAll { now >= $0.isSettled }
            }
            switches.removeAll { now >= $0.isSettled }
        }

        /// Whether a plan may be sent; nil: the question is asked for another domain.
        func allows(_ plan: String?) -> Bool {
            if !removals.isEmpty || federatedSince != nil { return false }
            return switches.allSatisfy { $0.plan == plan && managedAt ?? .distantPast >= $0.left }
        }
    }

    var domain: String?
    var server: String?
    /// Whom it would lock out.
    var lockedOut: [String] = []
    /// Hours, and whether somebody has changed them alone.
    struct Hours {
        var isAgreed = false
        var moment: Date?
        var isDisputed = false

        mutating func change(to other: Date?, by person: String) {
            if !isAgreed || moment == other || person != "ida" {
                (isAgreed, moment, isDisputed) = (true, other, false)
            } else {
                isDisputed = true
            }
        }
    }

    /// A name as somebody types it, and who that is.
    struct Name {
        let person: Person
        let whose: String

        /// Whoever calls themselves otherwise at ida's own account is ida.
        private static let all =
            ["ida", " Ida", "IDA", "ＩＤＡ", "\u{0456}d\u{0430}", "i\u{301}da", "i\u{200B}da", "ida@elsewhere", "i.d.a"]
            .map {
                Name(person: Person(name: $0, host: "elsewhere"), whose: "ida")
            } + [Name(person: Person(name: "lea", host: "elsewhere", account: "ida"), whose: "ida")]
            + ["kai", "Kai", "KAI@desk"].map {
                Name(person: Person(name: $0, host: "elsewhere", account: "kai"), whose: "kai")
            } + [Name(person: Person(name: "\u{1F600}", host: "elsewhere"), whose: "ida")]

        /// Mostly somebody else, so that gates open.
        static func any(_ chance: inout SeededGenerator) -> Name {
            let list = Int.random(in: 0..<4, using: &chance) > 0 ? Array(all.suffix(4).prefix(3)) : all
            return list.randomElement(using: &chance) ?? list[0]
        }
    }

    var hours: [String: Hours] = [:]
    var checks: [String: Check] = [:]
    var attested: Set<String> = []
    var approval: (attempt: String, domain: String, plan: String, people: Set<String>)?
    var waivers: [String: (until: Date, isApproved: Bool)] = [:]
    /// What can be taken back, the newest last: how it was before.
    var undo: [(inout GateModel) -> Void] = []
    var domains: [String: Domain] = [:]

    mutating func approve(_ attempt: String, _ domain: String, _ plan: String, _ person: String) {
        if approval?.attempt != attempt || approval?.domain != domain || approval?.plan != plan {
            approval = (attempt, domain, plan, [])
        }
        approval?.people.insert(person)
    }

    func allows(_ attempt: String, plan: String?, content: String?, at now: Date) -> Bool {
        // Something must have been looked at, whatever is waived.
        if ["checked", "both", "last"].allSatisfy({ isWaived($0, at: now) }) { return false }
        guard let domain, server != nil, let plan, let approval, approval.attempt == attempt,
            approval.domain == domain, approval.plan == plan, approval.people.count >= 2
        else { return false }
        for (name, state) in domains where !state.allows(name == domain ? content : nil) { return false }
        if let opens = hours["opens"]?.moment, now < opens { return false }
        if let closes = hours["closes"]?.moment, now > closes { return false }
        if hours.values.contains(where: \.isDisputed) { return false }
        if let last = domains[domain]?.lastSwitch, now.timeIntervalSince(last) < 600 { return false }
        let fresh = ["checked", "both", "last"].allSatisfy { id in
            if isWaived(id, at: now) { return true }
            guard let check = checks[id] else { return false }
            return check.isPassed && check.attempt == attempt && abs(now.timeIntervalSince(check.time)) <= 120
        }
        return fresh && attested.contains("both") && (attested.contains("attested") || isWaived("attested", at: now))
    }

    /// Whether nobody has anything to do about an item, apart from how old its check is.
    func stands(_ id: String, at now: Date) -> Bool {
        if isWaived(id, at: now) { return true }
        if id != "attested", checks[id]?.isPassed != true { return false }
        return !["attested", "both"].contains(id) || attested.contains(id)
    }

    private func isWaived(_ id: String, at now: Date) -> Bool {
        guard let waiver = waivers[id], now < waiver.until else { return false }
        return ["checked": waiver.isApproved, "last": waiver.isApproved, "attested": true][id] ?? false
    }
}
