import Foundation
import Runbook
import TestSupport
import Testing

@testable import Journal

/// A session that has seen everything is moved to versions of its runbook that were edited at random: whatever still
/// counts there was about the very same thing.
@Suite(.computing) struct UpgradeTests {
    private static let old = Result { try CheckableRunbook.peig() }
    private static let source = Result { try Repository.runbook("peig-microsoft-365") }
    private static let who = Person(name: "ida", host: "test")
    private static let now = Date(timeIntervalSince1970: 1_800_000_000)

    /// A journal in which every action is done, and every item checked, confirmed and waived.
    private static func journal() throws -> [Event] {
        let (runbook, source) = (try old.get(), try source.get())
        var events: [Event] = []
        func add(_ payload: any EventPayload) throws {
            events.append(try Event(session: "s", after: events.last, time: now, who: who, payload: payload))
        }
        try add(
            SessionStarted(
                name: "n", runbook: source,
                tenant: TenantBinding(kind: .rehearsal, tenantID: "t", displayName: "T", scenario: nil)))
        let answers = [
            "domain": "nordwind.example", "admin_upn": "ida@nordwind.example", "app_name": "PeigUserManagerApp",
            "peig_server": "peig.example", "migration_deadline": "2030-01-01T18:00:00Z", "peig_accounts": "",
            "idp_metadata": "",
        ]
        for (input, answer) in answers.sorted(by: { $0.key < $1.key }) {
            try add(InputAnswered(input: input, answer: answer))
        }
        try add(StepEntered(step: "user-migration"))
        for action in runbook.steps.flatMap(\.actions) { try add(ActionDone(action: action.id)) }
        for item in runbook.items {
            if item.check != nil {
                let evidence = Evidence(requests: [], observations: [], milliseconds: 1)
                try add(
                    ItemChecked(item: item.id, verdict: .passed, evidence: evidence, attempt: nil))
            }
            if let sentence = item.attestation {
                try add(
                    ItemAttested(item: item.id, statement: sentence.shown(answers), words: "yes"))
            }
            try add(
                ItemWaived(item: item.id, reason: "r", approvedBy: who, expires: "2099-01-01T00:00:00Z"))
        }
        return events
    }

    /// The files with some lines changed, dropped, doubled or moved.
    private static func edited(_ source: RunbookSource, _ chance: inout SeededGenerator) -> RunbookSource {
        var files = source.files
        for _ in 0..<Int.random(in: 1...3, using: &chance) {
            let path = files.keys.sorted().filter { !$0.hasPrefix("shared/") }.randomElement(using: &chance) ?? ""
            var lines = (files[path] ?? "").split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
            let place = Int.random(in: 0..<lines.count, using: &chance)
            switch Int.random(in: 0..<8, using: &chance) {
            case 0: lines.remove(at: place)
            case 1: lines.swapAt(place, Int.random(in: 0..<lines.count, using: &chance))
            case 2: lines[place] += " "
            case 3: lines[place] = lines[place].replacing("waivable: never", with: "waivable: one-person")
            case 4: lines[place] = lines[place].replacing("exists: true", with: "exists: false")
            case 5: lines[place] = lines[place].replacing("type: text", with: "type: guid")
            case 6:
                // Items and actions trade places.
                guard let other = lines.lastIndex(where: { $0.hasPrefix("  - id:") }), other > place,
                    let start = lines[..<other].lastIndex(where: { $0.hasPrefix("  - id:") })
                else { break }
                lines = Array(lines[..<start] + lines[other...] + lines[start..<other])
            default: lines[place] = lines[place].replacing(/(text|attest|title|ask): (\w)/) { "\($0.1): Now \($0.2)" }
            }
            files[path] = lines.joined(separator: "\n")
        }
        return RunbookSource(id: source.id, files: files)
    }

