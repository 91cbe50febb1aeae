import Foundation
import Reconciliation
import SimulatedTenant
import Tenant
import TestSupport
import Testing

@testable import Verification

/// Both sides of small worlds, by hand, and of a generated population whose truth is known.
@Suite(.serialized) struct ReconciliationTests {
    private static func compare(
        _ microsoft: [Account], _ other: [Account], domain: String? = nil, rules: [ExclusionRule] = []
    ) throws -> Reconciliation {
        let loader = try AccountLoader(domain: domain, rules: rules)
        try loader.add(other, to: .other)
        try loader.add(microsoft, to: .microsoft)
        return try Reconciliation(loader, company: ["nordwind.example", "nordwind.test", "würft.example"])
    }

    private static func person(_ address: String, _ name: String = "", identifier: String? = nil) -> Account {
        Account(id: "id-\(address)", address: address, name: name, identifier: identifier)
    }

    struct Likely: Sendable, CustomTestStringConvertible {
        let left: Account
        let right: Account
        /// A part of the reason; nil where the two must not be taken for one.
        let reason: String?

        init(_ left: (String, String), _ right: (String, String), _ reason: String?) {
            self.left = ReconciliationTests.person(left.0, left.1)
            self.right = ReconciliationTests.person(right.0, right.1)
            self.reason = reason
        }

        var testDescription: String { "\(left.address) ~ \(right.address)" }
    }

    private static let likely = [
        Likely(("ida.holm@nordwind.example", "Ida Holm"), ("Ida.Holm@Nordwind.example", ""), "letter case"),
        Likely(("ida.holm@nordwind.example", ""), ("ida.holm@nordwind.test", ""), "other domain of the same company"),
        Likely(
            ("ida.holm@nordwind.example", ""), ("ida.holm@xn--wrft-0ra.example", ""),
            "other domain of the same company"),
        Likely(("ida.holm@WÜRFT.example", ""), ("ida.holm@xn--wrft-0ra.example", ""), "in another writing"),
        Likely(("ida.holm@wеrft.example", ""), ("ida.holm@werft.example", ""), nil),
        Likely(("ida.holm@nordwind.example", ""), ("idaholm@nordwind.example", ""), "dots aside"),
        Likely(("ida.holm@nordwind.example", ""), ("ida.holm+ms@nordwind.example", ""), "plus-tag"),
        Likely(("søren.holm@nordwind.example", ""), ("soren.holm@nordwind.example", ""), "accents aside"),
        Likely(("jörg.müller@nordwind.example", ""), ("jorg.muller@nordwind.example", ""), "accents aside"),
        Likely(("joerg.mueller@nordwind.example", ""), ("jörg.müller@nordwind.example", ""), "umlaut"),
        Likely(("ida.holm@nordwind.example", ""), ("ida.hom@nordwind.example", ""), "one letter of the address"),
        Likely(("ida.holm@nordwind.example", ""), ("iad.holm@nordwind.example", ""), "one letter of the address"),
        Likely(("ida.holm@nordwind.example", ""), ("ida.holn@nordwind.example", ""), "one letter of the address"),
        Likely(("ida.holm@nordwind.example", ""), ("ida.holm@nordwnd.example", ""), "one letter of the domain"),
        Likely(("ida.holm@nordwind.example", ""), ("holm.ida@nordwind.example", ""), "swapped"),
        Likely(("ida.holm@nordwind.example", "Ida Holm"), ("i.holm@nordwind.example", "Ida Holm"), "initial"),
        Likely(("ida.holm@nordwind.example", "Ida Holm"), ("i.holm@nordwind.example", "Ivo Holm"), nil),
        // Namesakes are told apart by their numbers, and two people by their names.
        Likely(("ida.holm2@nordwind.example", "Ida Holm"), ("ida.holm3@nordwind.example", "Ida Holm"), nil),
        Likely(("ida.holm@nordwind.example", "Ida Holm"), ("ina.holm@nordwind.example", "Ina Holm"), nil),
        Likely(("ida.holm@nordwind.example", ""), ("bo.berg@nordwind.example", ""), nil),
        Likely(("ida.holm@nordwind.example", ""), ("ida.holm@elsewhere.example", ""), nil),
    ]

