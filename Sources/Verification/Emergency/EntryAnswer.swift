import Tenant

/// What one service says about whether somebody could sign in.
enum EntryAnswer: Hashable, Sendable {
    /// Nothing there keeps them out; with what is to be said beside it.
    case opens([String])
    /// Why it keeps them out: a clause that follows the name; and what helps, where the place is known.
    case closes(String, remedy: String?)
    case unknown(String, remedy: String)

    /// A definite refusal to tell is no fault of the moment: this tenant, or who checks, may not ask.
    static func refused(_ fault: TenantFault, _ what: String, needs: String) -> EntryAnswer {
        switch fault {
        case .forbidden, .refused, .notFound: .opens(["\(what) couldn't be asked, which needs \(needs)"])
        default: .unknown(fault.reason, remedy: fault.remedy)
        }
    }
}