    @Test(arguments: Effort.some(6, of: 0..<40))
    func whatCountsAfterAnUpgradeIsAboutTheSame(seed: Int) throws {
        let old = try Self.old.get()
        let journal = try Self.journal()
        let before = try SessionState(journal)
        var chance = SeededGenerator(UInt64(seed))
        var moved = 0
        for _ in 0..<12 {
            let source = Self.edited(try Self.source.get(), &chance)
            guard let new = try? CheckableRunbook.load(source) else { continue }
            let upgrade = Upgrade(of: before, from: old, to: new, source: source)
            #expect(upgrade.difference.isEmpty == (old == new))
            #expect(upgrade.refusal == nil)
            let event = try Event(
                session: "s", after: journal.last, time: Self.now, who: Self.who,
                payload: upgrade.body())
            // As it comes back from a store.
            let written = try Event(
                session: "s", sequence: event.sequence, time: event.timeText, who: event.who, kind: event.kind,
                version: event.version, json: event.json, previousHash: event.previousHash, hash: event.hash)
            let after = try SessionState(journal + [written])
            moved += 1
            #expect(after.runbook == source)
            #expect(after.lastUndoable == nil)
            let lost = Set(upgrade.losses)
            for item in new.items {
                let earlier = old.item(item.id)
                if after.verdict(of: item) != nil { #expect(earlier?.check == item.check, "\(item.id)") }
                if after.attestation(of: item) != nil { #expect(earlier?.attestation == item.attestation) }
                if after.waiver(of: item, now: Self.now) != nil {
                    #expect(earlier?.check == item.check && earlier?.attestation == item.attestation)
                }
            }
            // What is lost is said, and nothing else is lost.
            for item in old.items where before.verdict(of: item) != nil {
                let stands = new.item(item.id).flatMap { after.verdict(of: $0) } != nil
                #expect(stands != lost.contains(.init(what: .verdict, subject: item.id)), "\(item.id)")
            }
            let texts = Dictionary(old.steps.flatMap(\.actions).map { ($0.id, $0) }) { first, _ in first }
            for action in new.steps.flatMap(\.actions) where after.doneActions[action.id] != nil {
                let was = upgrade.body().actions.first { $0.value == action.id }.flatMap { texts[$0.key] }
                #expect(was?.text == action.text && was?.title == action.title, "\(action.id)")
            }
            #expect(after.doneActions.count + lost.count { $0.what == .action } == before.doneActions.count)
            #expect(after.answers.count + lost.count { $0.what == .answer } == before.answers.count)
            #expect(new.step(after.currentStep ?? "") != nil)
            // And back again: nothing that was lost comes back by itself.
            let back = Upgrade(of: after, from: new, to: old, source: try Self.source.get())
            let returned = try SessionState(
                journal + [
                    event,
                    try Event(
                        session: "s", after: event, time: Self.now, who: Self.who,
                        payload: back.body()),
                ])
            for item in old.items where lost.contains(.init(what: .verdict, subject: item.id)) {
                #expect(returned.verdict(of: item) == nil, "\(item.id)")
            }
        }
        #expect(moved > 0)
    }

    /// When an item is asked changes nothing about what was found, confirmed or waived.
    @Test func whenAnItemIsAskedVoidsNothing() throws {
        let old = try Self.old.get()
        var files = try Self.source.get().files
        let step = "steps/5-federation-setup.yaml"
        files[step] = files[step]?.replacing("asked: before-switch", with: "asked: always")
            .replacing("- id: certificate-lasts\n", with: "- id: certificate-lasts\n    asked: before-switch\n")
        let source = RunbookSource(id: old.id, files: files)
        let upgrade = Upgrade(
            of: try SessionState(try Self.journal()), from: old, to: try CheckableRunbook.load(source), source: source)
        #expect(
            upgrade.difference.changes.map { "\($0.kind) \($0.part) \($0.id): \($0.aspects)" }
                == [
                    "migration-closed", "all-onboarded", "still-unassigned", "domain-ready", "saml-info-confirmed",
                    "certificate-lasts", "way-back", "role-approved",
                ].map { "changed item \($0): [\"when it is asked\"]" })
        #expect(upgrade.losses.isEmpty && upgrade.refusal == nil)
    }

    /// A plan that was switched by, or may have been, isn't changed under it.
    @Test func aSwitchKeepsItsPlan() throws {
        let old = try Self.old.get()
        let source = try Self.source.get()
        let journal = try Self.journal()
        var files = source.files
        files["runbook.yaml"] = files["runbook.yaml"]?.replacing("cooldown: 10m", with: "cooldown: 20m")
        let otherPlan = RunbookSource(id: source.id, files: files)
        files = source.files
        files["runbook.yaml"] = files["runbook.yaml"]?.replacing("title: Preparation", with: "title: Before")
        let otherWords = RunbookSource(id: source.id, files: files)
        func refusal(_ payloads: [any EventPayload], _ source: RunbookSource) throws -> Upgrade.Refusal? {
            var events = journal
            for payload in payloads {
                events.append(
                    try Event(session: "s", after: events.last, time: Self.now, who: Self.who, payload: payload))
            }
            return Upgrade(
                of: try SessionState(events), from: old, to: try CheckableRunbook.load(source),
                source: source
            ).refusal
        }
        func read(_ json: String, as kind: String) throws -> any EventPayload {
            try EventKinds.payload(kind: kind, version: 1, json: json, sequence: 1)
        }
        let domain = "nordwind.example"
        let verified = CutoverVerified(attempt: "a", domain: domain, configurationID: "c")
        #expect(try refusal([verified], otherPlan) == .switchedOtherwise)
        #expect(try refusal([verified], otherWords) == nil)
        let sent = try read(#"{"attempt":"a","domain":"nordwind.example"}"#, as: CutoverStarted.kind)
        #expect(try refusal([sent], otherWords) == .inDoubt)
        // A look that saw nothing ends no doubt; a refusal does.
        let failed = CutoverFailed(attempt: "a", domain: domain, outcome: .stillManaged, reason: "r")
        #expect(try refusal([sent, failed], otherPlan) == .inDoubt)
        #expect(try refusal([sent, answered(.refused, "a"), managed], otherPlan) == nil)
        let removal = try read(#"{"attempt":"b","domain":"nordwind.example"}"#, as: RollbackStarted.kind)
        #expect(try refusal([verified, removal], otherWords) == .inDoubt)
        let back = RolledBack(attempt: "b", domain: domain, isManaged: true, reason: nil)
        #expect(try refusal([verified, removal, back], otherPlan) == .inDoubt)
        #expect(try refusal([verified, removal, answered(.accepted, "b"), managed], otherPlan) == nil)
    }

    private func answered(_ kind: SwitchAnswer.Kind, _ attempt: String) -> any EventPayload {
        let answer = SwitchAnswer(kind: kind, words: "w", status: nil, requestID: nil)
        return SwitchAnswered(attempt: attempt, domain: "nordwind.example", answer: answer)
    }

    private var managed: any EventPayload {
        let sighting = DomainSighting(source: .directory, federation: nil, readAt: Self.now, isTimed: true)
        return DomainSeen(domain: "nordwind.example", sighting: sighting)
    }
}
