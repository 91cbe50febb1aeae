import Reconciliation
import Runbook
import Tenant

/// All accounts of the tenant beside all accounts of the system that will sign people in, as the runbook's section
/// `identifiers` says. Graph: `GET /users`. Peig: "Managing identifiers".
enum IdentifiersResource: Resource {
    static let name = "identifiers"
    static let selector: String? = nil
    static let comparesIdentifiers = true
    private static let permission = "User.Read.All and Domain.Read.All"

    private static func count(_ name: String, _ label: String, _ remedy: String) -> Property {
        Property(name, .number, label: label, permission: permission, remedy: remedy)
    }

    static let properties = [
        count("linked", "Linked accounts", "Type identifiers to see who isn't linked."),
        count(
            "open", "Accounts that somebody has to look at",
            "Type identifiers to see them; identifiers export FILE writes the worklist."),
        count(
            "unlinked", "In both systems, and not linked",
            "Type identifiers unlinked; then MS365 Identifiers → the account → Link."),
        count(
            "ambiguous", "Several accounts fit",
            "Type identifiers ambiguous; find out which is right, then MS365 Identifiers → Link."),
        count(
            "microsoft-only", "In Microsoft 365 only",
            "Type identifiers microsoft-only; then Microsoft 365 Accounts → Create Peig Account."),
        count(
            "other-only", "In the other system only",
            "Type identifiers other-only; then Peig Accounts → Create MS365 Account."),
        count(
            "duplicates", "Accounts that are there twice",
            "Type identifiers duplicate; find out which is right, and remove the other."),
        count("excluded", "Left out by a rule", "Type identifiers excluded to see whom, and by which rule."),
        count(
            "typing-errors", "Accounts that differ by one letter",
            "Type identifiers unlinked; merge the faulty request, or link."),
        count("requests", "Requests that wait", "Approve them, or merge the faulty ones with the right account."),
        count(
            "losing-access", "People who would lose access", "Type blast to see who; link them, or let them onboard."),
        Property(
            "accounts-age", .duration, label: "Age of the other system's accounts", permission: nil,
            remedy: "Export the accounts again."),
    ]

    static func observe(_ property: String, of selection: Selection, _ probe: Probe) async throws(Impediment)
        -> Observed
    {
        let outcome = try await probe.comparison()
        let totals = outcome.reconciliation.totals
        func both(_ standing: AccountClass) -> Int {
            totals.count(standing, on: .microsoft) + totals.count(standing, on: .other)
        }
        func sides(_ standing: AccountClass) -> Observed {
            seen(both(standing), .init(classes: [standing]), outcome.reconciliation)
        }
        switch property {
        case "linked": return Observed(.number(totals.count(.linked, on: .microsoft)))
        case "open": return seen(totals.open, .open, outcome.reconciliation)
        // A person who is in both is one, though both accounts are listed.
        case "unlinked":
            return seen(
                totals.count(.unlinked, on: .microsoft), .init(side: .microsoft, classes: [.unlinked]),
                outcome.reconciliation)
        case "ambiguous": return sides(.ambiguous)
        case "microsoft-only": return sides(.microsoftOnly)
        case "other-only": return sides(.otherOnly)
        case "duplicates": return sides(.duplicate)
        case "excluded": return Observed(.number(both(.excluded)))
        case "typing-errors": return Observed(.number(totals.typingErrors))
        case "requests": return Observed(.number(totals.requests))
        case "losing-access":
            return seen(totals.losingAccess, .init(losesAccess: true), outcome.reconciliation)
        default: return Observed(.duration(outcome.age))
        }
    }

    /// A count, and the names of the first.
    private static func seen(
        _ count: Int, _ filter: Reconciliation.Filter, _ reconciliation: Reconciliation
    ) -> Observed {
        let sample = (try? reconciliation.page(filter, limit: Sample.size)) ?? []
        if sample.isEmpty { return Observed(.number(count)) }
        return Observed(.number(count), detail: Sample.words(sample.map(\.account.address), of: count))
    }
}
