import Assistant
import Console
import Foundation
import Journal
import PrivateFiles
import Reconciliation
import Verification

/// What comparing came to, as `lockstep identifiers` writes it. Entries are written as they are read: there may be a
/// million.
struct IdentifierReport {
    let comparison: Comparison
    let outcome: Comparison.Compared
    let filter: Reconciliation.Filter
    let tenant: LiveLink.Identity

    func writeJSON() throws {
        let totals = outcome.reconciliation.totals
        let counts = Side.allCases.map { side in
            (
                AccountOutput.Whose(side).rawValue,
                Dictionary(
                    uniqueKeysWithValues: AccountClass.allCases.map { ($0.key, totals.count($0, on: side)) })
            )
        }
        let output = IdentifiersOutput(
            tenant: .init(id: tenant.tenantID, name: tenant.displayName), takenAt: Event.text(Date()),
            domain: comparison.domain, system: comparison.system,
            source: .init(name: comparison.source.name, age: outcome.age),
            totals: Dictionary(uniqueKeysWithValues: counts), open: totals.open, losingAccess: totals.losingAccess,
            losingByRule: totals.losingAccessByRule, unknownAccess: totals.unknownAccess,
            typingErrors: totals.typingErrors, requests: totals.requests, rules: totals.rules,
            linksAreProven: outcome.reconciliation.hasIdentifiers)
        // The list goes in as the last member, a line for each.
        let head = try JSONText.document(output).replacing("  \"accounts\" : [\n\n  ],\n", with: "")
        let screen = Screen()
        screen.line("\(head.dropLast(2)),\n  \"accounts\" : [")
        var separator = ""
        try outcome.reconciliation.pages(filter) { page in
            var text = ""
            for entry in page {
                text += "\(separator)    \(try JSONText.line(AccountOutput(entry, comparison.system)))"
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
