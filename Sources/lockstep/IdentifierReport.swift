import Assistant
import Console
import Foundation
import Journal
import PrivateFiles
import Reconciliation
import Text
import Verification

/// What comparing came to, as `lockstep identifiers` writes it. Entries are written as they are read: there may be a
/// million.
struct IdentifierReport {
    let comparison: Comparison
    let outcome: Comparison.Outcome
    let filter: Reconciliation.Filter
    let tenant: LiveLink.Identity

    /// Field names stay; new ones may come.
    private struct Summary: Encodable {
        struct Tenant: Encodable {
            let id: String
            let name: String
        }
        struct Source: Encodable {
            let name: String
            /// Seconds since the file was written; 0 for what was asked now, null where its time can't be read.
            let age: Int?
        }

        let tenant: Tenant
        let takenAt: String
        let domain: String?
        let system: String
        let source: Source
        /// By side (`microsoft`, `other`) and class.
        let totals: [String: [String: Int]]
        let open: Int
        let losingAccess: Int
        let losingAccessByRule: Int
        /// Of whom nobody knows whether they would lose it.
        let unknownAccess: Int
        let typingErrors: Int
        let requests: Int
        let rules: [Totals.Rule]
        /// False where links could only be taken from the other system's word.
        let linksAreProven: Bool
    }

    private struct Line: Encodable {
        let side: String
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
        /// Of Microsoft's side: keeps, loses, unknown; and why, where there is more to say than the standing does.
        let access: String?
        let why: String?

        init(_ entry: Entry, _ system: String) {
            access = entry.side == .microsoft ? "\(entry.loss.answer)" : nil
            why = AccessWords.why(entry, system)
            side = IdentifierReport.key(entry.side)
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
        }
    }

    private static func key(_ side: Side) -> String { side == .microsoft ? "microsoft" : "other" }

    func writeJSON() throws {
        let totals = outcome.reconciliation.totals
        let summary = Summary(
            tenant: .init(id: tenant.tenantID, name: tenant.displayName), takenAt: Event.text(Date()),
            domain: comparison.domain, system: comparison.system,
            source: .init(name: comparison.source.name, age: outcome.age),
            totals: Dictionary(
                uniqueKeysWithValues: Side.allCases.map { side in
                    (
                        Self.key(side),
                        Dictionary(
                            uniqueKeysWithValues: AccountClass.allCases.map { ($0.key, totals.count($0, on: side)) })
                    )
                }), open: totals.open, losingAccess: totals.losingAccess,
            losingAccessByRule: totals.losingAccessByRule, unknownAccess: totals.unknownAccess,
            typingErrors: totals.typingErrors,
            requests: totals.requests, rules: totals.rules, linksAreProven: outcome.reconciliation.hasIdentifiers)
        let head = try JSONText.encode(summary)
        let screen = Screen()
        // The list goes in as the last member, a line for each.
        screen.line(String(head.dropLast(2)) + ",\n  \"accounts\" : [")
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        var separator = ""
        try outcome.reconciliation.pages(filter) { page in
            var text = ""
            for entry in page {
                let line = String(decoding: try encoder.encode(Line(entry, comparison.system)), as: UTF8.self)
                text += "\(separator)    \(SafeText.escapedJSON(line))"
                separator = ",\n"
            }
            screen.data(text)
            return true
        }
        screen.line("\n  ]\n}")
    }

    /// - Returns: how many accounts were written.
    func export(to destination: Destination) throws -> Int {
        try WorklistFile.write(outcome.reconciliation, filter, system: comparison.system, to: destination)
    }

    func show(_ screen: Screen, limit: Int) throws {
        let domain = comparison.domain.map { " · \($0)" } ?? ""
        screen.text("\(tenant.displayName)\(domain) beside \(comparison.source.name)")
        AccountView.totals(
            outcome.reconciliation.totals, comparison.system, hasIdentifiers: outcome.reconciliation.hasIdentifiers,
            on: screen)
        let count = try outcome.reconciliation.count(filter)
        let page = try outcome.reconciliation.page(filter, limit: limit)
        if page.isEmpty { return }
        screen.line()
        AccountView.list(page, comparison.system, on: screen)
        if count > page.count {
            screen.line("… and \(count - page.count) more: --json shows them, --export FILE writes the worklist.")
        }
    }
}
