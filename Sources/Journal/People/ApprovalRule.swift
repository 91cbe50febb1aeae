import Foundation
import Runbook
import Signatures

/// Whether what a second person said counts. Names that are typed count in rehearsals only; in a live session a key does that
/// is known here, isn't the asker's, and signed this very request, together with a sign-in to the tenant that was made for it,
/// at another account than the asker's.
public struct ApprovalRule {
    /// Why it doesn't count, and what to do: sentences.
    public struct Objection: Error, Hashable, Sendable, CustomStringConvertible {
        public let description: String
        /// Whether it is lifted by knowing a key: until the approval ends, somebody may.
        public let waitsForKey: Bool

        public init(_ description: String, waitsForKey: Bool = false) {
            (self.description, self.waitsForKey) = (description, waitsForKey)
        }
    }

    private let session: String
    private let isLive: Bool
    private let runbook: String
    private let request: ApprovalRequest
    /// Of this asking.
    private let code: String
    /// The key that the asker's entries are signed with.
    private let own: SSHPublicKey?
    /// Whose keys are known here; nil where nobody looks at keys.
    private let known: AllowedSigners?
    /// The account that the asker is signed in with; nil where an app is, or a token that nobody here asked for.
    private let asker: EntraIdentity?
    private let tenantID: String
    private let now: Date

    /// How far two machines' clocks may be apart, seconds.
    private static let skew: TimeInterval = 300

    public init(
        for request: ApprovalRequest, code: String, in state: SessionState, own: SSHPublicKey?, known: AllowedSigners?,
        asker: EntraIdentity?, now: Date
    ) {
        session = state.id
        isLive = state.tenant.kind == .live
        runbook = state.runbook.hash
        tenantID = state.tenant.tenantID.lowercased()
        self.asker = asker
        (self.request, self.code) = (request, code)
        (self.own, self.known, self.now) = (own, known, now)
    }

    /// Who approved, with their key where they signed it.
    /// - Parameters:
    ///   - typed: the name that they gave.
    ///   - signed: what they signed; nil where they signed nothing.
    ///   - account: that they signed in with for it, proven, or why it isn't.
    ///   - hash: of an entry of the journal, by its number.
    public func approver(
        _ typed: Person, _ signed: SignedApproval?, account: Result<EntraIdentity, Objection>,
        hash: (Int) -> String?
    ) throws(Objection) -> Person {
        guard let signed else {
            guard isLive else { return typed }
            throw Objection(
                "\(typed)'s approval isn't signed, and in a live session a typed name counts for nothing. They approve with a "
                    + "key of their own: LOCKSTEP_SIGNING_KEY names it, or lockstep makes one.")
        }
        let (statement, key): (ApprovalStatement, SSHPublicKey)
        do throws(SignatureProblem) {
            (statement, key) = try signed.opened()
        } catch {
            throw Objection("The signature of \(typed)'s approval counts for nothing: \(error).")
        }
        try look(at: statement, hash: hash)
        guard TwoPeople.key(statement.name) == TwoPeople.key(typed.name) else {
            throw Objection(
                "\(typed) handed the approval in, and \(statement.name) signed it: whose it is, isn't clear. Whoever approves "
                    + "gives one name (--as).")
        }
        guard isLive else {
            // Names count here, and a key that nobody knows proves no more than they do.
            guard key != own, let known,
                case .known = known.standing(of: key, at: now, namespace: ApprovalStatement.namespace)
            else { return typed }
            return typed.signing(with: key.fingerprint)
        }
        guard let own, let known else {
            throw Objection(
                "\(typed) signed with a key, and what you write is signed with none (LOCKSTEP_SIGNING_KEY=none): in a live "
                    + "session that two keys are two is how two people are told apart. Resume it with a key of your own."
            )
        }
        guard key != own else {
            throw Objection(
                "\(typed)'s approval is signed with your own key, \(key.fingerprint): one key is one person. They approve with "
                    + "theirs (LOCKSTEP_SIGNING_KEY names it).")
        }
        switch known.standing(of: key, at: now, namespace: ApprovalStatement.namespace) {
        case .known(let name):
            // Whoever they call themselves: whose key it is counts.
            return Person(name: name, host: typed.host, account: typed.account).signing(with: key.fingerprint)
                .proven(as: try proven(account, typed))
        case .ended(let name, let time):
            throw Objection(
                "\(typed)'s approval is signed with \(name)'s key, which counts no more since \(Event.text(time)).")
        case .unknown:
            throw Objection(
                "\(typed)'s approval is signed with \(key.fingerprint), which nobody here knows. Let them read you theirs, and "
                    + "know it at another terminal: \"lockstep trust add NAME \(key.fingerprint)\", with --store where you name one "
                    + "(or their .pub instead, or the approval that they sent by a file).", waitsForKey: true)
        }
    }

    /// Keys are what people have, accounts who they are to the tenant: two of both.
    private func proven(
        _ account: Result<EntraIdentity, Objection>, _ typed: Person
    ) throws(Objection) -> EntraIdentity {
        guard let asker else {
            throw Objection(
                "You aren't signed in to the tenant as yourself, and in a live session two people are two accounts.")
        }
        let account = try account.get()
        guard asker.tenantID == tenantID, account.tenantID == tenantID else {
            throw Objection("\(typed) signed in to another tenant than the session's.")
        }
        guard account != asker else {
            throw Objection(
                "\(typed) signed in with the account that you are signed in with, \(account): one account is one "
                    + "person. They approve with their own.")
        }
        return account
    }

    private func look(at statement: ApprovalStatement, hash: (Int) -> String?) throws(Objection) {
        guard statement.session == session, statement.runbook == runbook else {
            throw Objection("The approval is for another session, or another version of its runbook.")
        }
        guard statement.request == request.hash, statement.plan == request.plan else {
            throw Objection(
                "The approval is for something else than what you ask for: somebody has changed the store, or it was for "
                    + "an earlier question.")
        }
        guard statement.code == code else {
            throw Objection(
                "The approval answers an earlier question, with the code \(statement.code): each is asked, and answered, by itself."
            )
        }
        guard hash(statement.size) == statement.head else {
            throw Objection(
                "The one who approved saw another journal: its entry \(statement.size) had the hash "
                    + "\(statement.head). Compare the heads (lockstep verify) before anything else.")
        }
        guard now < statement.until else {
            throw Objection("The approval came too late: it counted until \(Event.text(statement.until)). Ask again.")
        }
        guard statement.until <= now + ApprovalStatement.life + ApprovalRule.skew else {
            throw Objection(
                "The approval ends at \(Event.text(statement.until)), later than one can: the clocks of your machines are apart. "
                    + "Mend that, and ask again.")
        }
    }
}
