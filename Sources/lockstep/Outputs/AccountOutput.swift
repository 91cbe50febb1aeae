import Outputs
import Reconciliation
import Verification

/// One account, as `lockstep identifiers` writes it.
struct AccountOutput: OutputShape {
    static let outputName = "account"
    static let about = "One account of either side."
    static let members: [OutputMember<AccountOutput>] = [
        .init("side", "Whose it is.", \.side),
        .init("id", "Its own.", \.id),
        .init("address", "Its own.", \.address),
        .init("name", "Its own.", \.name),
        .init("standing", "Its class.", \.standing),
        .init("identifier", "What the two sides are linked by.", \.identifier),
        .init("partner", "The id of the account on the other side that it is linked with.", \.partner),
        .init("note", "What else there is to say.", \.note),
        .init("action", "What has to be done.", \.action),
        .init("isRequest", "Whether it is a request for an account.", \.isRequest),
        .init("proposals", "Accounts that it could belong to, the likeliest first.", \.proposals),
        .init("access", "Of Microsoft's side: whether its owner can sign in after the switch.", \.access),
        .init("why", "Where there is more to say than the standing does.", \.why),
    ]

    enum Whose: String, OutputWord {
        case microsoft, other

        init(_ side: Side) { self = side == .microsoft ? .microsoft : .other }
    }

    enum Access: String, OutputWord {
        case keeps, loses, unknown

        init(_ answer: AccessLoss.Effect) {
            self =
                switch answer {
                case .keeps: .keeps
                case .loses: .loses
                case .unknown: .unknown
                }
        }
    }

    let side: Whose
    let id: String
    let address: String
    let name: String
    let standing: String
    let identifier: String?
    let partner: String?
    let note: String?
    let action: Remedy
    let isRequest: Bool
    let proposals: [Proposal]
    let access: Access?
    let why: String?

    /// - Parameter system: the other side's name.
    init(_ entry: Entry, _ system: String) {
        side = Whose(entry.side)
        id = entry.account.id
        address = entry.account.address
        name = entry.account.name
        standing = entry.standing.key
        identifier = entry.account.identifier
        partner = entry.partner
        note = entry.note
        action = entry.remedy
        isRequest = entry.account.isRequest
        proposals = entry.proposals
        access = entry.side == .microsoft ? Access(entry.loss.answer) : nil
        why = AccessWords.why(entry, system)
    }
}

extension Remedy: OutputWord {}

extension Proposal: OutputShape {
    public static let outputName = "proposal"
    public static let about = "An account that another one could belong to."
    public static let members: [OutputMember<Proposal>] = [
        .init("id", "Its own.", \.id),
        .init("address", "Its own.", \.address),
        .init("name", "Its own.", \.name),
        .init("isRequest", "Whether it is a request for an account.", \.isRequest),
        .init("confidence", "0 to 1.", \.confidence),
        .init("reason", "What speaks for it.", \.reason),
    ]
}
