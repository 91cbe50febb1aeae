import Console
import Cutover
import Escaping
import Foundation
import Journal
import Runbook
import Sameness
import Tenant
import Text

struct RollbackCommand: Command {
    let name = "rollback"
    let summary = "take the switch back: people sign in with passwords again"
    let details =
        "Shows which federation of the domain it would remove, asks you to type the domain's name, and as many people to "
        + "approve it as the switch needs; removes just that one, after the time that must lie between two switches, and "
        + "reads back what is true. Before that time is over it counts down. A federation that this session didn't set "
        + "wants its issuer's host typed as well. Sign-in through the other provider ends for everybody."

    func isAvailable(in conversation: Conversation) -> Bool { conversation.runbook.cutover != nil }

    func run(_ words: [String], in conversation: Conversation) async throws -> Outcome {
        guard words.isEmpty else { throw UsageError("\"rollback\" takes nothing; it asks.") }
        guard let plan = conversation.runbook.cutover else { throw UsageError("This runbook switches nothing.") }
        guard try await Questions(conversation: conversation, mustBeSeen: true).ask(for: plan.domain.inputs) else {
            return .done
        }
        guard let domain = plan.domain.filled(conversation.state.answers) else { return .failed }
        let runner = RollbackRunner(plan: plan, writer: conversation.writer, access: conversation.access)
        guard try await isTime(plan, domain, runner, conversation) else { return .failed }
        let screen = conversation.screen
        screen.progress("Reading \(domain)…")
        let sight = try await conversation.interruptible { () async throws in try await runner.look(at: domain) }
        screen.clearProgress()
        switch sight {
        case .unreadable(let obstacle): return unreadable(obstacle, conversation)
        case .managed(let look): return managed(look, domain, conversation)
        case .federated(let shown):
            if let obstacle = shown.unreadable { return unreadable(obstacle, conversation) }
            try await prove(conversation)
            let attempt = UUID().uuidString.lowercased()
            defer { conversation.writer.endApprovals() }
            guard try await isConfirmed(shown, plan, attempt: attempt, runner, conversation) else { return .failed }
            // From here on Ctrl-C is not listened to: a removal is seen through.
            return conclude(
                try await runner.perform(attempt: attempt, shown.plan) { screen.text($0, first: "… ", rest: "  ") },
                conversation)
        }
    }

    // MARK: - Before

    /// A trial's proof ends with its switch: it is looked at once more, and what lacks is said while it can still be had.
    private func prove(_ conversation: Conversation) async throws {
        let (session, screen) = (conversation.session, conversation.screen)
        let proofs = conversation.state.proofs(of: conversation.runbook)
        if proofs.isEmpty { return }
        screen.progress("Looking at what the trial has proved…")
        let board = try await conversation.interruptible {
            () async throws in try await session.check(proofs, for: .board).board
        }
        screen.clearProgress()
        let lacking = proofs.filter { board.card($0).standing != .passed }
        if lacking.isEmpty { return }
        for item in lacking { ItemView(board.card(item), board).show(on: screen) }
        screen.text(
            "The trial is to prove \(lacking.count == 1 ? "this" : "these") while the switch stands. Once it is taken back, "
                + "only another switch can.", first: "\(Style.yellow("Note:")) ", rest: "      ")
    }

    /// Whether the time between two switches is over; counts down to it where somebody watches.
    private func isTime(
        _ plan: CutoverPlan, _ domain: String, _ runner: RollbackRunner, _ conversation: Conversation
    ) async throws -> Bool {
        let (screen, writer) = (conversation.screen, conversation.writer)
        guard
            let reason = GateKeeper.cooldown(
                plan, try runner.history(of: domain), now: writer.time, then: "rollback")
        else { return true }
        screen.text(reason.message, first: "\(Style.red("Not yet.")) ", rest: "  ")
        guard conversation.isInteractive else {
            screen.text(reason.remedy, first: "  → ", rest: "    ")
            return false
        }
        if conversation.desk != nil {
            screen.text(
                "In a rehearsal nobody has to wait: Ctrl-C, then portal wait 10m, then rollback.", first: "  ",
                rest: "  ")
        }
        defer { screen.clearProgress() }
        let isOver = await conversation.interruptible { () async -> Bool in
            while let history = try? runner.history(of: domain),
                let left = GateKeeper.cooldownLeft(plan, history, now: writer.time)
            {
                let clock = String(format: "%d:%02d", left / 60, left % 60)
                screen.progress("It can be taken back in \(clock). Ctrl-C gives up.")
                do { try await Task.sleep(for: .seconds(1)) } catch { return false }
            }
            return !Task.isCancelled
        }
        if !isOver { screen.line("Nothing was changed.") }
        return isOver
    }

    private func unreadable(_ obstacle: Obstacle, _ conversation: Conversation) -> Outcome {
        conversation.screen.text("Unknown: \(obstacle.reason)", first: "\(Style.yellow("?")) ", rest: "  ")
        conversation.screen.text("\(obstacle.remedy) Nothing was changed.", first: "  → ", rest: "    ")
        return .unknown
    }

