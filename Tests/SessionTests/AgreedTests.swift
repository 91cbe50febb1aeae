import Foundation
import GRDB
import Journal
import Runbook
import SessionStore
import Signatures
import Synchronization
import TestSupport
import Testing

/// What was approved is judged once more when it is sent: keys are taken back meanwhile, and time runs out.
@Suite struct AgreedTests {
    private struct Pair: HeadSigner {
        let pair: SSHKeyPair
        var key: SSHPublicKey { pair.publicKey }

        func sign(_ message: [UInt8], namespace: String) throws(SigningFailure) -> SSHSignature {
            do throws(SignatureProblem) { return try pair.sign(message, namespace: namespace) } catch {
                throw SigningFailure("\(error)")
            }
        }
    }

    private final class Keys: KeyKeeper {
        let signers = Mutex(AllowedSigners.none)
        let isBroken = Mutex(false)

        func known() throws(UnreadableKeys) -> AllowedSigners {
            if isBroken.withLock({ $0 }) { throw UnreadableKeys("line 3: its key can't be read") }
            return signers.withLock { $0 }
        }
    }

    /// Whoever reads while somebody writes reads less than is signed by then, and nothing is missing.
    @Test func whatIsSignedMeanwhileIsNoCutEnd() throws {
        let folder = try TemporaryFolder()
        let (ida, keys) = (Pair(pair: try SSHKeyPair()), Keys())
        let known = try AllowedSigners.none.adding(ida.key, of: "ida", for: [HeadSignature.namespace])
        keys.signers.withLock { $0 = known }
        let store = try SessionStore(folder: folder.url, custody: Custody(signer: ida, keys: keys))
        let writer = try store.begin(
            SessionStarted(
                name: "friday", runbook: RunbookSource(id: "book", files: ["runbook.yaml": "x"]),
                tenant: TenantBinding(kind: .rehearsal, tenantID: "t", displayName: "T", scenario: "s")),
            who: Person(name: "ida", host: "h"))
        try writer.append(NoteAdded(text: "before"))
        let read = try store.events(of: writer.id)
        for number in 0..<3 { try writer.append(NoteAdded(text: "\(number)")) }
        let authorship = Authorship(read, try store.signatures(of: read), signers: known)
        #expect(authorship.problems.isEmpty && authorship.stretches.allSatisfy { $0.signer != nil })
        #expect(try store.state(folding: read).eventCount == read.count)
        writer.release()
        // What was cut off is said, all the same.
        let database = try DatabaseQueue(path: folder.url.appending(path: "sessions.sqlite").path)
        try database.write {
            try $0.execute(sql: "DROP TRIGGER events_are_never_deleted; DELETE FROM events WHERE sequence > 2")
        }
        #expect(throws: StoreProblem.self) { try store.state(of: writer.id) }
    }

    @Test func whatWasApprovedStillCountsWhenItIsSent() throws {
        let folder = try TemporaryFolder()
        let (ida, kai, keys) = (Pair(pair: try SSHKeyPair()), Pair(pair: try SSHKeyPair()), Keys())
        let namespaces = [HeadSignature.namespace, ApprovalStatement.namespace]
        let all = try AllowedSigners.none.adding(ida.key, of: "ida", for: namespaces)
            .adding(kai.key, of: "kai", for: namespaces)
        keys.signers.withLock { $0 = all }
        let store = try SessionStore(folder: folder.url, custody: Custody(signer: ida, keys: keys))
        let source = RunbookSource(id: "book", files: ["runbook.yaml": "x"])
        let tenant = "7b1c1f63-0d2e-4a55-9a2e-0f1f6f3a9c11"
        let writer = try store.begin(
            SessionStarted(
                name: "friday", runbook: source,
                tenant: TenantBinding(kind: .live, tenantID: tenant, displayName: "T", scenario: nil)),
            who: Person(name: "ida", host: "h"))
        let request = ApprovalRequest("the switch", [.init("Issuer", "https://a")], plan: "p")
        let (one, other) = (
            EntraIdentity(tenantID: tenant, objectID: "1"), EntraIdentity(tenantID: tenant, objectID: "2")
        )
        /// Approves it as kai, at a time.
        func approve(at time: Date) throws -> HandedIn {
            let code = try writer.askForApproval(of: request)
            let who = Person(name: "kai", host: "desk")
            let statement = ApprovalStatement(
                of: request, code: code, head: Checkpoint(writer.last), runbook: source.hash, by: who, at: time)
            #expect(
                try store.answer(
                    session: writer.id, code: code, shown: request, who: who,
                    signed: try SignedApproval(statement, by: kai)))
            return try #require(try writer.handedIn(to: code))
        }
        func send() throws -> [String] {
            try writer.begin(NoteAdded(text: "sent"), of: "contoso.com") { _ in [] }.map(\.message)
        }
        let good = try approve(at: Date())
        guard case .approved = writer.judge(good, to: request, asker: one, account: .success(other)) else {
            Issue.record("it doesn't count")
            return
        }
        writer.rest(on: good, to: request, asker: one, account: .success(other))
        let count = writer.last.sequence
        keys.signers.withLock { $0 = AllowedSigners.none }
        #expect(try send().first?.contains("nobody here knows") == true)
        keys.isBroken.withLock { $0 = true }
        #expect(try send().first?.contains("can't be read") == true)
        keys.isBroken.withLock { $0 = false }
        keys.signers.withLock { $0 = all }
        #expect(writer.last.sequence == count)
        #expect(try send().isEmpty && writer.last.sequence == count + 1)
        // One whose time ran out stops what another would let through.
        writer.rest(
            on: try approve(at: Date() - ApprovalStatement.life), to: request, asker: one, account: .success(other))
        #expect(try send().first?.contains("came too late") == true)
        writer.endApprovals()
        #expect(try send().isEmpty)
        // What answers one asking answers no other.
        let again = try writer.askForApproval(of: request)
        #expect(
            try store.answer(
                session: writer.id, code: again, shown: request, who: good.person, signed: good.signed))
        let replayed = try #require(try writer.handedIn(to: again))
        guard
            case .notCounted(_, let objection) = writer.judge(
                replayed, to: request, asker: one, account: .success(other)),
            objection.description.contains("answers an earlier question")
        else {
            Issue.record("an answer counts twice")
            return
        }
    }
}
