/// A second person's approval, as they signed it: kept so that anybody can prove it later.
public struct ApprovalSigned: EventPayload {
    public static let traits = EventTraits(
        kind: "approvalSigned", version: 1, isWork: true, weighs: false, isOfSwitch: false, mark: nil)
    /// What was approved, in a few words.
    public let what: String
    public let by: Person
    public let approval: SignedApproval
    /// The account that whoever asked was signed in with; nil in a rehearsal.
    public let asker: EntraIdentity?

    public init(what: String, by: Person, approval: SignedApproval, asker: EntraIdentity? = nil) {
        (self.what, self.by, self.approval, self.asker) = (what, by, approval, asker)
    }

    public var sentence: String {
        "has \(by)'s signature under “\(what)”"
            + ((try? approval.opened()).map { ", by \($0.key.fingerprint)" } ?? ", which counts for nothing")
    }
    public var about: String? { nil }
    public var approver: Person? { by }

    public func fold(into state: inout SessionState, _ entry: StampedEvent) { state.noteKey(of: approval) }
}
