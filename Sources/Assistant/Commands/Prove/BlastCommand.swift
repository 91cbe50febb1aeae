import Console
import Foundation
import PrivateFiles
import Reconciliation
import Text
import Verification

struct BlastCommand: Command {
    let name = "blast"
    let usage = "[all|\(ExportRequest.usage)]"
    let summary = "who would lose access if the domain were switched now"
    let details =
        "Reads the tenant anew and names everybody who could not sign in any more. Where the other system's accounts "
        + "are known (identifiers with FILE) these are all who aren't linked to an account that can sign in; otherwise all "
        + "without an immutable ID, and those whose ID may be an Active Directory's. --force replaces a file that has the "
        + "name already."

    /// Names that a screen shows.
    private static let shown = 15

    func isAvailable(in conversation: Conversation) -> Bool { conversation.runbook.cutover != nil }

    func candidates(after words: [String], in conversation: Conversation) -> [String] {
        words.isEmpty ? ["all", "export"] : []
    }

    func run(_ words: [String], in conversation: Conversation) async throws -> Outcome {
        guard words.isEmpty || words == ["all"] || words.first == "export" else { throw BlastCommand.misread }
        guard let plan = conversation.runbook.cutover else { throw UsageError("This runbook switches nothing.") }
        guard try await Questions(conversation: conversation).ask(for: plan.domain.inputs) else { return .done }
        let answers = conversation.state.answers
        guard let domain = plan.domain.filled(answers) else { throw UsageError("Which domain? Type: set") }
        let exact = conversation.runbook.identifiers.flatMap {
            Comparison($0, answers: answers, access: conversation.access)
        }
        let comparison =
            exact
            ?? Comparison(
                system: conversation.runbook.identifiers?.system ?? "the provider", domain: domain,
                source: NoAccounts(),
                rules: [])
        let request: ExportRequest?
        do {
            // Before a tenant is read for it.
            request = try ExportRequest(Array(words.dropFirst()), besides: comparison.source)
        } catch {
            conversation.screen.error("\(error).")
            return .failed
        }
        guard words.first != "export" || request?.rest.isEmpty == true else { throw BlastCommand.misread }
        guard let kept = await AccountReading(conversation: conversation).read(comparison) else { return .unknown }
        let filter = Reconciliation.Filter(access: [.loses, .unknown])
        if exact == nil { conversation.identifiers.forget() }
        do {
            if let request {
                let count = try WorklistFile.write(
                    kept.outcome.reconciliation, filter, system: comparison.system, to: request.destination)
                conversation.screen.line("\(Style.green("✓")) \(request.destination.told(count, "line", "lines"))")
                return count == 0 ? .done : .failed
            }
            return try show(kept, filter, isExact: exact != nil, all: !words.isEmpty, conversation)
        } catch let problem as ReconciliationProblem {
            conversation.screen.error("\(problem)")
            return .failed
        } catch let problem as FileProblem {
            conversation.screen.error("\(problem).")
            return .failed
        }
    }

    private static let misread = UsageError(
        "\"blast\" takes \"all\", \"\(ExportRequest.usage)\" or nothing.")

    private func show(
        _ kept: IdentifierDesk.Kept, _ filter: Reconciliation.Filter, isExact: Bool, all: Bool,
        _ conversation: Conversation
    ) throws -> Outcome {
        let (screen, found) = (conversation.screen, kept.outcome.reconciliation)
        let count = try found.count(filter)
        let (domain, totals) = (kept.comparison.domain ?? "the domain", found.totals)
        if totals.losingAccess > 0 || totals.unknownAccess == 0 {
            screen.text(
                BlastCommand.words(totals.losingAccess, domain), first: mark(totals.losingAccess), rest: "  ")
        }
        if totals.unknownAccess > 0 {
            screen.text(
                "Whether \(totals.unknownAccess == 1 ? "1 person" : "\(totals.unknownAccess) people") would lose access if "
                    + "\(domain) were switched now isn't known:", first: "\(Style.yellow("?")) ", rest: "  ")
        }
        var left = all ? Int.max : BlastCommand.shown
        try found.pages(filter, of: min(left, 500)) { page in
            for entry in page.prefix(left) {
                screen.text(
                    isExact
                        ? AccountView.line(entry, kept.comparison.system)
                        : AccessWords.why(entry, kept.comparison.system) ?? entry.account.name,
                    first: "  \(entry.account.address)  ", rest: "      ")
            }
            left -= min(left, page.count)
            return left > 0
        }
        if count > BlastCommand.shown, !all {
            screen.line("  … and \(count - BlastCommand.shown) more: blast all, blast export FILE")
        }
        if found.totals.losingAccessByRule > 0, isExact {
            let number = found.totals.losingAccessByRule
            screen.text(
                "\(number) of them \(number == 1 ? "is" : "are") left out by a rule; the switch asks no rule.",
                first: "  ")
        }
        if isExact { AccountView.untold(totals, kept.comparison.system, on: screen) }
        if !isExact, conversation.runbook.identifiers != nil {
            screen.text(
                "Only immutable IDs were looked at. identifiers with FILE names the other system's accounts, and makes "
                    + "it exact.", first: "  ")
        }
        return count == 0 ? .done : totals.losingAccess == 0 ? .unknown : .failed
    }

    private func mark(_ count: Int) -> String { count == 0 ? "\(Style.green("✓")) " : "\(Style.red("✗")) " }

    private static func words(_ count: Int, _ domain: String) -> String {
        switch count {
        case 0: "Nobody would lose access if \(domain) were switched now."
        case 1: "1 person would lose access if \(domain) were switched now:"
        default: "\(count) people would lose access if \(domain) were switched now:"
        }
    }
}
