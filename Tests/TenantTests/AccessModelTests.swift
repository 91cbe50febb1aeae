import Foundation
import TestSupport
import Testing

@testable import Reconciliation

/// Tenants and other sides made at random, and a slow and obvious model of who loses access beside the real one.
@Suite(.computing) struct AccessModelTests {
    private static let seed = Effort.modelSeed
    private static let domain = "n.example"
    /// One below it goes along, one is a root of its own, one is elsewhere.
    private static let domains = ["n.example", "mail.n.example", "eu.n.example", "a.eu.n.example", "other.example"]
    private static let apart = ["eu.n.example"]

    private struct World {
        var microsoft: [Account] = []
        var other: [Account] = []
        var login = AccessLoss.AlternateLogin.unknown
        /// Domains whose people Microsoft refuses, and those of whom it isn't known.
        var refused: Set<String> = []
        var unread: Set<String> = []

        init(_ chance: inout SeededGenerator) {
            login = [.on, .off, .unknown].randomElement(using: &chance) ?? .on
            for domain in AccessModelTests.domains {
                switch Int.random(in: 0...5, using: &chance) {
                case 0: refused.insert(domain)
                case 1: unread.insert(domain)
                default: break
                }
            }
            let people = Int.random(in: 0...9, using: &chance)
            let identifiers = ["x1", "x2", "x3", "x4", "x5", "NULL", "-", "", nil]
            func address(_ chance: inout SeededGenerator) -> String {
                let name = ["ida", "bo", "cy", "dan", "eve", "IDA", "Bo"].randomElement(using: &chance) ?? "ida"
                return "\(name)@\(AccessModelTests.domains.randomElement(using: &chance) ?? "n.example")"
            }
            func state(_ chance: inout SeededGenerator) -> AccountState {
                [.active, .active, .active, .inactive("off"), .unknown("hm")].randomElement(using: &chance) ?? .active
            }
            for number in 0..<people {
                var account = Account(
                    // The same user stands on two pages now and then.
                    id: "m\(Int.random(in: 0...20, using: &chance) == 0 ? max(0, number - 1) : number)",
                    address: address(&chance),
                    identifier: identifiers.randomElement(using: &chance) ?? nil,
                    isEnabled: Int.random(in: 0...4, using: &chance) > 0,
                    isGuest: Int.random(in: 0...5, using: &chance) == 0)
                if Bool.random(using: &chance) {
                    account.alternates = [address(&chance)]
                    account.otherAddresses = account.alternates
                }
                microsoft.append(account)
            }
            for number in 0..<Int.random(in: 0...9, using: &chance) {
                other.append(
                    Account(
                        id: "o\(number)", address: address(&chance),
                        identifier: identifiers.randomElement(using: &chance) ?? nil,
                        isRequest: Int.random(in: 0...9, using: &chance) == 0, state: state(&chance)))
                if Int.random(in: 0...4, using: &chance) == 0, let last = other.last { other.append(last) }
            }
        }
    }

    /// Who is locked out and of whom it isn't known, by reading the rule word for word over all pairs.
    private static func model(_ world: World) -> (loses: Set<String>, unknown: Set<String>) {
        func name(_ text: String?) -> String? {
            guard let text, !["", "NULL", "-"].contains(text) else { return nil }
            return text
        }
        func isSwitched(_ address: String) -> Bool {
            let own = address.lowercased().split(separator: "@").last.map(String.init) ?? ""
            guard own == domain || own.hasSuffix("." + domain) else { return false }
            return !apart.contains { own == $0 || own.hasSuffix("." + $0) }
        }
        var people: [Account] = []
        for account in world.microsoft where !people.contains(where: { $0.id == account.id }) { people.append(account) }
        var others: [Account] = []
        for account in world.other where !others.contains(account) { others.append(account) }
        func local(_ address: String) -> String {
            address.lowercased().split(separator: "@").first.map(String.init) ?? ""
        }
        // An old account that is off is no account where another one of the person is in use.
        let inUse = others.filter { old in
            guard case .inactive = old.state, !old.isRequest else { return true }
            return !others.contains { new in
                new != old && new.state == .active
                    && (new.address.lowercased() == old.address.lowercased() && !new.isRequest
                        // Whoever has the identifier alone may be anybody.
                        || name(new.identifier) != nil && name(new.identifier) == name(old.identifier)
                            && local(new.address) == local(old.address))
            }
        }
        let areNamed = others.contains { name($0.identifier) != nil }
        var (loses, unknown): (Set<String>, Set<String>) = ([], [])
        for person in people where person.isEnabled && !person.isGuest {
            let byName = isSwitched(person.address)
            guard byName || person.alternates.contains(where: isSwitched) else { continue }
            if !byName, world.login == .off { continue }
            // Linked: the one person and the one account that share an identifier.
            let mine = name(person.identifier)
            let same = inUse.filter { mine != nil && name($0.identifier) == mine }
            let isAlone = people.filter { mine != nil && name($0.identifier) == mine }.count == 1
            let partner = areNamed && isAlone && same.count == 1 ? same[0] : nil
            let own = person.address.lowercased().split(separator: "@").last.map(String.init) ?? ""
            let isTaken = byName || !world.refused.contains(own) && !world.unread.contains(own)
            let isDoubtful = partner.map { isAnothers($0, person, people, others) } ?? false
            if partner?.state == .active, isTaken, !isDoubtful { continue }
            if !byName, world.login == .unknown {
                unknown.insert(person.id)
            } else if partner?.state == .active {
                if !isDoubtful, world.refused.contains(own) {
                    loses.insert(person.id)
                } else {
                    unknown.insert(person.id)
                }
            } else if case .unknown = partner?.state {
                unknown.insert(person.id)
            } else {
                loses.insert(person.id)
            }
        }
        return (loses, unknown)
    }

