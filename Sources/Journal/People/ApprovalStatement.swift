import Crypto
import Escaping
import Foundation
import Signatures

/// What a second person signs when they approve: which request, of which session, as it stood then, and until when. A few
/// lines that `ssh-keygen -Y verify` proves without Lockstep.
public struct ApprovalStatement: Hashable, Sendable {
    public let session: String
    /// Which asking it answers: each has a code of its own, so that no answer is another's.
    public let code: String
    /// The journal as the one who approves has seen it.
    public let size: Int
    /// That entry's hash, 64 hexadecimal digits.
    public let head: String
    /// `RunbookSource.hash`
    public let runbook: String
    /// `ApprovalRequest.hash`: every word that was shown.
    public let request: String
    /// `ApprovalRequest.plan`
    public let plan: String?
    /// As they call themselves.
    public let name: String
    public let host: String
    /// From when it counts no more.
    public let until: Date
    /// The same as it was written: a date doesn't always give the same text back.
    private let end: String
    /// Why they approve, if they said it.
    public let reason: String?

    /// What approvals are signed for, and nothing else.
    public static let namespace = "approval@lockstep"
    /// Seconds that one counts for.
    public static let life: TimeInterval = 600
    private static let title = "lockstep.approval/1"

    public init(
        of request: ApprovalRequest, code: String, head: Checkpoint, runbook: String, by person: Person, at now: Date,
        reason: String? = nil
    ) {
        session = head.session
        self.code = ApprovalStatement.line(code)
        size = head.size
        self.head = head.hash
        self.runbook = runbook
        self.request = request.hash
        plan = request.plan
        name = ApprovalStatement.line(person.name)
        host = ApprovalStatement.line(person.host)
        end = Event.text(now.addingTimeInterval(ApprovalStatement.life))
        until = Event.date(end) ?? now
        self.reason = reason.map(ApprovalStatement.line)
    }

    /// Reads what `text` wrote; nil for anything else.
    public init?(text: String) {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)[...]
        func field(_ name: String) -> String? {
            guard let line = lines.first, line.hasPrefix("\(name) ") else { return nil }
            lines.removeFirst()
            return String(line.dropFirst(name.count + 1))
        }
        guard lines.popFirst() == ApprovalStatement.title, let session = field("session"),
            let code = field("code"),
            let size = field("size").flatMap({ Int($0) }), let head = field("head"), let runbook = field("runbook"),
            let request = field("request")
        else { return nil }
        let plan = field("plan")
        guard let name = field("by"), let host = field("at"), let end = field("until"), let until = Event.date(end)
        else { return nil }
        self.code = code
        (self.session, self.size, self.head, self.runbook) = (session, size, head, runbook)
        (self.request, self.plan, self.name, self.host) = (request, plan, name, host)
        (self.until, self.end) = (until, end)
        reason = field("because")
        guard self.text == text else { return nil }
    }

    public var text: String {
        var lines = [
            ApprovalStatement.title, "session \(session)", "code \(code)", "size \(size)", "head \(head)",
            "runbook \(runbook)",
            "request \(request)",
        ]
        if let plan { lines.append("plan \(plan)") }
        lines += ["by \(name)", "at \(host)", "until \(end)"]
        if let reason { lines.append("because \(reason)") }
        return lines.map { $0 + "\n" }.joined()
    }

    /// What whoever approves signs in to the tenant for, so that their sign-in is for this approval and for nothing else:
    /// 43 letters of base64url.
    public var challenge: String {
        Base64URL.encoded(Data(SHA256.hash(data: Data(text.utf8))).base64EncodedString())
    }

    /// Line ends in it would be lines of their own.
    private static func line(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.map { $0.breaksLine ? " " : $0 }))
    }
}

/// An approval as it came: what was said, and the signature over it.
public struct SignedApproval: Hashable, Sendable, Codable {
    /// `ApprovalStatement.text`
    public let text: String
    /// As `ssh-keygen -Y sign` writes it.
    public let signature: String

    public init(text: String, signature: String) { (self.text, self.signature) = (text, signature) }

    /// Signs one.
    public init(_ statement: ApprovalStatement, by signer: any HeadSigner) throws(SigningFailure) {
        let signature = try signer.sign(Array(statement.text.utf8), namespace: ApprovalStatement.namespace)
        self.init(text: statement.text, signature: signature.armored)
    }

    /// Who signed it and what it says, proven.
    public func opened() throws(SignatureProblem) -> (statement: ApprovalStatement, key: SSHPublicKey) {
        let signed = try SSHSignature(armored: signature)
        try signed.check(Array(text.utf8), namespace: ApprovalStatement.namespace)
        guard let statement = ApprovalStatement(text: text) else { throw .malformed }
        return (statement, signed.key)
    }
}
