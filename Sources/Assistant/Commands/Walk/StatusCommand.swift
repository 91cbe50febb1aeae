import Console
import Foundation
import Journal
import Runbook
import YAMLDocument

struct StatusCommand: Command {
    let name = "status"
    let aliases = ["board"]
    let usage = "[all]"
    let summary = "the whole board: phases, steps, items, what is next, what blocks"
    let details = "Shows the items of the step you are at; \"status all\" shows those of every step."

    func candidates(after words: [String], in conversation: Conversation) -> [String] { words.isEmpty ? ["all"] : [] }

    func run(_ words: [String], in conversation: Conversation) async throws -> Outcome {
        guard words.isEmpty || words == ["all"] else {
            throw UsageError("\"status\" takes \"all\" or nothing\(Suggestion.hint(for: words[0], in: ["all"]))")
        }
        let screen = conversation.screen
        let state = conversation.state
        screen.line(
            "\(conversation.label) \(Style.bold(conversation.runbook.title)) · \(state.tenant.displayName) · \(state.name)"
        )
        if let words = DeadlineView(conversation: conversation).words { screen.line(words) }
        for phase in conversation.runbook.phases {
            screen.line(Style.bold(phase.title) + (phase.isSideBySide ? Style.dim(" (steps in any order)") : ""))
            for step in conversation.runbook.steps where step.phase == phase.id {
                show(step, showsItems: !words.isEmpty || step.id == conversation.step.id, conversation)
            }
        }
        blockers(conversation)
        screen.text(NextView(conversation: conversation).summary, first: "\(Style.bold("Next:")) ", rest: "      ")
        return .done
    }

    private func show(_ step: Step, showsItems: Bool, _ conversation: Conversation) {
        let screen = conversation.screen
        guard conversation.state.isOpen(step, in: conversation.runbook) else {
            screen.line(Style.dim("    \(step.number) \(step.title): opens with the switch"))
            return
        }
        let views = step.checklist.map { ItemView(item: $0, conversation: conversation) }
        let passed = views.count { $0.standing.isSettled }
        let actions = step.applicableActions(conversation.state.answers)
        let done = actions.count - conversation.state.openActions(of: step).count
        let isHere = step.id == conversation.step.id
        // Without a checklist, what was done is all there is to go by.
        let isComplete = passed == views.count && (!views.isEmpty || done == actions.count)
        let mark = isComplete ? Style.green("✓") : isHere ? Style.bold("▸") : " "
        let title = "\(step.number) \(step.title)"
        let widest = conversation.runbook.steps.map { SafeText.width("\($0.number) \($0.title)") }.max() ?? 0
        let padding = String(repeating: " ", count: min(max(32, widest), 50) + 2 - min(SafeText.width(title), 50))
        let counts = "items \(passed)/\(views.count)  actions \(done)/\(actions.count)"
        screen.line("  \(mark) \(title)\(padding)\(Style.dim(counts))")
        guard showsItems else { return }
        var table = Table(.cut)
        for view in views { table.add(view.mark, view.item.id, view.note) }
        for line in table.lines(columns: screen.columns, indent: "      ") { screen.line(line) }
    }

    private func blockers(_ conversation: Conversation) {
        let state = conversation.state
        guard conversation.runbook.cutover != nil else { return }
        let view = AftermathView(conversation: conversation)
        let runner = conversation.runner
        // A store that can't be read has its own say; what the session itself knows stands.
        let known = (try? conversation.switches()) ?? state.switches
        switch Aftermath.decide(known) {
        case .nothingSent: break
        case .asMeant where !known.isHearsay:
            conversation.screen.text(view.line ?? "", first: "\(Style.green("✓ Cutover")) ", rest: "  ")
            return
        default:
            if state.aftermath == .nothingSent { conversation.screen.line("Another session of this store:") }
            view.show(known)
        }
        let history = (try? runner.history()) ?? state.switches
        let reasons = GateKeeper.cutoverBlockers(
            conversation.runbook, state, standard: .remembered, content: runner.content, history: history,
            now: conversation.writer.time)
        let now = conversation.writer.time
        let again = conversation.runbook.cutover.map {
            GateKeeper.sentBefore($0, history, content: runner.content, now: now)
        }
        if reasons.isEmpty, again?.isEmpty == false {
            conversation.screen.text(
                "the same plan may be sent once more, beside the one that is not known; it checks everything again.",
                first: "\(Style.yellow("Cutover:")) ", rest: "  ")
        } else if reasons.isEmpty {
            conversation.screen.line("\(Style.green("Cutover:")) nothing known blocks it; it checks everything again.")
        } else {
            conversation.screen.line(
                "\(Style.red("Cutover is locked:")) \(reasons.count) \(reasons.count == 1 ? "reason" : "reasons"); "
                    + "\"cutover\" lists them.")
        }
    }
}