    /// A domain that reads managed has nothing to remove. Whether it is, a reading alone doesn't say.
    private func managed(_ look: Settling.Look, _ domain: String, _ conversation: Conversation) -> Outcome {
        let screen = conversation.screen
        let view = conversation.aftermathView
        if look.history.signIn?.isFederated == true {
            let outcome = view.show(look)
            for line in look.aftermath == .nothingSent ? AftermathWords.readings(look.history) : [] {
                screen.text(line)
            }
            screen.text(
                "The two contradict each other: people are handed over to a provider, and the directory shows no "
                    + "federation that could be removed yet. Nothing was sent.", first: "\(Style.yellow("?")) ",
                rest: "  ")
            screen.text(
                "Type rollback again in a minute: what doesn't show can't be removed.", first: "  → ", rest: "    ")
            return max(outcome, .unknown)
        }
        switch look.aftermath {
        case .nothingSent, .managed, .refused, .rolledBack:
            for line in AftermathWords.readings(look.history) { screen.text(line) }
            screen.text("There is nothing to take back. Nothing was sent.")
            return .done
        case .notKnown, .asMeant, .otherwise, .unread, .reverted:
            let outcome = view.show(look)
            screen.text(
                "\(domain) reads as managed now, so there is nothing that could be removed. Nothing was sent.",
                first: "  ", rest: "  ")
            return max(outcome, .unknown)
        }
    }

    private func isConfirmed(
        _ shown: RollbackRunner.Shown, _ plan: CutoverPlan, attempt: String, _ runner: RollbackRunner,
        _ conversation: Conversation
    ) async throws -> Bool {
        let (screen, tenant) = (conversation.screen, conversation.state.tenant)
        screen.line(
            "\(conversation.label) \(Style.bold("this will change in \(SafeText.clean(tenant.displayName))"))")
        var table = Table()
        let rows = RollbackCommand.rows(shown)
        for row in rows { table.add(row.name, row.value) }
        for line in table.lines(columns: screen.columns, indent: "  ") { screen.line(line) }
        let host = shown.plan.issuer.flatMap { URL(string: $0)?.host() } ?? shown.plan.issuer
        screen.text(
            "To take it back, type the domain's name"
                + (shown.plan.isOurs ? "" : ", and then \(host.map { "its issuer's host, \($0)" } ?? "unreadable")")
                + "; anything else leaves all as it is.")
        guard await isTyped(shown.plan.domain, "  Type the domain's name to take it back: ", conversation) else {
            return false
        }
        if !shown.plan.isOurs {
            screen.text(
                "This session didn't set that federation: \(SafeText.clean(shown.whom)) signs people in through it. Once "
                    + "it is removed, nobody signs in there any more.",
                first: "\(Style.red("Somebody else's:")) ", rest: "  ")
            // Without a configuration there is no issuer to tell it by.
            let (word, question) =
                host.map { ($0.lowercased(), "  Type its issuer's host to remove it: ") }
                ?? ("unreadable", "  It can't be read. Type unreadable to remove it all the same: ")
            guard await isTyped(word, question, conversation) else { return false }
        }
        try runner.approve(attempt: attempt, shown.plan)
        let request = ApprovalRequest(
            "the removal of the federation of \(shown.plan.domain)",
            ApprovalRows.of(conversation.state, conversation.origin)
                + rows.map { .init($0.name.trimmingBlanks, $0.value) }, plan: shown.plan.hash)
        return try await Approvals(conversation: conversation).gather(
            conversation.state.people(for: plan), for: request, named: "This removal"
        ) { try runner.approve(attempt: attempt, shown.plan, by: $0) }
    }

    private func isTyped(_ expected: String, _ question: String, _ conversation: Conversation) async -> Bool {
        guard let typed = await conversation.typed(question) else {
            conversation.screen.line("Nothing was changed.")
            return false
        }
        if DomainName.isSame(typed, expected) { return true }
        conversation.screen.line("Nothing was changed: that isn't \(expected).")
        return false
    }

    private static func rows(_ shown: RollbackRunner.Shown) -> [(name: String, value: String)] {
        var rows = [
            ("Domain", shown.plan.domain),
            ("Authentication", "federated → managed: Microsoft signs everybody in, with passwords"),
            ("Provider", shown.whom),
            ("Issuer, removed", shown.plan.issuer ?? "there is no configuration that could be read"),
            ("Set", shown.since),
        ]
        if let certificate = shown.federation?.signingCertificate.flatMap({ SigningCertificate(base64: $0) }) {
            rows.append(("Certificate", "\(certificate.subject), until \(Value.time(certificate.notAfter).words)"))
            rows.append(("  SHA-256", certificate.fingerprint))
        }
        if let id = shown.plan.configurationID { rows.append(("Configuration", id)) }
        rows.append(("Plan", PlanRows.short(shown.plan.hash)))
        return rows
    }

    // MARK: - After

    private func conclude(_ outcome: RollbackRunner.RemovalResult, _ conversation: Conversation) -> Outcome {
        let screen = conversation.screen
        switch outcome {
        case .seen(let look):
            let shown = conversation.aftermathView.show(look)
            guard let last = look.history.sendings.last, last.direction == .remove, last.fate == .refused else {
                return shown
            }
            screen.text(
                "The removal was refused: the federation of \(look.history.domain) is what it was.",
                first: "\(Style.red("✗")) ",
                rest: "  ")
            if let words = last.answer?.words { screen.text(words, first: "    ", rest: "    ") }
            screen.text("Mend what that names and type rollback again.", first: "  → ", rest: "    ")
            return max(shown, .failed)
        case .blocked(let reasons):
            screen.line(Style.red("Nothing was sent."))
            for reason in reasons {
                screen.text(reason.message, first: "  \(Style.red("✗")) ", rest: "    ")
                screen.text(reason.remedy, first: "    → ", rest: "      ")
            }
            return reasons.allSatisfy { $0.kind == .unknown } ? .unknown : .failed
        }
    }
}