    @Test(.computing, arguments: likely) func accountsOfOnePersonAreProposed(likely: Likely) throws {
        for (left, right) in [(likely.left, likely.right), (likely.right, likely.left)] {
            let found = try Self.compare([left], [right])
            let entry = try #require(try found.find(left.address).first { $0.side == .microsoft })
            guard let reason = likely.reason else {
                #expect(entry.standing == .microsoftOnly)
                continue
            }
            #expect(entry.standing == .unlinked && entry.partner == right.address)
            #expect(entry.proposals.first?.reason.contains(reason) == true, "\(entry.proposals)")
            #expect(entry.remedy == .link)
            #expect(found.totals.open == 2)
        }
    }

    /// A text of SQLite's ends at NUL: what stands before it may be another's address.
    @Test(
        .computing,
        arguments: ["ida@nordwind.example\0", "ida@nordwind.example\0.evil.example", "\0ida@nordwind.example"])
    func anAddressThatGoesOnBehindNULIsNobodyElses(address: String) throws {
        let strange = Account(
            id: "id-ida@nordwind.example\0", address: address, otherAddresses: [address], claim: address)
        let result = try Self.compare([Self.person("ida@nordwind.example", identifier: "x")], [strange])
        #expect(try result.page(.init(classes: [.linked]), limit: 9).isEmpty)
        let kept = try result.page(.init(side: .other), limit: 9).map(\.account.address)
        #expect(kept == [address.replacing("\0", with: "\u{FFFD}")])
    }

    @Test(.computing) func everySituationHasItsClassAndItsAction() throws {
        var alias = Self.person("m.berg@nordwind.example", "Mia Berg")
        alias.otherAddresses = ["mia.berg@nordwind.example"]
        var guest = Self.person("guest@nordwind.example")
        guest.isGuest = true
        var left = Self.person("gone@nordwind.example")
        left.isEnabled = false
        var request = Self.person("kia.dalh1@nordwind.example", "Kai Dahl")
        request.isRequest = true
        let found = try Self.compare(
            [
                Self.person("ida@nordwind.example", identifier: "1"), alias, guest, left,
                Self.person("svc-scan@nordwind.example"), Self.person("only@nordwind.example"),
                Self.person("root@nordwind.onmicrosoft.com"), Self.person("wrong@nordwind.example", identifier: "old"),
                Self.person("twin.a@nordwind.example", identifier: "2"), Self.person("kia.dahl1@nordwind.example"),
                Self.person("twin.b@nordwind.example", identifier: "2"),
                Self.person("jo.falk@nordwind.example", "Jo Falk"), Self.person("joo.falk@nordwind.example", "Jo Falk"),
            ],
            [
                Self.person("other.name@nordwind.example", identifier: "1"), Self.person("mia.berg@nordwind.example"),
                Self.person("gone@nordwind.example"), Self.person("peig.only@nordwind.example", identifier: "9"),
                Self.person("wrong@nordwind.example", identifier: "new"), request,
                Self.person("ida@nordwind.example", identifier: "7"),
                Self.person("both@nordwind.example"), Self.person("Both@nordwind.example"),
                Self.person("j.falk@nordwind.example", "Jo Falk"),
            ], domain: "nordwind.example",
            rules: [.guests, .disabled, .matching("svc-*", reason: "service accounts")])
        let expected: [(String, Side, AccountClass, Remedy)] = [
            // Her identifier is another's, and her own account there has another one.
            ("ida@nordwind.example", .microsoft, .ambiguous, .decide),
            ("other.name@nordwind.example", .other, .ambiguous, .decide),
            ("m.berg@nordwind.example", .microsoft, .unlinked, .link),
            ("guest@nordwind.example", .microsoft, .excluded, .nothing),
            ("gone@nordwind.example", .microsoft, .excluded, .nothing),
            // Whose account at Microsoft is disabled has nothing to be linked to.
            ("gone@nordwind.example", .other, .excluded, .nothing),
            ("svc-scan@nordwind.example", .microsoft, .excluded, .nothing),
            ("only@nordwind.example", .microsoft, .microsoftOnly, .createOtherAccount),
            ("peig.only@nordwind.example", .other, .otherOnly, .createMicrosoftAccount),
            ("root@nordwind.onmicrosoft.com", .microsoft, .excluded, .nothing),
            ("wrong@nordwind.example", .microsoft, .unlinked, .link),
            ("twin.a@nordwind.example", .microsoft, .duplicate, .decide),
            ("twin.b@nordwind.example", .microsoft, .duplicate, .decide),
            // Ida is linked; this is a second account of hers.
            ("ida@nordwind.example", .other, .duplicate, .decide),
            ("kia.dahl1@nordwind.example", .microsoft, .unlinked, .mergeRequest),
            ("kia.dalh1@nordwind.example", .other, .unlinked, .mergeRequest),
            ("jo.falk@nordwind.example", .microsoft, .ambiguous, .link),
            ("joo.falk@nordwind.example", .microsoft, .ambiguous, .link),
            ("j.falk@nordwind.example", .other, .ambiguous, .link),
        ]
        for (address, side, standing, remedy) in expected {
            let entry = try #require(try found.find(address).first { $0.side == side }, "\(address)")
            #expect(entry.standing == standing && entry.remedy == remedy, "\(entry)")
        }
        let duplicates = try found.page(.init(side: .other, classes: [.duplicate]), limit: 10)
        #expect(duplicates.count == 3)
        // The service account would be locked out too, whatever the rule says; guests and disabled ones would not.
        #expect(found.totals.losingAccessByRule == 1)
        #expect(try found.count(.init(access: [.loses])) == found.totals.losingAccess)
        #expect(found.totals.losingAccess == 9)
        #expect(found.totals.rules.map(\.microsoft) == [1, 1, 1, 1])
        try Self.everyAccountIsCountedOnce(found, microsoft: 13, other: 10)
    }

