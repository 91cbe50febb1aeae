import Console
import Cutover
import Foundation
import Journal
import Runbook
import Text

/// What is said of a switch after it was sent: `AftermathWords`, on a screen.
struct AftermathView {
    let board: Board
    let screen: Screen

    func words(_ history: SwitchHistory) -> AftermathWords {
        AftermathWords(
            history, session: board.state.id, cooldown: board.runbook.cutover?.cooldown ?? 0, now: board.now)
    }

    /// In full, with the last look. What couldn't be read is said beside what was known before.
    func show(_ look: Settling.Look) -> Outcome {
        if let obstacle = look.unreadable {
            screen.text(
                "\(look.history.domain) can't be read now. \(obstacle.reason)", first: "\(Style.yellow("?")) ",
                rest: "  ")
            screen.text(obstacle.remedy, first: "    → ", rest: "      ")
        }
        let outcome = show(look.history)
        return look.unreadable == nil ? outcome : max(outcome, .unknown)
    }

    @discardableResult
    func show(_ history: SwitchHistory) -> Outcome {
        let words = words(history)
        guard let headline = words.headline else { return .done }
        let (mark, outcome) =
            history.isHearsay ? (Style.yellow("?"), .unknown) : AftermathView.mark(Aftermath.decide(history))
        screen.text(headline, first: "\(mark) ", rest: "  ")
        for ground in words.grounds { screen.text(ground, first: "  ", rest: "    ") }
        if let id = history.federation?.seen.configurationID, Aftermath.decide(history).isAsMeant {
            screen.line(Style.dim("  federation configuration \(id)"))
        }
        if let untold = history.federation?.seen.untold, Aftermath.decide(history).isAsMeant {
            screen.text(
                "Microsoft doesn't tell \(untold.joined(separator: " and ")), so nobody knows whether it is as planned; all "
                    + "else is.", first: "  ", rest: "    ")
        }
        if case .rolledBack = Aftermath.decide(history) {
            screen.text(
                "People sign in with Microsoft and their passwords. Whoever never had one, or forgot it, needs a new one: "
                    + "Microsoft 365 admin center → Users → Reset password. Tell everybody.", first: "  → ",
                rest: "    ")
        }
        if let remedy = words.remedy { screen.text(remedy, first: "  → ", rest: "    ") }
        return outcome
    }

    private static func mark(_ aftermath: Aftermath) -> (String, Outcome) {
        switch aftermath {
        case .nothingSent: ("·", .done)
        case .asMeant, .rolledBack: (Style.green("✓"), .done)
        case .notKnown: (Style.yellow("?"), .unknown)
        case .reverted(let revert): (Style.yellow("!"), revert.isCertain ? .failed : .unknown)
        case .unread(let standing) where !standing.isRead: (Style.yellow("?"), .unknown)
        case .otherwise, .unread: (Style.red("✗ ACT NOW."), .failed)
        case .managed, .refused: (Style.red("✗"), .failed)
        }
    }

    /// One line for greetings, boards and handovers: how the session's switch stands; nil where nothing was sent.
    func line(_ history: SwitchHistory) -> String? {
        let own = board.state.switches
        let others = own.sendings.isEmpty && own.federation == nil
        switch Aftermath.decide(history) {
        case .nothingSent: return nil
        case .asMeant(let standing) where !history.isHearsay:
            let sent = history.sendings.last { $0.attempt == standing.attempt }
            // By the log, or when it was sent; with commands, when it was first read.
            let since = sent.map { $0.auditedAt ?? ($0.isByHand ? standing.since : $0.at) } ?? standing.since
            let by =
                sent == nil
                ? ", and not by this session as far as is known"
                : others ? sent.map { ", by \($0.who) in session \($0.session) of this store" } ?? "" : ""
            return "\(history.domain) is federated, since \(Value.time(since).words) "
                + "(\(Ago.words(since, now: board.now)))\(by); last read "
                + "\(Ago.words(standing.readAt, now: board.now))."
        default: return words(history).headline.map { others ? "Another session of this store: \($0)" : $0 }
        }
    }
}
