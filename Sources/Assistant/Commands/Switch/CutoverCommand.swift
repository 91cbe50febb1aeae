import Console
import Cutover
import Escaping
import Foundation
import Journal
import Runbook
import Sameness
import SessionStore
import Text

struct CutoverCommand: Command {
    let name = "cutover"
    let usage = "[--dry-run|--powershell]"
    let summary = "switch the domain to federated, if every gate passes"
    let details =
        "Checks every required item of every step live. If anything is open it lists all of it and switches "
        + "nothing. If all pass it shows what will change, asks you to type the domain's name, checks once more, "
        + "switches, and reads back that it took. Nothing skips this. --dry-run does everything up to the switch, and "
        + "shows the plan. --powershell does the same checks, then prints the commands for you to run yourself within ten "
        + "minutes, and watches the domain meanwhile."

    func candidates(after words: [String], in conversation: Conversation) -> [String] {
        words.isEmpty ? ["--dry-run", "--powershell"] : []
    }

    func run(_ words: [String], in conversation: Conversation) async throws -> Outcome {
        let isDry = words == ["--dry-run"]
        let isByHand = words == ["--powershell"]
        guard words.isEmpty || isDry || isByHand else {
            throw UsageError("\"cutover\" takes --dry-run, --powershell or nothing; there is no way to force it.")
        }
        guard let plan = conversation.runbook.cutover else {
            conversation.screen.line("This runbook switches nothing.")
            return .failed
        }
        // What waiting alone mends is told with everything else that is open, and keeps nobody from a dry run.
        let standing = try await standing(plan, conversation).filter {
            $0.kind != .window && !(isDry && CutoverCommand.isOfTime($0))
        }
        if !standing.isEmpty {
            // Whatever the items say, this attempt is over before it begins.
            try conversation.runner.refuse(attempt: UUID().uuidString.lowercased(), standing)
            return conversation.cutoverView.refused(standing)
        }
        // It checks everything itself, and nobody else may speak for an item meanwhile.
        if conversation.watching.stop() { conversation.screen.line("Nothing is watched any more.") }
        let gate = conversation.runbook.itemsOfGate
        let questions = Questions(conversation: conversation, mustBeSeen: true)
        guard try await questions.ask(about: gate), try await questions.ask(for: plan.inputs),
            try await questions.askAgain(GateKeeper.claimedAnswers(conversation.runbook, conversation.state))
        else { return .done }
        let attempt = UUID().uuidString.lowercased()
        let preflight = try await preflight(attempt, isByHand: isByHand, conversation)
        let reasons = preflight.reasons
        guard reasons.allSatisfy({ isDry && CutoverCommand.isOfTime($0) }), let switchPlan = conversation.runner.plan,
            let seal = preflight.seal
        else {
            try conversation.runner.refuse(attempt: attempt, reasons)
            return conversation.cutoverView.refused(reasons)
        }
        let view = conversation.cutoverView
        view.show(switchPlan, preflight)
        view.showWaivers()
        view.showDeadline()
        if isDry { return view.concludeDryRun(reasons) }
        defer { conversation.writer.endApprovals() }
        guard try await approve(attempt, switchPlan, seal, isByHand: isByHand, conversation) else { return .failed }
        if isByHand {
            return try await Concluding(conversation: conversation).show(try await handOver(attempt, conversation))
        }
        // From here on Ctrl-C is not listened to: a switch is seen through.
        let screen = conversation.screen
        let outcome = try await conversation.runner.perform(attempt: attempt) {
            screen.text($0, first: "… ", rest: "  ")
        }
        let end = try await Concluding(conversation: conversation).show(outcome)
        // Whoever notes it down finds out if this night's end is ever cut off.
        let head = conversation.writer.last
        screen.text(
            "The journal has \(head.sequence) entries, head \(head.hash). `\(ProgramCommand.text("anchor", "FILE", head.session))` "
                + "puts it elsewhere.", first: "  ", rest: "  ")
        return end
    }

    /// Whether waiting alone mends it.
    private static func isOfTime(_ reason: Reason) -> Bool { [.window, .cooldown].contains(reason.kind) }