    /// In exactly one class, listed exactly once, whatever the page's size.
    private static func everyAccountIsCountedOnce(_ found: Reconciliation, microsoft: Int, other: Int) throws {
        for (side, count) in [(Side.microsoft, microsoft), (.other, other)] {
            #expect(found.totals.count(on: side) == count)
            #expect(AccountClass.allCases.reduce(0) { $0 + found.totals.count($1, on: side) } == count)
            for size in [3, 1_000] {
                var (seen, last): (Set<String>, Entry?) = ([], nil)
                while true {
                    let page = try found.page(.init(side: side), after: last, limit: size)
                    if page.isEmpty { break }
                    seen.formUnion(page.map { "\($0.account.id)" })
                    last = page.last
                    if size == 3, count > 1_000 { break }
                }
                if size == 1_000 || count <= 1_000 { #expect(seen.count == count) }
            }
        }
    }

    @Test(.computing) func linksAreTheSystemsWordWhereItNamesNoIdentifiers() throws {
        var told = Self.person("ida.h@nordwind.example")
        told.claim = "IDA@nordwind.example"
        var empty = Self.person("bo@nordwind.example")
        empty.claim = "bo.berg@nordwind.example"
        let found = try Self.compare(
            [Self.person("ida@nordwind.example", identifier: "1"), Self.person("bo.berg@nordwind.example")],
            [told, empty])
        #expect(!found.hasIdentifiers)
        #expect(try found.find("ida@nordwind.example").map(\.standing) == [.linked])
        // What Microsoft has no identifier of isn't linked, whatever the other system says.
        #expect(try found.find("bo.berg@nordwind.example").map(\.standing) == [.unlinked])
    }

    /// The same accounts over SCIM, in pages that don't divide them; and what goes wrong there is told.
    @Test func accountsComeOverSCIM() async throws {
        let trainee = try await Trainee.start("mismatched-identifiers")
        let address = trainee.tenant.address + "/v1.0/peig/scim/v2/"
        let token = try await Service(trainee.tenant).token(of: .portal)
        func found(_ token: String, _ address: String) async throws -> Totals {
            let client = ScimClient(
                address: address, token: token, anchor: trainee.tenant.anchor, policy: .none, pageSize: 7)
            return try await Comparison(
                system: "Peig", domain: "nordwind.example", source: ScimAccounts(client), rules: []
            ).run(trainee.access, now: Date()).reconciliation.totals
        }
        let totals = try await found(token, address)
        #expect(totals.count(.linked, on: .other) == 19 && totals.count(on: .other) == 23)
        #expect(try await found(token, address + "Users") == totals)
        for (match, effect, says) in [
            ("", "", "401"), ("GET /v1.0/peig/scim/v2/Users", #""status": 429, "retry-after": 9"#, "asks to wait 9 s"),
            ("GET /v1.0/peig/scim/v2/Users", #""truncate": true"#, "isn't what"),
            ("GET /v1.0/peig/scim/v2/Users", #""html": true"#, "instead of JSON"),
        ] {
            if !match.isEmpty {
                let fault = #"{"match": "\#(match)", "times": 1, \#(effect)}"#
                #expect(try await Service(trainee.tenant).trainer(.post, "faults", fault).status == 200)
            }
            do throws(Impediment) {
                let client = ScimClient(
                    address: address, token: match.isEmpty ? "wrong" : token, anchor: trainee.tenant.anchor,
                    policy: .none)
                _ = try await Comparison(
                    system: "Peig", domain: nil, source: ScimAccounts(client), rules: []
                ).run(trainee.access, now: Date())
                Issue.record("\(effect) was taken for an answer")
            } catch {
                guard case .fault(let fault) = error else {
                    Issue.record("\(error)")
                    continue
                }
                #expect(fault.reason.contains(says), "\(fault.reason)")
            }
        }
        await trainee.tenant.stop()
    }

    @Test(.computing) func aSearchFindsNamesAndAliasesAndTakesWildcardsAsTheyAre() throws {
        var alias = Self.person("m.berg@nordwind.example", "Mia 100% Berg")
        alias.otherAddresses = ["mia_berg@nordwind.example"]
        let found = try Self.compare([alias, Self.person("ida@nordwind.example", "Ida")], [])
        for (search, count) in [("MIA", 1), ("mia_b", 1), ("100%", 1), ("i%", 0), ("nordwind", 2), ("_", 1), ("zz", 0)]
        {
            #expect(try found.count(.init(search: search)) == count, "\(search)")
        }
    }

    /// A population with planted mistakes: found, classed and proposed as they were planted, and nobody else touched.
    @Test(arguments: Effort.some(1, of: [7, 8, 9])) func plantedMistakesAreFound(seed: Int) async throws {
        let planted = ["missing-in-peig": 40, "missing-in-microsoft": 30, "unlinked": 50, "wrong-identifier": 20]
        let faulty = 60
        let list = (planted.map { "\($0): \($1)" } + ["faulty-request: \(faulty)"]).joined(separator: ", ")
        let text = try Repository.text("Runbooks/peig-microsoft-365/scenarios/mismatched-identifiers.yaml")
            .replacing("count: 24", with: "count: 3000").replacing("seed: 46", with: "seed: \(seed)")
            .replacing(/discrepancies: \{[^}]*\}/, with: "discrepancies: { \(list) }")
        let trainee = Trainee(
            try await SimulatedTenant.start(
                try Scenario.load(text, file: "planted", truths: nil), now: { Date() }))
        let found = try await Comparison(
            system: "Peig", domain: "nordwind.example", source: WorkspaceExport(client: trainee.admin), rules: [.guests]
        ).run(trainee.access, now: Date()).reconciliation
        let totals = found.totals
        #expect(totals.count(.microsoftOnly, on: .microsoft) == 40)
        #expect(totals.count(.otherOnly, on: .other) == 30)
        #expect(totals.count(.unlinked, on: .microsoft) == 130)
        #expect(totals.count(.unlinked, on: .other) == 130)
        #expect(totals.count(.ambiguous, on: .microsoft) + totals.count(.ambiguous, on: .other) == 0)
        #expect(totals.count(.duplicate, on: .microsoft) + totals.count(.duplicate, on: .other) == 0)
        #expect(totals.requests == faulty)
        #expect(totals.losingAccess == 40 + 130)
        try Self.everyAccountIsCountedOnce(found, microsoft: 3_000 - 30 + 2, other: 3_000 - 40 + 1)
        // Whoever mistyped an address is proposed to whom they are: the one of that very name, at rank one or two.
        let requests = try found.page(.init(side: .other, classes: [.unlinked]), limit: 1_000).filter(
            \.account.isRequest)
        #expect(requests.count == faulty)
        for request in requests {
            let names = request.proposals.prefix(2).map(\.name)
            #expect(names.contains(request.account.name) && request.remedy == .mergeRequest, "\(request)")
        }
        // Every proposal is the right person: a name is only ever proposed to itself.
        for entry in try found.page(.init(side: .microsoft, classes: [.unlinked]), limit: 1_000) {
            #expect(entry.proposals.first?.name == entry.account.name, "\(entry)")
        }
        await trainee.tenant.stop()
    }
}
