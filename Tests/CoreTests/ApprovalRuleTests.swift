import Foundation
import Journal
import Runbook
import Signatures
import TestSupport
import Testing

/// Which approvals count: every way in which one may be another's, another thing's, too late or nobody's, beside the one
/// that does.
@Suite(.computing) struct ApprovalRuleTests {
    private static let now = Date(timeIntervalSince1970: 1_795_800_000)
    private static let kai = Person(name: "kai", host: "desk")
    private static let tenant = "7b1c1f63-0d2e-4a55-9a2e-0f1f6f3a9c11"
    private static let idas = EntraIdentity(tenantID: tenant, objectID: "11111111-0000-4000-8000-000000000001")
    private static let kais = EntraIdentity(
        tenantID: tenant.uppercased(), objectID: "11111111-0000-4000-8000-00000000000A")
    private static let request = ApprovalRequest("the switch", [.init("Issuer", "https://a")], plan: "p1")

    private static func state(_ kind: TenantBinding.Kind, source: RunbookSource) throws -> SessionState {
        let start = SessionStarted(
            name: "friday", runbook: source,
            tenant: TenantBinding(kind: kind, tenantID: tenant, displayName: "T", scenario: nil))
        return try SessionState([
            try Event(
                session: "abcd2345", after: nil, time: now, who: Person(name: "ida", host: "h"),
                payload: start)
        ])
    }

    @Test func onlyTheRightOneCounts() throws {
        let source = RunbookSource(id: "book", files: ["runbook.yaml": "x"])
        let (ida, kai, eve) = (Pair(pair: try SSHKeyPair()), Pair(pair: try SSHKeyPair()), Pair(pair: try SSHKeyPair()))
        let namespaces = [ApprovalStatement.namespace]
        let known = try AllowedSigners.none.adding(ida.key, of: "ida", for: namespaces)
            .adding(kai.key, of: "kai", for: namespaces)
        let (live, rehearsal) = (try Self.state(.live, source: source), try Self.state(.rehearsal, source: source))
        let head = Checkpoint(session: "abcd2345", size: 7, hash: String(repeating: "a", count: 64), time: "")
        func statement(
            _ request: ApprovalRequest = Self.request, head changed: Checkpoint? = nil, runbook: String? = nil,
            at time: Date = Self.now, code: String = "k7fw2p"
        ) -> ApprovalStatement {
            ApprovalStatement(
                of: request, code: code, head: changed ?? head, runbook: runbook ?? source.hash, by: Self.kai, at: time)
        }
        func signed(_ pair: Pair, _ statement: ApprovalStatement) throws -> SignedApproval {
            try SignedApproval(statement, by: pair)
        }
        /// Who counts as having approved, or the objection.
        func said(
            _ approval: SignedApproval?, _ state: SessionState, own: SSHPublicKey?, _ known: AllowedSigners?,
            at time: Date = Self.now, asker: EntraIdentity? = Self.idas,
            account: Result<EntraIdentity, ApprovalRule.Objection> = .success(Self.kais), typed: Person = Self.kai
        ) -> String {
            let rule = ApprovalRule(
                for: Self.request, code: "k7fw2p", in: state, own: own, known: known, asker: asker, now: time)
            do throws(ApprovalRule.Objection) {
                let person = try rule.approver(typed, approval, account: account) { $0 == 7 ? head.hash : nil }
                #expect(person.entra == (state.tenant.kind == .live ? Self.kais : nil))
                return "\(person.name) \(person.key ?? "-")"
            } catch {
                return error.description
            }
        }
        let good = try signed(kai, statement())
        let print = kai.key.fingerprint
        #expect(said(good, live, own: ida.key, known) == "kai \(print)")
        // Whose key it is counts, and not what they call themselves.
        let jo = try AllowedSigners.none.adding(kai.key, of: "jo", for: namespaces)
        #expect(said(good, live, own: ida.key, jo) == "jo \(print)")
        // In a rehearsal names do; a signature that isn't one still counts for nothing.
        #expect(said(nil, rehearsal, own: nil, nil) == "kai -")
        #expect(said(good, rehearsal, own: ida.key, known) == "kai \(print)")
        #expect(said(good, rehearsal, own: kai.key, known) == "kai -")

        let elsewhere = Checkpoint(session: "zzzz2345", size: 7, hash: head.hash, time: "")
        let other = Checkpoint(session: "abcd2345", size: 7, hash: String(repeating: "b", count: 64), time: "")
        let further = Checkpoint(session: "abcd2345", size: 8, hash: head.hash, time: "")
        let words = ApprovalRequest("the switch", [.init("Issuer", "https://b")], plan: "p1")
        let plan = ApprovalRequest("the switch", [.init("Issuer", "https://a")], plan: "p2")
        let moved = SignedApproval(text: good.text.replacing("by kai", with: "by eve"), signature: good.signature)
        let ended = try known.ending(kai.key, from: Self.now - 1)
        let checkpoints = try AllowedSigners.none.adding(kai.key, of: "kai", for: [HeadSignature.namespace])
        let namespaced = SignedApproval(
            text: good.text,
            signature: try kai.sign(Array(good.text.utf8), namespace: HeadSignature.namespace).armored)
        let life = ApprovalStatement.life
        let table: [(SignedApproval?, SSHPublicKey?, AllowedSigners?, Date, String)] = [
            (nil, ida.key, known, Self.now, "isn't signed"),
            (good, kai.key, known, Self.now, "one key is one person"),
            (good, nil, known, Self.now, "with none"), (good, ida.key, nil, Self.now, "with none"),
            (try signed(eve, statement()), ida.key, known, Self.now, "nobody here knows"),
            (good, ida.key, checkpoints, Self.now, "nobody here knows"),
            (good, ida.key, ended, Self.now, "counts no more since"),
            (moved, ida.key, known, Self.now, "counts for nothing"),
            (namespaced, ida.key, known, Self.now, "counts for nothing"),
            (SignedApproval(text: good.text, signature: ""), ida.key, known, Self.now, "counts for nothing"),
            (SignedApproval(text: "", signature: good.signature), ida.key, known, Self.now, "counts for nothing"),
            (try signed(kai, statement(head: elsewhere)), ida.key, known, Self.now, "another session"),
            (try signed(kai, statement(runbook: "r")), ida.key, known, Self.now, "another version of its runbook"),
            (try signed(kai, statement(words)), ida.key, known, Self.now, "something else"),
            (try signed(kai, statement(code: "k7fw2q")), ida.key, known, Self.now, "answers an earlier question"),
            (try signed(kai, statement(plan)), ida.key, known, Self.now, "something else"),
            (try signed(kai, statement(head: other)), ida.key, known, Self.now, "another journal"),
            (try signed(kai, statement(head: further)), ida.key, known, Self.now, "another journal"),
            (good, ida.key, known, Self.now + life, "too late"),
            (good, ida.key, known, Self.now - 301, "the clocks"),
        ]
        for (index, row) in table.enumerated() {
            let answer = said(row.0, live, own: row.1, row.2, at: row.3)
            #expect(answer.contains(row.4), "row \(index): \(answer)")
            // What nobody could have signed counts in no rehearsal, either.
            if ["counts for nothing", "another session", "something else", "another journal"].contains(row.4) {
                #expect(said(row.0, rehearsal, own: row.1, row.2, at: row.3).contains(row.4), "row \(index)")
            }
        }
        #expect(said(good, live, own: ida.key, known, at: Self.now + life - 1) == "kai \(print)")
        // Who they are to the tenant: proven, another, and of this tenant; in a rehearsal nobody asks.
        let (nobody, elsewhereID) = (
            ApprovalRule.Objection("no sign-in"),
            EntraIdentity(tenantID: "7b1c1f63-0d2e-4a55-9a2e-0f1f6f3a9c12", objectID: Self.kais.objectID)
        )
        let sameInOtherLetters = EntraIdentity(
            tenantID: Self.tenant.uppercased(), objectID: Self.idas.objectID.uppercased())
        let accounts: [(EntraIdentity?, Result<EntraIdentity, ApprovalRule.Objection>, String)] = [
            (Self.idas, .failure(nobody), "no sign-in"), (nil, .success(Self.kais), "aren't signed in"),
            (nil, .failure(nobody), "aren't signed in"), (Self.idas, .success(Self.idas), "one account is one person"),
            (Self.idas, .success(sameInOtherLetters), "one account is one person"),
            (Self.idas, .success(elsewhereID), "another tenant"), (elsewhereID, .success(Self.kais), "another tenant"),
            (elsewhereID, .success(elsewhereID), "another tenant"),
        ]
        for (asker, account, words) in accounts {
            let answer = said(good, live, own: ida.key, known, asker: asker, account: account)
            #expect(answer.contains(words), "\(answer)")
            #expect(said(good, rehearsal, own: ida.key, known, asker: asker, account: account) == "kai \(print)")
        }
        // Handed in under another name than it was signed with.
        for state in [live, rehearsal] {
            let answer = said(good, state, own: ida.key, known, typed: Person(name: "jo", host: "desk"))
            #expect(answer.contains("whose it is, isn't clear"), "\(answer)")
        }
    }