    /// What the domain's past says against a switch, with what every session of this store knows of it.
    private func standing(_ plan: CutoverPlan, _ conversation: Conversation) async throws -> [Reason] {
        let runner = conversation.runner
        let known = runner.standing(plan, try runner.history())
        guard known.contains(where: { $0.kind == .inDoubt }) || runner.isHearsay else { return known }
        // A look may end the doubt, or show that the same plan may follow.
        return runner.standing(plan, try await runner.historyNow())
    }

    private func preflight(_ attempt: String, isByHand: Bool, _ conversation: Conversation) async throws
        -> SwitchPreflight
    {
        let screen = conversation.screen
        let runner = conversation.runner
        screen.progress("Checking everything for this attempt…")
        defer { screen.clearProgress() }
        return try await conversation.interruptible { () async throws(StoreProblem) in
            try await runner.preflight(
                attempt: attempt, by: isByHand ? .person(watches: false, show: { _ in }) : .lockstep,
                onNews: { screen.progress($0.words) },
                onResult: { id, _ in screen.progress("Checked \(id)") })
        }
    }

    /// Shows the commands, and watches what the person does with them. Ctrl-C ends the watching.
    private func handOver(_ attempt: String, _ conversation: Conversation) async throws -> CutoverRunner.SwitchResult {
        let screen = conversation.screen
        let runner = conversation.runner
        let isRehearsal = conversation.desk != nil
        defer { screen.clearProgress() }
        return try await conversation.interruptible { () async throws(StoreProblem) in
            try await runner.perform(
                attempt: attempt,
                by: .person(watches: !isRehearsal) { script in
                    screen.line(
                        "Paste this into a PowerShell, as a whole, before \(Value.time(script.until).words):")
                    screen.line()
                    // As it is, unwrapped: a broken line would be another command.
                    screen.data(script.text + "\n")
                    screen.line()
                }, onStage: { screen.progress("\($0)… Ctrl-C ends the watching, not the switch") })
        }
    }

    private func approve(
        _ attempt: String, _ plan: SwitchPlan, _ seal: PlanSeal, isByHand: Bool, _ conversation: Conversation
    ) async throws -> Bool {
        conversation.screen.text(
            (conversation.origin.isBundled ? "Everything passes." : "Everything that this runbook asks passes.")
                + " To \(isByHand ? "get the commands" : "switch now"), type the domain's name; anything else "
                + "leaves all as it is.")
        guard
            let typed = await conversation.typed("  \(conversation.label) domain: ")?.lowercased()
        else {
            conversation.screen.line("Nothing was switched.")
            return false
        }
        guard DomainName.isSame(typed, plan.domain) else {
            conversation.screen.line(
                "Nothing was switched: \(typed.isEmpty ? "no name was typed" : "\"\(typed)\" isn't \(plan.domain)").")
            return false
        }
        let (runner, state, screen) = (conversation.runner, conversation.state, conversation.screen)
        var name: String?
        if GateKeeper.needsName(state, bundled: conversation.bundled?.hash) {
            screen.text(
                "Its gate is \(conversation.origin.words).", first: "\(Style.yellow("Not Lockstep's own runbook.")) ",
                rest: "  ")
            guard
                await conversation.typed("  Type \(conversation.origin.typed) to go by it: ")
                    == conversation.origin.typed
            else {
                screen.line("Nothing was switched: that isn't the runbook's name.")
                return false
            }
            name = conversation.runbook.id
        }
        try runner.approve(attempt: attempt, seal, runbook: name)
        let rows =
            ApprovalRows.of(state, conversation.origin)
            + PlanRows.of(plan, seal).map { .init($0.name.trimmingBlanks, $0.value) }
        return try await Approvals(conversation: conversation).gather(
            conversation.runbook.cutover.map(state.people) ?? 1,
            for: ApprovalRequest("the switch of \(typed) to federated", rows, plan: seal.hash), named: "This switch"
        ) { try runner.approve(attempt: attempt, seal, by: $0) }
    }
}
