import Console
import Foundation
import Journal
import Runbook
import Text
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
        screen.text(
            "\(Style.bold(conversation.runbook.title)) · \(state.tenant.displayName) · \(state.name)",
            first: "\(conversation.label) ", rest: "  ")
        let board = conversation.board
        if let words = DeadlineView(board).words { screen.line(words) }
        for phase in board.runbook.phases {
            screen.line(Style.bold(phase.title) + (phase.isSideBySide ? Style.dim(" (steps in any order)") : ""))
            for card in board.steps where card.step.phase == phase.id {
                show(card, showsItems: !words.isEmpty || card.step.id == board.here.step.id, board, screen)
            }
        }
        blockers(board, conversation)
        screen.text(conversation.nextView.summary, first: "\(Style.bold("Next:")) ", rest: "      ")
        return .done
    }

    private func show(_ card: StepCard, showsItems: Bool, _ board: Board, _ screen: Screen) {
        let title = "\(card.step.number) \(card.step.title)"
        guard card.isOpen else { return screen.line(Style.dim("    \(title): opens with the switch")) }
        let isHere = card.step.id == board.here.step.id
        let mark = card.isComplete ? Style.green("✓") : isHere ? Style.bold("▸") : " "
        let widest = board.steps.map { SafeText.width("\($0.step.number) \($0.step.title)") }.max() ?? 0
        let padding = String(repeating: " ", count: min(max(32, widest), 50) + 2 - min(SafeText.width(title), 50))
        let counts =
            "items \(card.settled)/\(card.items.count)  actions \(card.doneActions)/\(card.actions.count)"
        screen.line("  \(mark) \(title)\(padding)\(Style.dim(counts))")
        guard showsItems else { return }
        var table = Table(.cut)
        for view in card.items.map({ ItemView($0, board) }) { table.add(view.mark, view.item.id, view.note) }
        for line in table.lines(columns: screen.columns, indent: "      ") { screen.line(line) }
    }

    private func blockers(_ board: Board, _ conversation: Conversation) {
        let (state, runner) = (board.state, conversation.runner)
        guard let plan = board.runbook.cutover else { return }
        let view = conversation.aftermathView
        let known = conversation.seen
        switch Aftermath.decide(known) {
        case .nothingSent: break
        case .asMeant where !known.isHearsay:
            conversation.screen.text(view.line(known) ?? "", first: "\(Style.green("✓ Cutover")) ", rest: "  ")
            return
        default:
            if state.aftermath == .nothingSent { conversation.screen.line("Another session of this store:") }
            view.show(known)
        }
        // Nobody means to switch a trial's domain once more.
        if state.isTrialProven(board.runbook) { return }
        let history = (try? runner.history()) ?? state.switches
        let reasons = GateKeeper.cutoverBlockers(
            board.runbook, state, standard: .remembered, content: runner.content, history: history, now: board.now)
        let again = GateKeeper.sentBefore(plan, history, content: runner.content, now: board.now)
        if reasons.isEmpty, !again.isEmpty {
            conversation.screen.text(
                "the same plan may be sent once more, beside the one that is not known; it checks everything again.",
                first: "\(Style.yellow("Cutover:")) ", rest: "  ")
        } else if reasons.isEmpty {
            conversation.screen.line("\(Style.green("Cutover:")) nothing known blocks it; it checks everything again.")
        } else {
            // What isn't answered yet is asked, not listed.
            let questions = reasons.count { $0.kind == .inputMissing }
            let listed = reasons.count - questions
            let parts = [
                questions > 0 ? "\(questions) \(questions == 1 ? "question" : "questions") to answer" : nil,
                listed > 0 ? "\(listed) \(listed == 1 ? "reason" : "reasons"); \"cutover\" lists them" : nil,
            ].compactMap(\.self)
            conversation.screen.text(
                "\(parts.joined(separator: ", ")).", first: "\(Style.red("Cutover is locked:")) ", rest: "  ")
        }
    }
}
