import Console
import Foundation
import Journal
import PrivateFiles
import Reconciliation
import Runbook
import Text
import Verification
import YAMLDocument

struct IdentifiersCommand: Command {
    let name = "identifiers"
    let aliases = ["ids"]
    let usage = "[TAB|CLASS [TEXT]]"
    let summary = "who is linked, who isn't, and what to do about each"
    let details = """
        Compares all accounts of the tenant with all accounts of the other system, and keeps what it found:
          identifiers              the totals of both tabs
          identifiers microsoft    one tab; or the other system's name
          identifiers unlinked     one class, on both tabs: linked, microsoft-only, other-only, unlinked, ambiguous, \
        duplicate, excluded, inactive, unclear
          identifiers open ida     with a text that the address or name holds
          identifiers more         the next page
          identifiers show ADDRESS one account, with everything that could belong to it
          identifiers export FILE  the worklist as CSV, safe for spreadsheets; with --force behind it, what has that name \
        already is replaced
          identifiers with FILE    where the other system's accounts are: CSV, JSON, or a SCIM address
          identifiers read         reads both sides again
        """

    private static let pageSize = 12
    private static let verbs = ["read", "with", "more", "show", "export", "open", "microsoft"]

    func isAvailable(in conversation: Conversation) -> Bool { conversation.runbook.identifiers != nil }

    func candidates(after words: [String], in conversation: Conversation) -> [String] {
        words.isEmpty || words == ["export"]
            ? IdentifiersCommand.verbs + [tab(conversation)] + AccountClass.allCases.map(\.key) : []
    }

    /// What the other system's tab is called when typed.
    private func tab(_ conversation: Conversation) -> String {
        (conversation.runbook.identifiers?.system ?? "other").lowercased()
    }

    func run(_ words: [String], in conversation: Conversation) async throws -> Outcome {
        guard let plan = conversation.runbook.identifiers else {
            throw UsageError("This runbook compares no accounts.")
        }
        if words.first == "with" {
            guard words.count > 1, let input = plan.accounts.inputs.first.flatMap(conversation.runbook.input) else {
                throw UsageError("With what? Type: identifiers with FILE")
            }
            do {
                try await Questions(conversation: conversation).record(
                    input, try input.normalized(words.dropFirst().joined(separator: " ")))
            } catch let problem as AnswerProblem {
                throw UsageError(problem.description)
            }
        }
        let reading = AccountReading(conversation: conversation)
        var kept = conversation.identifiers.current
        if kept == nil || words.first == "read" || words.first == "with" {
            guard let comparison = try await reading.comparison(plan) else { return .done }
            kept = await reading.read(comparison)
        }
        guard let kept else { return .unknown }
        do {
            return try answer(words, kept, conversation)
        } catch let problem as ReconciliationProblem {
            conversation.screen.error("\(problem)")
            return .failed
        } catch let problem as FileProblem {
            conversation.screen.error("\(problem).")
            return .failed
        }
    }

    private func answer(_ words: [String], _ kept: IdentifierDesk.Kept, _ conversation: Conversation) throws -> Outcome
    {
        let rest = words.dropFirst().joined(separator: " ")
        switch words.first {
        case nil, "read", "with": return totals(kept, conversation)
        case "more":
            guard let place = conversation.identifiers.reading else {
                throw UsageError("There is no list to go on in. Type: identifiers open")
            }
            return try list(place, kept, conversation)
        case "show":
            guard !rest.isEmpty else { throw UsageError("Which account? Type: identifiers show ADDRESS") }
            return try show(rest, kept, conversation)
        case "export":
            guard let request = try ExportRequest(Array(words.dropFirst()), besides: kept.comparison.source)
            else { throw UsageError("Into which file? Type: identifiers \(ExportRequest.usage)") }
            let filter = try request.rest.first.map { try self.filter($0, conversation) } ?? .open
            let count = try WorklistFile.write(
                kept.outcome.reconciliation, filter, system: kept.comparison.system, to: request.destination)
            conversation.screen.line("\(Style.green("✓")) \(request.destination.told(count, "line", "lines"))")
            return .done
        case let word?:
            var filter = try filter(word, conversation)
            filter.search = rest
            return try list(.init(filter: filter), kept, conversation)
        }
    }

    private func filter(_ word: String, _ conversation: Conversation) throws(UsageError) -> Reconciliation.Filter {
        let word = word.lowercased()
        if word == "open" { return .open }
        if word == "microsoft" { return .init(side: .microsoft) }
        if word == tab(conversation) || word == "other" { return .init(side: .other) }
        if let standing = AccountClass(key: word) { return .init(classes: [standing]) }
        let known = IdentifiersCommand.verbs + [tab(conversation)] + AccountClass.allCases.map(\.key)
        throw UsageError("There is no list \"\(word)\"\(Suggestion.hintOrList(for: word, in: known))")
    }

    private func totals(_ kept: IdentifierDesk.Kept, _ conversation: Conversation) -> Outcome {
        let screen = conversation.screen
        let source = kept.comparison.source
        let age =
            kept.outcome.age.map { $0 > 0 ? ", written \(DurationText.past($0)) ago" : "" }
            ?? ", written nobody knows when"
        screen.text(
            "\(kept.comparison.domain ?? "Every account") beside \(source.name)\(age), read "
                + "\(Ago.words(kept.time, now: conversation.writer.time))")
        AccountView.totals(
            kept.outcome.reconciliation.totals, kept.comparison.system,
            hasIdentifiers: kept.outcome.reconciliation.hasIdentifiers, on: screen)
        let totals = kept.outcome.reconciliation.totals
        if totals.open == 0 { return totals.losingAccess > 0 ? .failed : totals.unknownAccess > 0 ? .unknown : .done }
        screen.text("identifiers open lists who needs a hand; identifiers export FILE writes the worklist.")
        return .failed
    }

    private func list(
        _ place: IdentifierDesk.Place, _ kept: IdentifierDesk.Kept, _ conversation: Conversation
    ) throws -> Outcome {
        let (screen, found) = (conversation.screen, kept.outcome.reconciliation)
        let count = try found.count(place.filter)
        let page = try found.page(place.filter, after: place.last, limit: IdentifiersCommand.pageSize)
        if page.isEmpty {
            screen.line(place.last == nil ? "Nobody." : "That was all.")
            conversation.identifiers.reading = nil
            return .done
        }
        AccountView.list(page, kept.comparison.system, on: screen)
        conversation.identifiers.reading = .init(filter: place.filter, last: page.last)
        let left = try found.page(place.filter, after: page.last, limit: 1)
        screen.line(
            left.isEmpty
                ? Style.dim("\(count) in all") : Style.dim("\(count) in all; identifiers more shows the next ones"))
        return .done
    }

    private func show(_ text: String, _ kept: IdentifierDesk.Kept, _ conversation: Conversation) throws -> Outcome {
        let entries = try kept.outcome.reconciliation.find(text)
        if entries.isEmpty {
            let near = try kept.outcome.reconciliation.page(.init(search: text), limit: 5)
            let hint = near.isEmpty ? "" : " There are \(near.map(\.account.address).joined(separator: ", "))."
            throw UsageError("No account has the address or id \(text).\(hint)")
        }
        for entry in entries { AccountView.show(entry, kept.comparison.system, on: conversation.screen) }
        return .done
    }
}
