import Foundation
import Runbook
import TestSupport
import Verification

@testable import Journal

/// Sessions that somebody made up: entries of every kind, in any order, with anything in them.
struct SessionDrafts: Sendable {
    private static let attempts = #""attempt":"a1","domain":"nordwind.example""#

    /// A payload of each kind, as this program writes it.
    private static let samples: [(kind: String, version: Int, json: String)] = [
        ("inputAnswered", 2, #"{"answer":"nordwind.example","input":"domain"}"#),
        (
            "inputAnswered", 2,
            #"{"answer":"2026-11-25T22:00:00Z","input":"switch_opens","reason":"r","approvedBy":{"name":"jo","host":"h"}}"#
        ),
        ("stepEntered", 1, #"{"step":"entra-id-setup"}"#), ("actionDone", 1, #"{"action":"entra-id-setup.1"}"#),
        (
            "itemChecked", 1,
            #"{"evidence":{"milliseconds":12,"observations":[{"property":"p","seen":"12"}],"requests":[{"method":"GET","milliseconds":3,"path":"/v1.0/domains","requestID":"x","status":200}]},"item":"domain-verified","verdict":{"verdict":"passed"}}"#
        ),
        (
            "itemChecked", 1,
            #"{"attempt":"a1","evidence":{"milliseconds":1,"observations":[],"requests":[]},"item":"identifiers-linked","verdict":{"findings":[{"message":"m","property":"p","remedy":"r"}],"verdict":"failed"}}"#
        ),
        ("itemAttested", 1, #"{"item":"peig-admin","statement":"s","words":"yes"}"#),
        ("noteAdded", 1, #"{"text":"n"}"#),
        ("skipped", 1, #"{"reason":"r","subject":"way-back"}"#),
        ("leaseTaken", 1, #"{"from":{"host":"h","name":"jo"},"isGiven":true}"#),
        (
            "cutoverRefused", 4,
            #"{"attempt":"a1","reasons":[{"kind":"failed","message":"m","remedy":"r","subject":"s"}]}"#
        ),
        ("cutoverApproved", 3, "{\(attempts),\"plan\":\"p\",\"approvedBy\":{\"name\":\"jo\",\"host\":\"h\"}}"),
        (
            "cutoverStarted", 2,
            "{\(attempts),\"byHand\":true,\"commandsUntil\":\"2026-11-25T22:30:00.000Z\",\"requestID\":\"r\"}"
        ),
        ("cutoverStarted", 2, "{\(attempts),\"plan\":\"p\",\"content\":\"c\"}"),
        ("cutoverVerified", 1, "{\(attempts),\"configurationID\":\"c1\"}"),
        ("cutoverFailed", 2, "{\(attempts),\"outcome\":\"federatedOtherwise\",\"reason\":\"r\"}"),
        ("cutoverFailed", 2, "{\(attempts),\"outcome\":\"stillManaged\",\"reason\":\"r\"}"),
        ("rollbackApproved", 2, "{\(attempts),\"plan\":\"p\"}"),
        ("rollbackStarted", 2, "{\(attempts),\"configurationID\":\"c1\"}"),
        ("rolledBack", 1, "{\(attempts),\"isManaged\":true}"),
        (
            "switchAnswered", 1,
            "{\(attempts),\"answer\":{\"kind\":\"accepted\",\"words\":\"w\",\"status\":201,\"configurationID\":\"c1\"}}"
        ),
        (
            "domainSeen", 1,
            #"{"domain":"nordwind.example","sighting":{"federation":{"configurationID":"c1","differences":[],"isOurIssuer":true,"issuer":"i"},"isTimed":true,"readAt":"2026-11-25T22:00:00.000Z","source":"directory"}}"#
        ),
        (
            "domainSeen", 1,
            #"{"domain":"nordwind.example","sighting":{"isTimed":true,"readAt":"2026-11-25T22:10:00.000Z","source":"signIn"}}"#
        ),
        (
            "switchAudited", 1,
            #"{"at":"2026-11-25T22:00:00.000Z","attempt":"a1","by":"ida","domain":"nordwind.example","entry":"e","succeeded":true}"#
        ),
        ("undone", 1, #"{"sequence":7}"#),
        (
            "itemWaived", 2,
            #"{"expires":"2026-11-26T22:00:00Z","item":"way-back","reason":"r","approvedBy":{"name":"jo","host":"h"}}"#
        ),
        ("handedOver", 1, #"{"text":"t"}"#), ("renamed", 1, #"{"name":"friday two"}"#),
        ("archived", 1, #"{"isArchived":true}"#),
        ("takenIn", 1, #"{"first":1,"head":"0","last":3}"#),
        ("sealed", 1, #"{"to":"kai"}"#),
        (
            "approvalSigned", 1,
            #"{"approval":{"signature":"s","text":"t"},"by":{"host":"h","name":"jo"},"what":"w"}"#
        ),
        ("approvalDeclined", 1, #"{"by":{"host":"h","name":"jo"},"reason":"r","what":"w"}"#),
    ]

    /// With a little of everything that a session keeps something of.
    private static let small = RunbookSource(
        id: "small",
        files: [
            "runbook.yaml": """
            id: small
            title: Small
            summary: A switch.
            inputs:
              - { id: domain, type: domain, ask: Which domain? }
              - { id: switch_opens, type: date-time, ask: When? }
            phases:
              - { id: only, title: Only, text: All of it., may-break: Nothing. }
            steps: [entra-id-setup.yaml]
            cutover:
              step: entra-id-setup
              domain: "{{domain}}"
              cooldown: 10m
              fresh-for: 2m
              federation:
                display-name: x
                issuer: x
                sign-in-url: https://x.example/in
                sign-out-url: https://x.example/out
                certificate: x
                protocol: saml
                mfa-behaviour: rejectMfaByFederatedIdp
            """,
            "entra-id-setup.yaml": """
            id: entra-id-setup
            title: One
            phase: only
            checklist:
              - { id: peig-admin, text: s, attest: so }
              - { id: way-back, text: s, waivable: second-person, attest: so }
              - { id: domain-verified, text: c, check: { domain: "{{domain}}", expect: { verified: true } } }
            """,
        ])

    private let beginning: Tree
    private let trees: [Tree]
    private let upgrade: Tree

    init() throws {
        _ = try RunbookLoader.load(Self.small, vocabulary: Registry.vocabulary)
        let runbook = try Tree(json: Array(try JSONEncoder().encode(Self.small)))
        beginning = .object([
            ("name", .text("friday")), ("runbook", runbook), ("approvals", .raw("2")),
            (
                "tenant",
                .object([
                    ("kind", .text("rehearsal")), ("tenantID", .text("t")), ("displayName", .text("Nordwind")),
                    ("scenario", .text("s")),
                ])
            ),
        ])
        upgrade = .object([
            ("runbook", runbook), ("step", .text("entra-id-setup")), ("verdicts", .list([.text("domain-verified")])),
            ("waivers", .list([])), ("answers", .list([.text("domain")])),
            ("actions", .object([("entra-id-setup.1", .text("entra-id-setup.1"))])),
        ])
        trees = try Self.samples.map { try Tree(json: Array($0.json.utf8)) }
    }

    func draft(_ chance: inout SeededGenerator) -> SessionDraft {
        let letters = Array("abcdefghjkmnpqrstuvwxyz23456789")
        var draft = SessionDraft(session: String((0..<8).map { _ in letters.randomElement(using: &chance) ?? "a" }))
        var time = Date(timeIntervalSince1970: 1_795_600_000)
        let mutator = TreeMutator(others: trees)
        // One draft of three says nothing strange; the others do, now and then.
        let strange = [0, 12, 3].randomElement(using: &chance) ?? 0
        func isStrange(_ chance: inout SeededGenerator) -> Bool {
            strange > 0 && Int.random(in: 0..<strange, using: &chance) == 0
        }
        func add(_ kind: String, _ version: Int, _ written: Tree, _ chance: inout SeededGenerator) {
            // No two sessions of a store have one name.
            let tree = written.renamed("\(kind) \(draft.session)")
            time += Double(Int.random(in: 0..<90_000, using: &chance)) / 7
            let isOdd = isStrange(&chance)
            draft.add(
                kind, version: isStrange(&chance) ? Int.random(in: -1...6, using: &chance) : version,
                (isStrange(&chance) ? mutator.mutated(tree, &chance) : tree).json,
                time: isOdd ? FuzzTokens.dates.randomElement(using: &chance) ?? "" : Event.text(time),
                who: Person(
                    name: (isStrange(&chance) ? FuzzTokens.words : ["ida", "jo"]).randomElement(using: &chance) ?? "",
                    host: isStrange(&chance) ? FuzzTokens.texts.randomElement(using: &chance) ?? "" : "h"))
        }
        add(SessionStarted.kind, 2, beginning, &chance)
        for _ in 0..<Int.random(in: 0..<14, using: &chance) {
            let index = Int.random(in: 0...trees.count, using: &chance)
            if index == trees.count {
                add(RunbookUpgraded.kind, 2, upgrade, &chance)
            } else {
                add(Self.samples[index].kind, Self.samples[index].version, trees[index], &chance)
            }
        }
        return draft
    }
}

extension Tree {
    /// With another value for its "name", if it has one.
    fileprivate func renamed(_ name: String) -> Tree {
        guard case .object(let entries) = self else { return self }
        return .object(entries.map { $0.key == "name" ? ($0.key, .text(name)) : $0 })
    }
}