    /// What is signed reads back as what was meant, and nothing else reads as one.
    @Test func aStatementIsItsText() throws {
        let head = Checkpoint(session: "abcd2345", size: 7, hash: String(repeating: "a", count: 64), time: "")
        let names = ["kai", "k\nuntil 2099", "Ñ ü", "a  b", ""]
        for (index, name) in names.enumerated() {
            let request = ApprovalRequest("t", [], plan: index % 2 == 0 ? nil : "p")
            let made = ApprovalStatement(
                of: request, code: "c", head: head, runbook: "r", by: Person(name: name, host: "h"), at: Self.now,
                reason: index == 2 ? "x\ny" : nil)
            #expect(ApprovalStatement(text: made.text) == made)
            #expect(made.text.split(separator: "\n").count(where: { $0.hasPrefix("until ") }) == 1)
            for change in [made.text + "more\n", String(made.text.dropLast()), " " + made.text] {
                #expect(ApprovalStatement(text: change) == nil)
            }
        }
    }

    /// Two people with one key are one.
    @Test func oneKeyIsOnePerson() {
        let (kai, jo) = (Self.kai.signing(with: "SHA256:a"), Person(name: "jo", host: "h").signing(with: "SHA256:a"))
        #expect(!TwoPeople.differ(kai, jo))
        #expect(TwoPeople.differ(kai, Person(name: "jo", host: "h").signing(with: "SHA256:b")))
        #expect(TwoPeople.differ(kai, Person(name: "jo", host: "h")))
    }
}
