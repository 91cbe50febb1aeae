import Console
import Cutover
import Foundation
import Journal
import Runbook

struct RollbackCommand: Command {
    let name = "rollback"
    let summary = "take the switch back: people sign in with passwords again"
    let details =
        "Removes the federation of the domain, after the time that must lie between two switches, and reads back that "
        + "it is managed. Before that time is over it counts down. It asks you to type the domain's name. Sign-in through "
        + "the other provider ends for everybody."

    func isAvailable(in conversation: Conversation) -> Bool { conversation.runbook.cutover != nil }

    func run(_ words: [String], in conversation: Conversation) async throws -> Outcome {
        guard words.isEmpty else { throw UsageError("\"rollback\" takes nothing; it asks.") }
        guard let plan = conversation.runbook.cutover else { throw UsageError("This runbook switches nothing.") }
        guard try await Questions(conversation: conversation).ask(for: plan.domain.inputs) else { return .done }
        guard let domain = plan.domain.filled(conversation.state.answers) else { return .failed }
        let screen = conversation.screen
        let runner = RollbackRunner(writer: conversation.writer, access: conversation.access)
        if let reason = GateKeeper.cooldown(
            plan, conversation.state, now: conversation.writer.time, then: "rollback")
        {
            screen.text(reason.message, first: "\(Style.red("Not yet.")) ", rest: "  ")
            guard conversation.isInteractive else {
                screen.text(reason.remedy, first: "  → ", rest: "    ")
                return .failed
            }
            guard await isCountedDown(plan, conversation) else {
                screen.line("Nothing was changed.")
                return .failed
            }
        }
        screen.progress("Reading \(domain)…")
        let reading = await conversation.interruptible { await runner.reading(of: domain) }
        screen.clearProgress()
        switch reading {
        case .failure(let fault):
            screen.text("Unknown: \(fault.reason)", first: "\(Style.yellow("?")) ", rest: "  ")
            screen.text("\(fault.remedy) Nothing was changed.", first: "  → ", rest: "    ")
            return .unknown
        case .success(let seen) where !seen.isFederated && !isOpen(conversation):
            screen.line("\(domain) is managed: there is nothing to take back.")
            return .done
        case .success(let seen):
            guard try await isConfirmed(domain, seen, conversation) else { return .failed }
        }
        screen.line("… Removing the federation of \(domain)")
        // From here on Ctrl-C is not listened to: a removal is seen through.
        return show(try await runner.perform(domain, attempt: UUID().uuidString.lowercased()), domain, conversation)
    }

    /// Waits until the removal may be sent, and shows how long that is. Nothing is sent by it.
    /// - Returns: false if the person gave up.
    private func isCountedDown(_ plan: CutoverPlan, _ conversation: Conversation) async -> Bool {
        let (screen, writer) = (conversation.screen, conversation.writer)
        defer { screen.clearProgress() }
        return await conversation.interruptible { () async -> Bool in
            while let left = GateKeeper.cooldownLeft(plan, writer.state, now: writer.time) {
                let clock = String(format: "%d:%02d", left / 60, left % 60)
                screen.progress("It can be taken back in \(clock). Ctrl-C gives up.")
                do { try await Task.sleep(for: .seconds(1)) } catch { return false }
            }
            return !Task.isCancelled
        }
    }

    /// Whether the journal still says that the domain is switched, or may be.
    private func isOpen(_ conversation: Conversation) -> Bool {
        switch conversation.state.cutover {
        case .notStarted, .rolledBack: false
        default: true
        }
    }

    private func isConfirmed(_ domain: String, _ seen: DomainReading, _ conversation: Conversation) async throws -> Bool
    {
        let screen = conversation.screen
        screen.line(
            "\(Conversation.label(conversation.state.tenant)) \(Style.bold("this will change in \(SafeText.clean(conversation.state.tenant.displayName))"))"
        )
        var table = Table()
        table.add("Domain", domain)
        table.add("Authentication", "federated → managed: Microsoft signs everybody in, with passwords")
        table.add("Issuer, removed", seen.configuration?.issuerUri ?? "can't be read")
        for line in table.lines(columns: screen.columns, indent: "  ") { screen.line(line) }
        guard
            case .line(let line) = await conversation.lines.read(
                "  Type the domain's name to take it back: ", for: .answer)
        else {
            screen.line("Nothing was changed.")
            return false
        }
        if line.trimmingCharacters(in: .whitespaces).lowercased() == domain { return true }
        screen.line("Nothing was changed: that isn't \(domain).")
        return false
    }

    /// What is true now, and what to do next.
    func show(_ outcome: RollbackRunner.Outcome, _ domain: String, _ conversation: Conversation) -> Outcome {
        let screen = conversation.screen
        switch outcome {
        case .managed(let wasManaged):
            screen.text(
                wasManaged
                    ? "\(domain) was managed already; that is written down."
                    : "\(domain) is managed again, read back.", first: "\(Style.green("✓")) ", rest: "  ")
            screen.text(
                "People sign in with Microsoft and their passwords. Whoever never had one, or forgot it, needs a new one: "
                    + "Microsoft 365 admin center → Users → Reset password. Tell everybody.", first: "  → ",
                rest: "    ")
            return .done
        case .stillFederated(let reason):
            screen.text(
                "\(domain) IS STILL FEDERATED. \(reason)", first: "\(Style.red("✗")) ", rest: "  ")
            screen.text(
                "Mend what that names and type rollback again, or remove the federation as an administrator outside "
                    + "\(domain).", first: "  → ", rest: "    ")
            return .failed
        case .inDoubt(let obstacle):
            screen.text(
                "What is true of \(domain) can't be said yet. \(obstacle.reason)", first: "\(Style.yellow("?")) ",
                rest: "  ")
            screen.text("\(obstacle.remedy) Then type verify. Nothing is sent again.", first: "  → ", rest: "    ")
            return .unknown
        }
    }
}