    /// Whether the account that has a person's identifier seems to be somebody else's.
    private static func isAnothers(
        _ partner: Account, _ person: Account, _ people: [Account], _ others: [Account]
    ) -> Bool {
        func same(_ one: String, _ other: String) -> Bool { one.lowercased() == other.lowercased() }
        func local(_ address: String) -> String {
            address.lowercased().split(separator: "@").first.map(String.init) ?? ""
        }
        let own = [person.address] + person.otherAddresses
        if own.contains(where: { same($0, partner.address) }) { return false }
        let isAnotherOnes = people.contains { one in
            one.id != person.id && one.isEnabled
                && ([one.address] + one.otherAddresses).contains { same($0, partner.address) }
        }
        if isAnotherOnes { return true }
        let hasAnother = others.contains { $0.id != partner.id && !$0.isRequest && same($0.address, person.address) }
        return hasAnother && !own.contains { local($0) == local(partner.address) }
    }

    @Test func nobodyWhomTheModelLocksOutIsMissingAndNobodyIsThereTwice() throws {
        for number in 0..<(Self.seed == nil ? Effort.times(80, long: 400) : 1) {
            let seed = Self.seed ?? UInt64(number) &* 7_919 &+ 11
            var chance = SeededGenerator(seed)
            let world = World(&chance)
            let loader = try AccountLoader(
                domain: Self.domain,
                rules: Bool.random(using: &chance) ? [.guests, .disabled, .matching("bo*", reason: "")] : [])
            try loader.add(world.other, to: .other)
            try loader.add(world.microsoft, to: .microsoft)
            let found = try Reconciliation(
                loader, company: Self.domains, apart: Self.apart,
                knowing: AccessKnowledge(
                    alternateLogin: world.login,
                    tokens: .init(
                        isRefused: Dictionary(
                            uniqueKeysWithValues: Self.domains.filter { !world.unread.contains($0) }.map {
                                ($0, world.refused.contains($0))
                            }))))
            let expected = Self.model(world)
            for (answer, wanted) in [(AccessLoss.Effect.loses, expected.loses), (.unknown, expected.unknown)] {
                var seen: [String] = []
                try found.pages(.init(access: [answer]), of: 3) {
                    seen += $0.map(\.account.id)
                    return true
                }
                #expect(seen.sorted() == wanted.sorted(), "\(answer), LOCKSTEP_MODEL_SEED=\(seed): \(world)")
                let total = answer == .loses ? found.totals.losingAccess : found.totals.unknownAccess
                #expect(total == seen.count, "LOCKSTEP_MODEL_SEED=\(seed)")
            }
            try Self.everybodyIsThereOnce(found, world, seed)
        }
    }

    /// Each account in one class, and nobody told to create what is there.
    private static func everybodyIsThereOnce(_ found: Reconciliation, _ world: World, _ seed: UInt64) throws {
        var entries: [Entry] = []
        try found.pages(.init(), of: 7) {
            entries += $0
            return true
        }
        #expect(entries.count == found.totals.count(on: .microsoft) + found.totals.count(on: .other))
        #expect(
            Set(entries.filter { $0.side == .microsoft }.map(\.account.id)) == Set(world.microsoft.map(\.id))
                && entries.count { $0.side == .microsoft } == Set(world.microsoft.map(\.id)).count,
            "LOCKSTEP_MODEL_SEED=\(seed)")
        for entry in entries where [.createOtherAccount, .createMicrosoftAccount].contains(entry.remedy) {
            let own = ([entry.account.address] + entry.account.otherAddresses).map { $0.lowercased() }
            let there = entries.contains { other in
                other.side != entry.side && own.contains(other.account.address.lowercased())
            }
            #expect(!there, "\(entry.account.address) is told to be created, LOCKSTEP_MODEL_SEED=\(seed)")
        }
    }
}
