import Foundation
import Journal
import Runbook
import Signatures
import TestSupport
import Testing

/// Ida asks, and somebody who can write her store hands in whatever they like: every statement under every name, signed with
/// every key that they can have it signed with, beside every sign-in that they can have. What counts is said a second time here,
/// slowly: who is behind it.
@Suite(.computing) struct ApprovalModelTests {
    /// Kai and Jo are honest and known, and Jo says nothing tonight. Mal is known, and lies. Eve has keys and an account, and
    /// nobody knows her keys.
    private enum Actor: String, CaseIterable { case ida, kai, jo, mal, eve }

    /// What a statement is about.
    private enum Subject: CaseIterable {
        case asked, earlier, earlierAsking, otherSession, otherRunbook, otherHead, over
    }

    private struct Words: Hashable {
        let subject: Subject
        let name: Actor
    }

    private struct SignIn: Hashable {
        let account: Actor
        /// What it was made for.
        let words: Words
    }

    private static let now = Date(timeIntervalSince1970: 1_795_800_000)
    private static let tenant = "7b1c1f63-0d2e-4a55-9a2e-0f1f6f3a9c11"
    private static let session = "abcd2345"

    private static func account(_ actor: Actor) -> EntraIdentity {
        EntraIdentity(
            tenantID: tenant,
            objectID: "11111111-0000-4000-8000-00000000000\(Actor.allCases.firstIndex(of: actor) ?? 0)")
    }

    /// What kai has approved himself tonight: nothing, something else, or this.
    @Test(arguments: 0..<3) func whatCountsIsASecondPersonsOwnWord(kais: Int) throws {
        let source = RunbookSource(id: "book", files: ["runbook.yaml": "x"])
        let start = SessionStarted(
            name: "friday", runbook: source,
            tenant: TenantBinding(kind: .live, tenantID: Self.tenant, displayName: "T", scenario: nil))
        let state = try SessionState([
            try Event(
                session: Self.session, after: nil, time: Self.now, who: Person(name: "ida", host: "h"),
                payload: start)
        ])
        let request = ApprovalRequest("the switch", [.init("Issuer", "https://a")], plan: "p1")
        let earlier = ApprovalRequest("the switch", [.init("Issuer", "https://b")], plan: "p0")
        let hash = String(repeating: "a", count: 64)
        func statement(_ words: Words) -> ApprovalStatement {
            ApprovalStatement(
                of: words.subject == .earlier ? earlier : request,
                code: words.subject == .earlierAsking ? "k7fw2q" : "k7fw2p",
                head: Checkpoint(
                    session: words.subject == .otherSession ? "zzzz2345" : Self.session, size: 7,
                    hash: words.subject == .otherHead ? String(repeating: "b", count: 64) : hash, time: ""),
                runbook: words.subject == .otherRunbook ? "r" : source.hash,
                by: Person(name: words.name.rawValue, host: "desk"),
                at: words.subject == .over ? Self.now - ApprovalStatement.life : Self.now)
        }
        let all = Subject.allCases.flatMap { subject in Actor.allCases.map { Words(subject: subject, name: $0) } }
        // Honest people sign what they approved under their own name; liars sign everything.
        let approved: [Words] =
            switch kais {
            case 0: []
            case 1: Subject.allCases.filter { $0 != .asked }.map { Words(subject: $0, name: .kai) }
            default: Subject.allCases.map { Words(subject: $0, name: .kai) }
            }
        func can(_ actor: Actor, _ words: Words) -> Bool {
            switch actor {
            case .kai: approved.contains(words)
            case .jo, .ida: false
            case .mal, .eve: true
            }
        }
        var pairs: [Actor: Pair] = [:]
        for actor in Actor.allCases { pairs[actor] = Pair(pair: try SSHKeyPair()) }
        var known = AllowedSigners.none
        for actor in [Actor.ida, .kai, .jo, .mal] {
            known = try known.adding(
                try #require(pairs[actor]).key, of: actor.rawValue, for: [ApprovalStatement.namespace])
        }
        let signIns: [SignIn?] =
            Actor.allCases.flatMap { actor in
                all.filter { can(actor, $0) && [.asked, .earlier, .earlierAsking].contains($0.subject) }.map {
                    SignIn(account: actor, words: $0)
                }
            } + [nil]
        let rule = ApprovalRule(
            for: request, code: "k7fw2p", in: state, own: try #require(pairs[.ida]).key, known: known,
            asker: Self.account(.ida),
            now: Self.now)
        let challenges = Dictionary(uniqueKeysWithValues: all.map { ($0, statement($0).challenge) })
        var counted: [Person] = []
        var (tried, turn) = (0, 0)
        for words in all {
            let text = statement(words)
            for signer in Actor.allCases where can(signer, words) {
                let signed = try SignedApproval(text, by: try #require(pairs[signer]))
                for signIn in signIns {
                    // A sign-in proves its account for the statement that it was made for.
                    var account: Result<EntraIdentity, ApprovalRule.Objection> = .failure(.init("no sign-in for it"))
                    if let signIn, challenges[signIn.words] == challenges[words] {
                        account = .success(Self.account(signIn.account))
                    }
                    for typed in Actor.allCases {
                        // What could count is tried in each mode, and of what can't, each name in turn.
                        turn += 1
                        guard
                            words.subject == .asked && (signIn == nil || signIn?.words == words)
                                || turn.isMultiple(of: Effort.times(9, long: 1))
                        else { continue }
                        tried += 1
                        let person = try? rule.approver(
                            Person(name: typed.rawValue, host: "desk"), signed, account: account
                        ) { $0 == 7 ? hash : nil }
                        // Their own word: their key, known here, over what is asked; a sign-in for the very same; one name.
                        let isOwn =
                            words.subject == .asked && [.kai, .mal].contains(signer) && signIn?.words == words
                            && signIn?.account != .ida && typed == words.name
                        #expect(
                            (person != nil) == isOwn, "\(words) \(signer) \(String(describing: signIn)) as \(typed)")
                        guard let person else { continue }
                        // Whoever it is called, it is whose key it is; and an honest person's name stands for their word alone.
                        #expect(
                            person.name == signer.rawValue && person.entra == signIn.map { Self.account($0.account) })
                        #expect(person.name != "jo" && (person.name != "kai" || kais == 2))
                        counted.append(person)
                    }
                }
            }
        }
        #expect(tried > Effort.times(1_000, long: 10_000))
        // Of those that count, two are two only with two keys and two accounts.
        for one in counted {
            for other in counted where TwoPeople.differ(one, other) {
                #expect(one.key != other.key && one.entra != other.entra)
            }
        }
        #expect(Set(counted.map(\.name)) == (kais == 2 ? ["kai", "mal"] : ["mal"]))
    }
}
